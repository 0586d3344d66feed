"""Several processes in one terminal: started together, stopped together, none left behind."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from types import FrameType

STOP_SECONDS = 20.0
POLL_SECONDS = 0.2


@dataclass
class Together:
    """Runs parts side by side until one of them ends or somebody asks to stop.

    Parts are forked, not started anew: reading the site takes most of a start, and this way it is done once. So start
    them before anything has threads or open connections. Each gets a session of its own: a Ctrl-C reaches only this
    process, which then stops the others once, in order.
    """

    parts: Mapping[str, Callable[[], None]]
    _children: dict[str, BaseProcess] = field(default_factory=dict)
    _asked_to_stop: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        for name, part in self.parts.items():
            child = multiprocessing.get_context("fork").Process(target=_in_own_session, args=(part,), name=name)
            child.start()
            self._children[name] = child
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._asked_to_stop.set()

    @property
    def asked_to_stop(self) -> bool:
        return self._asked_to_stop.is_set()

    def fallen(self) -> dict[str, int]:
        """Who has ended by itself, and with what exit code; a negative one is the signal that killed it."""
        return {name: child.exitcode for name, child in self._children.items() if child.exitcode is not None}

    def wait(self) -> dict[str, int]:
        """Returns when asked to stop (empty) or when somebody has ended (who, with what exit code)."""
        while not self._asked_to_stop.wait(POLL_SECONDS):
            if fallen := self.fallen():
                return fallen
        return {}

    def stop(self) -> None:
        """Asks everybody to end, waits, and kills whoever has not, with all their children."""
        for child in self._children.values():
            if child.is_alive():
                child.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self._children.values():
            child.join(max(0.0, deadline - time.monotonic()))
            if child.is_alive() and child.pid is not None:
                os.killpg(child.pid, signal.SIGKILL)
                child.join()


def _in_own_session(part: Callable[[], None]) -> None:
    os.setsid()
    part()
