"""What the worker calls: drain when something is due, rebuild when there is reason to."""

import pytest
from django.contrib.auth.models import Group
from django_tasks_db.models import DBTaskResult

from search import installed, tasks
from search.engines.base import EngineUnavailable
from search.models import OutboxRow
from search.tasks import ask_for_rebuild, inspect, rebuild_index, tend
from search.writing import only_writer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_groups")]


def asked() -> int:
    return DBTaskResult.objects.filter(task_path=rebuild_index.module_path).count()


@pytest.mark.usefixtures("index")
def test_tend_drains() -> None:
    Group.objects.create(name="四十二车间")
    assert tend() == 1


@pytest.mark.usefixtures("index")
def test_tend_costs_two_queries_when_nothing_is_due(django_assert_num_queries: pytest.FixtureRequest) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]  # pytest-django's fixture
        assert tend() == 0


@pytest.mark.usefixtures("index")
def test_tend_leaves_the_work_to_whoever_is_writing() -> None:
    Group.objects.create(name="四十二车间")
    with only_writer():
        assert tend() == 0
    assert OutboxRow.objects.count() == 1


def test_tend_asks_for_an_index_when_there_is_none() -> None:
    Group.objects.create(name="四十二车间")
    tend()
    tend()
    assert asked() == 1


def test_rebuild_is_not_asked_for_twice() -> None:
    assert ask_for_rebuild("a reason")
    assert not ask_for_rebuild("another")


def test_inspect_asks_when_the_index_is_missing() -> None:
    inspect()
    assert asked() == 1


@pytest.mark.usefixtures("index")
def test_inspect_asks_when_the_analyzer_is_another() -> None:
    installed.engine().live().stamp("0-another-lexicon")
    inspect()
    assert asked() == 1


@pytest.mark.usefixtures("index")
def test_inspect_has_nothing_to_ask_of_a_sound_index() -> None:
    inspect()
    assert asked() == 0


@pytest.mark.usefixtures("index")
def test_inspect_survives_an_engine_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> str:
        raise EngineUnavailable("no answer")

    monkeypatch.setattr(tasks, "needed", away)
    inspect()
    assert asked() == 0


def test_task_rebuilds_what_is_needed() -> None:
    Group.objects.create(name="四十二车间")
    assert rebuild_index.call() == 1
    assert len(installed.engine().live().entry_ids()) == 1


@pytest.mark.usefixtures("index")
def test_task_does_nothing_when_nothing_is_needed() -> None:
    before = installed.engine().live().generation
    assert rebuild_index.call() == 0
    assert installed.engine().live().generation == before
