"""Lookups in the index beside the thread that asks: records and passages lie in two, and Tantivy works without Python's
lock."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

THREADS = 2
"""So many lookups are made beside those of the threads that ask; there is no use in more than there are cores."""


class Lookup:
    """A search or a count, worded and waiting. Whoever comes first makes it: a thread beside the one that asks, or that
    one when it needs to know."""

    def __init__(self, find: Callable[[], Any]) -> None:
        self._find = find
        self._begun = threading.Lock()
        self._ended = threading.Event()
        self._found: Any = None
        self._failed: BaseException | None = None

    def make(self) -> None:
        """Nothing where it has been begun."""
        if not self._begun.acquire(blocking=False):
            return
        try:
            self._found = self._find()
        except BaseException as error:  # whoever asked is told, in its own thread
            self._failed = error
        finally:
            self._ended.set()

    def found(self) -> Any:
        """What it found, or raises what it failed of."""
        self.make()
        self._ended.wait()
        if self._failed:
            raise self._failed
        return self._found


def make_beside(lookups: Iterable[Lookup]) -> None:
    """Begins them one after the other in another thread; more may be added to a list while it is at it."""
    _pool().submit(_make_all, lookups)


def _make_all(lookups: Iterable[Lookup]) -> None:
    for lookup in lookups:
        lookup.make()


class Awaited(Mapping[str, Any]):
    """What a lookup is still counting: whoever looks into it waits."""

    def __init__(self, told: Callable[[], Mapping[str, Any]]) -> None:
        self._told = cache(told)

    def __getitem__(self, key: str) -> Any:
        return self._told()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._told())

    def __len__(self) -> int:
        return len(self._told())


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="search")


os.register_at_fork(after_in_child=_pool.cache_clear)  # threads do not survive a fork
