"""The worker process: one thread for each kind of work, so that a long conversion never delays what a visitor searches.

Threads are daemons. Whatever they are doing when the process ends is safe to cut off: changes wait in the outbox, tasks
are queued again, originals are never written in place.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType

from django.db import close_old_connections, connection
from django_tasks_db.management.commands import db_worker

from museum.background.lost import release
from museum.background.presence import BEAT_SECONDS, WorkerName, beat
from museum.background.rounds import ROUNDS, Round
from search.engines.base import EngineError
from search.tasks import tend

logger = logging.getLogger(__name__)

QUEUES = ("default", "index", "media")
OUTBOX_SECONDS = 0.5
QUEUE_SECONDS = 1.0
TROUBLE_SECONDS = 5.0
"""How long a thread waits after something went wrong, so that a database that is down does not fill the log."""


class Worker:
    """Works until `stop` is called. `queues` are groups of task queues; each group gets a thread of its own."""

    def __init__(self, *, queues: Sequence[Sequence[str]], rounds: Sequence[Round] = ROUNDS) -> None:
        self.name = WorkerName.mine()
        self._stopping = threading.Event()
        self._runners = [self._runner(group) for group in queues]
        self._threads = [
            self._thread(f"queue {' '.join(group)}", QUEUE_SECONDS, runner.run)
            for group, runner in zip(queues, self._runners, strict=True)
        ]
        if any("index" in group for group in queues):
            self._threads.append(self._thread("outbox", OUTBOX_SECONDS, self._tend))
        self._threads += [self._thread(each.name, each.every_seconds, each.run) for each in rounds]

    def _runner(self, queues: Sequence[str]) -> db_worker.Worker:
        return db_worker.Worker(
            queue_names=list(queues),
            interval=QUEUE_SECONDS,
            batch=False,
            backend_name="background",
            startup_delay=False,
            max_tasks=None,
            worker_id=str(self.name),
            excluded_queue_names=[],
        )

    def _thread(self, name: str, every_seconds: float, work: Callable[[], object]) -> threading.Thread:
        return threading.Thread(target=self._repeat, args=(name, every_seconds, work), name=name, daemon=True)

    def run(self) -> None:
        """Starts everything and says every few seconds that it is alive, until told to stop."""
        logger.info(
            "worker started", extra={"worker": str(self.name), "threads": [each.name for each in self._threads]}
        )
        for thread in self._threads:
            thread.start()
        self._repeat("beat", BEAT_SECONDS, lambda: beat(self.name))

    def stop(self) -> None:
        """Asks every thread to end after what it is doing. May be called from a signal handler."""
        self._stopping.set()
        for runner in self._runners:
            runner.running = False

    def wait(self, *, grace_seconds: float) -> bool:
        """Waits for the threads to end. What has not ended by then is queued again; returns whether all did end."""
        deadline = time.monotonic() + grace_seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        unfinished = [thread.name for thread in self._threads if thread.is_alive()]
        if unfinished:
            logger.warning("worker stops in the middle of its work", extra={"unfinished": unfinished})
            release(self.name)
        logger.info("worker stopped", extra={"worker": str(self.name)})
        return not unfinished

    def _tend(self) -> None:
        try:
            tend()
        except EngineError as error:
            logger.warning("search engine takes no changes, the outbox keeps them", extra={"reason": str(error)})
            self._stopping.wait(TROUBLE_SECONDS)

    def _repeat(self, name: str, every_seconds: float, work: Callable[[], object]) -> None:
        """One thread's life. An error ends the round, never the thread."""
        while not self._stopping.is_set():
            close_old_connections()
            try:
                work()
            except Exception:
                logger.exception("a round of the worker failed", extra={"round": name})
                self._stopping.wait(TROUBLE_SECONDS)
            self._stopping.wait(every_seconds)
        connection.close()


def work_until_stopped(*, queues: Sequence[str], grace_seconds: float) -> None:
    """The life of a worker process: works until TERM or Ctrl-C, then finishes what it can in time."""
    worker = Worker(queues=[[name] for name in queues])

    def stop(signal_number: int, frame: FrameType | None) -> None:
        logger.info("worker asked to stop", extra={"signal": signal.Signals(signal_number).name})
        worker.stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    worker.run()
    worker.wait(grace_seconds=grace_seconds)
