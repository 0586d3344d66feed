"""Keeps visitors from waiting, one after the other, for an engine that is known to be away.

    closed ── no answer ─▶ open ── rest is over ─▶ half open ── an answer ─▶ closed
                            ▲                          └────── no answer ─┘ (and a longer rest)

While it is open every question is refused at once. When the rest is over exactly one question is let through to see
whether the engine is back; the others are still refused. Each process has a breaker of its own: it guards that
process's threads, and agreeing with other processes would itself be something to wait for.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from search.engines.base import EngineUnavailable

State = Literal["closed", "open", "half open"]

SHORTEST_REST_SECONDS = 2.0
LONGEST_REST_SECONDS = 15.0
"""A cluster that is back is noticed at the latest after so long, even when it was away for a night."""


class Breaker:
    """`clock` gives seconds that only ever grow."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._rest_seconds = 0.0
        self._rests_until = 0.0
        self._is_probing = False

    @property
    def state(self) -> State:
        with self._lock:
            if not self._rest_seconds:
                return "closed"
            return "open" if self._clock() < self._rests_until else "half open"

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Surrounds one question. Raises EngineUnavailable at once where it would be asked in vain."""
        is_probe = self._let_through()
        try:
            yield
        except EngineUnavailable:
            self._no_answer(is_probe)
            raise
        except BaseException:
            self._answered(is_probe)  # whatever it said, it said something
            raise
        self._answered(is_probe)

    def reset(self) -> None:
        """As if nothing had happened: for another engine, and after a repair."""
        with self._lock:
            self._rest_seconds, self._rests_until, self._is_probing = 0.0, 0.0, False

    def _let_through(self) -> bool:
        """Whether this question is the one that finds out if the engine is back."""
        with self._lock:
            if not self._rest_seconds:
                return False
            if self._is_probing or self._clock() < self._rests_until:
                raise EngineUnavailable(
                    "The search engine did not answer a moment ago. It is asked again in a few seconds."
                )
            self._is_probing = True
            return True

    def _no_answer(self, is_probe: bool) -> None:
        with self._lock:
            if self._rest_seconds and not is_probe:
                return  # asked before the others found out: one silence is counted once
            doubled = min(self._rest_seconds * 2, LONGEST_REST_SECONDS)
            self._rest_seconds = doubled or SHORTEST_REST_SECONDS
            self._rests_until = self._clock() + self._rest_seconds
            self._is_probing = False

    def _answered(self, is_probe: bool) -> None:
        """A late answer to an old question proves as much as a probe's."""
        if is_probe or self._rest_seconds:
            self.reset()


breaker = Breaker()
"""That of this process."""
