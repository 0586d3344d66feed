"""Lookups in the index at once: records and passages lie in two, and Tantivy works without Python's lock."""

import os
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Any

THREADS = 2
"""So many lookups are made beside those of the threads that ask; there is no use in more than there are cores."""


class SideBySide:
    """Lookups by name. The first begins beside the thread that asks, while that words the others; then both take one
    after the other until none is left."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[object, Callable[[], Any]]] = deque()
        self._found: dict[object, Any] = {}
        self._beside: Future[None] | None = None

    def add(self, name: object, lookup: Callable[[], Any], *, is_alone: bool) -> None:
        """`is_alone`: no other follows, and the thread that asks has nothing else to do."""
        self._waiting.append((name, lookup))
        if not is_alone and self._beside is None:
            self._beside = _pool().submit(self._work)

    def found(self) -> dict[object, Any]:
        """What each has found. What any of them raises is raised when both threads have ended."""
        try:
            self._work()
        finally:
            failed = self._beside.exception() if self._beside else None
        if failed:
            raise failed
        return self._found

    def _work(self) -> None:
        while self._waiting:
            try:
                name, lookup = self._waiting.popleft()
            except IndexError:  # the other thread took the last
                return
            self._found[name] = lookup()


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="search")


os.register_at_fork(after_in_child=_pool.cache_clear)  # threads do not survive a fork
