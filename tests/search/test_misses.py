"""The work list: what was missed, whether it finds now, what was put aside."""

from datetime import timedelta

import pytest
from django.utils import timezone

from search import api, misses
from search.models import LoggedSearch
from tests.factories.archive import ArtifactFactory

pytestmark = pytest.mark.django_db

ALWAYS = timezone.now() - timedelta(days=90)


def asked(query: str, *, total: int = 0, days_ago: int = 0, times: int = 1, **how: str) -> None:
    when = timezone.now() - timedelta(days=days_ago)
    for _ in range(times):
        key = f"{LoggedSearch.objects.count():012d}"
        LoggedSearch.objects.create(key=key, query=query, asked_at=when, total=total, **how)


def listed(*, dismissed: bool = False) -> list[str]:
    return [row["query"] for row in misses.missed_queries(ALWAYS, dismissed=dismissed)]


def test_what_was_missed_most_stands_first() -> None:
    asked("砂眼泵")
    asked("绿碱", total=3, reason="sound", times=2)
    asked("阀门", total=3, reason="exact", times=5)
    asked("洪工 夜班", total=9, loosened="any", times=3)
    assert listed() == ["洪工 夜班", "绿碱", "砂眼泵"]


def test_only_the_misses_of_a_query_are_counted() -> None:
    asked("砂眼泵", times=2)
    asked("砂眼泵", total=1, reason="exact", times=4)
    (row,) = misses.missed_queries(ALWAYS)
    assert (row["times"], row["nothing"]) == (2, 2)


def test_what_is_put_aside_can_be_put_back() -> None:
    asked("asdf")
    misses.dismiss("asdf")
    misses.dismiss("asdf")
    assert (listed(), listed(dismissed=True), misses.waiting_count(ALWAYS)) == ([], ["asdf"], 0)
    misses.restore("asdf")
    assert (listed(), misses.waiting_count(ALWAYS)) == (["asdf"], 1)


def test_a_query_that_was_found_since_waits_no_longer() -> None:
    asked("砂眼泵")
    asked("绿碱")
    asked("砂眼泵", total=1, reason="exact")
    assert misses.waiting_count(ALWAYS) == 1
    asked("砂眼泵")
    assert misses.waiting_count(ALWAYS) == 2


def test_a_period_has_an_end() -> None:
    asked("砂眼泵", days_ago=8)
    assert misses.waiting_count(misses.days_ago(7)) == 0
    assert misses.waiting_count(misses.days_ago(30)) == 1


def test_the_overview_counts_and_shares() -> None:
    asked("砂眼泵")
    asked("阀门", total=2, reason="exact", times=2, opened_kind="interview")
    asked("汽笛", total=2, reason="exact")
    found = misses.overview(ALWAYS)
    assert (found.searches, found.missed_share, found.opened_share) == (4, 25, 50)
    assert [row["query"] for row in found.most_opened] == ["阀门"]
    assert found.most_asked[0]["query"] == "阀门"


def test_an_empty_log_has_no_shares() -> None:
    found = misses.overview(ALWAYS)
    assert (found.searches, found.missed_share, found.opened_share) == (0, 0, 0)


def test_whether_it_finds_now_is_asked_as_a_visitor_would() -> None:
    ArtifactFactory.create(title="砂眼泵")
    ArtifactFactory.create(title="仅供馆内的泵轴", access="staff")
    api.reindex()
    found, none = misses.outcome("砂眼泵"), misses.outcome("泵轴")
    assert found is not None
    assert found.is_found
    assert none is not None
    assert not none.is_found


def test_what_only_sounds_alike_is_not_found() -> None:
    ArtifactFactory.create(title="氯碱车间的门牌")
    api.reindex()
    found = misses.outcome("绿碱")
    assert found is not None
    assert (found.total, found.is_found) == (1, False)


def test_without_an_engine_nobody_knows() -> None:
    assert misses.outcome("砂眼泵") is None
