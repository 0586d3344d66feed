"""Tasks of dead workers run again, but not for ever; those of living ones are left alone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from museum.background.lost import MOST_ATTEMPTS, AnyTask, release, requeue_lost
from museum.background.presence import SILENT_SECONDS, WorkerName, beat
from search.tasks import rebuild_index

pytestmark = pytest.mark.django_db
DEAD = WorkerName(host="elsewhere", pid=1, token="dead")


def running(*workers: WorkerName | str, seconds: float = SILENT_SECONDS + 1) -> AnyTask:
    """A task that was taken up so many seconds ago, last by the last of these."""
    task = DBTaskResult.objects.get(pk=rebuild_index.enqueue().id)
    task.status = TaskResultStatus.RUNNING
    task.started_at = timezone.now() - timedelta(seconds=seconds)
    task.worker_ids = [str(worker) for worker in workers]
    task.save()
    return task


def status_of(task: AnyTask) -> str:
    task.refresh_from_db()
    return str(task.status)


def test_task_of_a_dead_worker_is_queued_again() -> None:
    task = running(DEAD)
    assert requeue_lost() == 1
    assert status_of(task) == TaskResultStatus.READY


def test_task_of_a_living_worker_is_left_alone() -> None:
    alive = WorkerName(host="elsewhere", pid=1, token="alive")
    beat(alive)
    task = running(DEAD, alive, seconds=24 * 3600)
    assert requeue_lost() == 0
    assert status_of(task) == TaskResultStatus.RUNNING


def test_task_run_by_other_means_is_left_alone() -> None:
    task = running("some-other-worker")
    assert requeue_lost() == 0
    assert status_of(task) == TaskResultStatus.RUNNING


def test_task_that_no_worker_survived_is_given_up() -> None:
    task = running(*[DEAD] * MOST_ATTEMPTS)
    requeue_lost()
    assert status_of(task) == TaskResultStatus.FAILED
    assert f"{MOST_ATTEMPTS} workers stopped" in task.traceback


def test_stopping_worker_gives_back_its_own_tasks_only() -> None:
    mine = WorkerName.mine()
    own, other = running(mine), running(DEAD)
    assert release(mine) == 1
    assert (status_of(own), status_of(other)) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)
