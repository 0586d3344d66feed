"""Two questions to the index at once: records and passages lie in two, and Tantivy works without Python's lock."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

First = TypeVar("First")
Second = TypeVar("Second")

THREADS = 2
"""So many questions are asked beside those of the threads that ask; there is no use in more than there are cores."""


def both(first: Callable[[], First], second: Callable[[], Second]) -> tuple[First, Second]:
    """What both return. What either raises is raised when both have ended."""
    beside = _pool().submit(second)
    try:
        own = first()
    except BaseException:
        beside.exception()
        raise
    return own, beside.result()


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="search")


os.register_at_fork(after_in_child=_pool.cache_clear)  # threads do not survive a fork
