"""Questions to the index asked at once: records and passages lie in two, and Tantivy works without Python's lock."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache

THREADS = 2
"""So many questions are asked beside those of the threads that ask; there is no use in more than there are cores."""


def side_by_side(questions: Sequence[Callable[[], None]]) -> None:
    """Asks them all. The thread that asks and one beside it begin with the first two; whoever is done first takes the
    next. What any of them raises is raised when both threads have ended."""
    if not questions:
        return
    waiting = iter(questions[2:])  # `next` is one step: none is taken twice

    def work(question: Callable[[], None] | None) -> None:
        while question:
            question()
            question = next(waiting, None)

    beside = _pool().submit(work, questions[1]) if len(questions) > 1 else None
    try:
        work(questions[0])
    finally:
        failed = beside.exception() if beside else None
    if failed:
        raise failed


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="search")


os.register_at_fork(after_in_child=_pool.cache_clear)  # threads do not survive a fork
