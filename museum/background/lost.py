"""Tasks that were being run by a worker that died: nobody else looks at them, so they are queued again here."""

import logging
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from museum.background.presence import WorkerName, is_alive

logger = logging.getLogger(__name__)

AnyTask = DBTaskResult[..., Any]

MOST_ATTEMPTS = 3
"""A task that has outlived so many workers has probably killed them."""


def requeue_lost() -> int:
    """Queues the tasks of dead workers again, or fails them when they have had their attempts. Returns how many."""
    return _let_go_of(lambda task: not _has_living_worker(task))


def release(name: WorkerName) -> int:
    """Queues what this worker is in the middle of again: it is about to stop. Returns how many."""
    return _let_go_of(lambda task: bool(task.worker_ids) and task.worker_ids[-1] == str(name))


def _let_go_of(is_lost: Callable[[AnyTask], bool]) -> int:
    lost = [task for task in DBTaskResult.objects.running() if is_lost(task)]
    for task in lost:
        _queue_again(task)
    return len(lost)


def _has_living_worker(task: AnyTask) -> bool:
    last_known = task.started_at.timestamp() if task.started_at else 0.0
    try:
        name = WorkerName.parse(task.worker_ids[-1])
    except (IndexError, ValueError):
        return True  # run by some other means; not ours to judge
    return is_alive(name, last_known=last_known)


def _queue_again(task: AnyTask) -> None:
    """Changes the row only if nobody else has: two workers may find the same lost task."""
    mine = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING, worker_ids=task.worker_ids)
    facts = {"task": task.task_path, "id": str(task.pk), "attempts": len(task.worker_ids)}
    if len(task.worker_ids) < MOST_ATTEMPTS:
        if mine.update(status=TaskResultStatus.READY, started_at=None):
            logger.warning("task of a stopped worker queued again", extra=facts)
        return
    reason = f"Given up: {len(task.worker_ids)} workers stopped while running it. See their logs for why."
    failed = {"status": TaskResultStatus.FAILED, "finished_at": timezone.now(), "traceback": reason}
    if mine.update(exception_class_path="museum.background.lost.GivenUp", **failed):
        logger.error("task given up: every worker stopped while running it", extra=facts)


class GivenUp(Exception):
    """The reason written into a task that no worker survived."""
