"""What the worker does again and again really happens."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from museum.background.rounds import KEPT_DAYS, ROUNDS
from search.tasks import rebuild_index
from tests.factories.archive import ArtifactFactory, grounded

pytestmark = pytest.mark.django_db


def run(name: str) -> None:
    (each,) = [each for each in ROUNDS if each.name == name]
    each.run()


@pytest.mark.parametrize("name", [each.name for each in ROUNDS])
def test_every_round_runs_on_an_empty_museum(name: str) -> None:
    run(name)


def test_scheduled_record_goes_live() -> None:
    artifact = grounded(ArtifactFactory.create(live=False, go_live_at=timezone.now() - timedelta(minutes=1)))
    artifact.save_revision(approved_go_live_at=artifact.go_live_at)
    run("publish what is due")
    artifact.refresh_from_db()
    assert artifact.live


def test_missing_index_is_asked_for_once() -> None:
    run("look after the index")
    run("look after the index")
    assert DBTaskResult.objects.filter(task_path=rebuild_index.module_path).count() == 1


@pytest.mark.parametrize(("days", "left"), [(KEPT_DAYS - 1, 1), (KEPT_DAYS + 1, 0)])
def test_finished_tasks_are_forgotten_after_a_while(days: int, left: int) -> None:
    task = DBTaskResult.objects.get(pk=rebuild_index.enqueue().id)
    task.status = TaskResultStatus.SUCCESSFUL
    task.finished_at = timezone.now() - timedelta(days=days)
    task.save()
    run("forget finished tasks")
    assert DBTaskResult.objects.count() == left
