"""Lookups in the index at once: records and passages lie in two, and Tantivy works without Python's lock."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

THREADS = 2
"""So many lookups are made beside those of the threads that ask; there is no use in more than there are cores."""


def side_by_side(lookups: Sequence[Callable[[], Any]]) -> Iterator[Any]:
    """What they find, in their order. The thread that asks begins with the first, one beside it with the second;
    whoever is done first takes the next. What any of them raises is raised when both threads have ended."""
    found: list[Any] = [None] * len(lookups)
    waiting = iter(range(2, len(lookups)))  # `next` is one step: none is taken twice

    def work(at: int | None) -> None:
        while at is not None:
            found[at] = lookups[at]()
            at = next(waiting, None)

    beside = _pool().submit(work, 1) if len(lookups) > 1 else None
    try:
        work(0 if lookups else None)
    finally:
        failed = beside.exception() if beside else None
    if failed:
        raise failed
    return iter(found)


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="search")


os.register_at_fork(after_in_child=_pool.cache_clear)  # threads do not survive a fork
