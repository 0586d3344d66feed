"""What staff and monitoring are told about the search."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.checks import run_checks
from django.utils import timezone

from search import installed
from search.engines.embedded import EmbeddedEngine
from search.indexing import drain
from search.models import OutboxRow
from search.rebuilding import begin
from search.status import compare, status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_groups")]


@pytest.mark.usefixtures("index")
def test_all_is_well() -> None:
    Group.objects.create(name="四十二车间")
    drain()
    now = status()
    assert (now.engine, now.entries, now.passages, now.outbox_depth, now.trouble) == ("embedded", 1, 0, 0, "")
    assert now.fingerprint == installed.fingerprint()
    assert now.rebuilt_at is not None


def test_without_an_index_it_says_what_to_do() -> None:
    assert "manage.py reindex" in status().trouble


@pytest.mark.usefixtures("index")
def test_outbox_is_counted_in_objects_and_its_age_is_that_of_the_oldest() -> None:
    group = Group.objects.create(name="四十二车间")
    group.save()
    OutboxRow.objects.update(touched_at=timezone.now() - timedelta(seconds=90))
    now = status()
    assert now.outbox_depth == 1
    assert 90 <= now.outbox_age_seconds < 100


@pytest.mark.usefixtures("index")
def test_failure_is_told_with_its_reason() -> None:
    Group.objects.create(name="坏记录")
    drain()
    now = status()
    assert (now.failing, now.last_error) == (1, "Unreadable: 坏记录")


@pytest.mark.usefixtures("index")
def test_other_analyzer_makes_the_index_stale() -> None:
    installed.engine().live().stamp("0-another-lexicon")
    now = status()
    assert "0-another-lexicon" in now.stale
    assert now.trouble == now.stale


@pytest.mark.usefixtures("index")
def test_running_rebuild_is_told() -> None:
    Group.objects.create(name="四十二车间")
    begin(resume=False)
    now = status()
    assert (now.rebuild_read, now.rebuild_total) == (0, 1)


@pytest.mark.usefixtures("index")
def test_engine_that_is_down_is_one_of_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EmbeddedEngine, "health", lambda engine: "The cluster does not answer.")
    assert status().trouble == "The cluster does not answer."


@pytest.mark.usefixtures("index")
def test_compare_names_what_is_missing_and_what_is_too_much() -> None:
    gone = Group.objects.create(name="会删掉的车间")
    drain()
    pk = gone.pk
    gone.delete()
    new = Group.objects.create(name="新车间")
    difference = compare()
    assert (difference.missing, difference.surplus) == ((f"group:{new.pk}",), (f"group:{pk}",))


@pytest.mark.usefixtures("index")
def test_compare_finds_nothing_after_draining() -> None:
    Group.objects.create(name="四十二车间")
    Group.objects.create(name="隐藏的车间")
    drain()
    assert not compare()


def messages(databases: Sequence[str] | None = None) -> set[str]:
    found = run_checks(databases=databases)
    return {message.id for message in found if message.id and message.id.startswith("search.")}


def test_unknown_engine_stops_the_start(settings: pytest.FixtureRequest) -> None:
    settings.SEARCH_ENGINE = "solr"  # type: ignore[attr-defined]  # pytest-django's settings proxy
    assert "search.E001" in messages()


def test_index_directory_that_cannot_be_written_stops_the_start(settings: pytest.FixtureRequest) -> None:
    settings.SEARCH_INDEX_DIR = "/proc/version/index"  # type: ignore[attr-defined]  # pytest-django's settings proxy
    assert "search.E002" in messages()


def test_wagtails_own_backend_is_warned_of(settings: pytest.FixtureRequest) -> None:
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}  # type: ignore[attr-defined]  # as above
    assert "search.W001" in messages()


def test_missing_index_is_warned_of_when_the_database_is_checked() -> None:
    assert "search.W003" in messages(databases=["default"])


@pytest.mark.usefixtures("index")
def test_a_sound_museum_has_nothing_to_say() -> None:
    assert messages(databases=["default"]) == set()
