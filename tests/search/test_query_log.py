"""The log of searches keeps what was asked, never who asked, and never stands in the way of an answer."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from search import query_log
from search.entries import Hit, Reason, Results
from search.models import LoggedSearch

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 25, 4, 37, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_waiting() -> Iterator[None]:
    query_log._waiting = query_log.Waiting()
    yield
    query_log._waiting = query_log.Waiting()


def hit(reason: Reason) -> Hit:
    return Hit(
        id="artifact:1", kind="artifact", url="/", title="阀门", subtitle="", thumbnail_url="", years=None,
        has_sound=False, has_picture=False, identifiers=(), score=1.0, reason=reason, title_parts=(), snippet_parts=(),
        generations=(), duration_ms=0,
    )  # fmt: skip


def results(query: str, *reasons: Reason) -> Results:
    hits = tuple(hit(reason) for reason in reasons)
    return Results(query=query, hits=hits, total=len(hits), page=1, per_page=20, facets={})


def written(query: str, *reasons: Reason, now: datetime | None = None) -> LoggedSearch:
    key = query_log.note_search(results(query, *reasons), now=now)
    query_log.flush()
    return LoggedSearch.objects.get(key=key)


def test_a_search_is_kept_with_how_it_went() -> None:
    row = written("綠鹼  車間", "synonym", "variant")
    assert (row.query, row.total, row.reason, row.opened_kind) == ("绿碱 车间", 2, "variant", "")


def test_only_the_hour_is_kept() -> None:
    assert written("阀门", now=NOON).asked_at == datetime(2026, 11, 25, 4, tzinfo=UTC)


def test_nothing_else_is_kept() -> None:
    """A new column has to be thought about: what it tells of whoever asked, and docs/query-log.md."""
    names = {field.name for field in LoggedSearch._meta.get_fields()}
    assert names == {"id", "key", "query", "asked_at", "total", "loosened", "reason", "opened_kind"}


def test_a_long_query_is_cut() -> None:
    assert len(written("长" * 150).query) == query_log.LONGEST_KEPT


@pytest.mark.parametrize("query", ["１３８００１３８０００", "HONG@example.org", "?!", " ", "“”"])
def test_what_is_personal_or_says_nothing_is_not_kept(query: str) -> None:
    assert query_log.note_search(results(query)) == ""
    query_log.flush()
    assert not LoggedSearch.objects.exists()


def test_noting_asks_the_database_nothing(django_assert_num_queries: pytest.FixtureRequest) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]  # pytest-django's fixture
        query_log.note_opening(query_log.note_search(results("阀门")), "artifact")


def test_an_opening_is_told_once() -> None:
    row = written("阀门", "exact")
    for kind in ("interview", "artifact"):
        query_log.note_opening(row.key, kind)
        query_log.flush()
    row.refresh_from_db()
    assert row.opened_kind == "interview"


def test_an_opening_in_the_same_second_as_the_search() -> None:
    key = query_log.note_search(results("阀门", "exact"))
    query_log.note_opening(key, "person")
    query_log.flush()
    assert LoggedSearch.objects.get().opened_kind == "person"


def test_an_opening_waits_for_the_search_of_another_process() -> None:
    row = LoggedSearch(key="A" * 12, query="阀门", asked_at=timezone.now(), total=1)
    query_log.note_opening(row.key, "artifact")
    query_log.flush()
    row.save()
    query_log.flush()
    row.refresh_from_db()
    assert row.opened_kind == "artifact"


def test_made_up_keys_are_given_up() -> None:
    query_log.note_opening("B" * 12, "artifact")
    for _ in range(query_log.MOST_TRIES + 1):
        query_log.flush()
    assert not query_log._waiting.openings


@pytest.mark.django_db(transaction=True)
def test_a_locked_database_loses_nothing() -> None:
    query_log.note_search(results("阀门"))

    def locked(*args: object) -> None:
        raise OperationalError("database is locked")

    with connection.execute_wrapper(locked):
        query_log.flush()
    query_log.flush()
    assert LoggedSearch.objects.get().query == "阀门"


def test_memory_is_bounded() -> None:
    for number in range(query_log.MOST_WAITING + 5):
        query_log.note_search(results(f"阀门{number}"))
    query_log.flush()
    assert LoggedSearch.objects.count() == query_log.MOST_WAITING
    assert not LoggedSearch.objects.filter(query="阀门0").exists()


@pytest.mark.parametrize(("days", "left"), [(89, 1), (91, 0)])
def test_what_is_old_is_forgotten(days: int, left: int) -> None:
    written("阀门", now=timezone.now() - timedelta(days=days))
    query_log.forget_old()
    assert LoggedSearch.objects.count() == left


def test_how_long_is_a_setting(settings: pytest.FixtureRequest) -> None:
    settings.QUERY_LOG_DAYS = 7  # type: ignore[attr-defined]  # pytest-django's settings proxy
    written("阀门", now=timezone.now() - timedelta(days=8))
    assert query_log.forget_old() == 1


def test_queries_are_counted_together() -> None:
    written("阀门", "exact", now=NOON)
    written("閥門", now=NOON + timedelta(days=1))
    written("洪兆南", "exact", "exact", now=NOON)
    first, second = LoggedSearch.objects.by_query()
    assert (first["query"], first["times"], first["days"], first["most"]) == ("阀门", 2, 2, 1)
    assert (second["query"], second["most"], second["opened"]) == ("洪兆南", 2, 0)


def test_what_sounds_alike_or_matches_in_part_counts_as_missed() -> None:
    written("绿碱", "sound")
    written("阀门", "exact")
    written("砂眼泵")
    assert set(LoggedSearch.objects.missed().values_list("query", flat=True)) == {"绿碱", "砂眼泵"}
