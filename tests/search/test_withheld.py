"""What was closed a moment ago is in no answer, although it is still in the index: no worker runs in these tests."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group

from search import api, installed, withheld
from search.engines.base import EngineUnavailable
from search.entries import Filters
from search.indexing import drain
from search.models import OutboxRow
from search.outbox import touch, touch_many
from search.withheld import withheld_ids

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("either_engine")]
Queries = Callable[[int], object]


@pytest.fixture
def groups() -> list[Group]:
    """Two, both in the index; the first is about to be closed."""
    made = [Group.objects.create(name="四十二车间"), Group.objects.create(name="四十三车间")]
    drain()
    return made


def found(text: str) -> list[str]:
    results = api.search(text, viewer=api.PUBLIC)
    assert results.total == len(results.hits) == sum(each.count for each in results.facets["kind"])
    return [hit.title for hit in results.hits]


def test_a_closed_record_is_neither_found_nor_counted(groups: list[Group]) -> None:
    assert len(found("车间")) == 2
    touch(groups[0], urgent=True)
    assert found("车间") == ["四十三车间"]
    assert installed.engine().live().counts().entries == 2


def test_a_facet_that_leaves_out_its_own_choice_leaves_out_the_record_too(groups: list[Group]) -> None:
    touch(groups[0], urgent=True)
    results = api.search("车间", viewer=api.PUBLIC, filters=Filters(kinds=("group",)))
    assert [(each.value, each.count) for each in results.facets["kind"]] == [("group", 1)]


def test_it_is_not_suggested_nor_offered_as_what_was_meant(groups: list[Group]) -> None:
    named = Group.objects.create(name="罗志伟")
    drain()
    assert [each.text for each in api.suggest("罗志", viewer=api.PUBLIC)] == ["罗志伟"]
    assert api.search("罗志国", viewer=api.PUBLIC).corrections == ("罗志伟",)
    touch(named, urgent=True)
    assert not api.suggest("罗志", viewer=api.PUBLIC)
    assert not api.search("罗志国", viewer=api.PUBLIC).corrections


def test_what_still_may_be_found_is_back_when_the_index_has_followed(groups: list[Group]) -> None:
    touch(groups[0], urgent=True)
    drain()
    assert len(found("车间")) == 2


def test_a_change_that_takes_nothing_away_hides_nothing(groups: list[Group]) -> None:
    groups[0].save()
    assert OutboxRow.objects.exists()
    assert len(found("车间")) == 2


def test_it_costs_one_query(groups: list[Group], django_assert_num_queries: Queries) -> None:
    touch_many(groups, urgent=True)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]  # a context manager
        api.search("车间", viewer=api.PUBLIC)


def test_too_much_to_exclude_closes_the_search(groups: list[Group], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(withheld, "MOST_WITHHELD", 1)
    touch_many(groups, urgent=True)
    with pytest.raises(EngineUnavailable, match="closed"):
        api.search("车间", viewer=api.PUBLIC)
    drain()
    api.breaker.reset()
    assert len(found("车间")) == 2


def test_thousands_can_be_excluded(groups: list[Group]) -> None:
    OutboxRow.objects.bulk_create(
        OutboxRow(model_label="auth.group", object_id=str(10**6 + number), urgent=True) for number in range(9_000)
    )
    touch(groups[0], urgent=True)
    assert found("车间") == ["四十三车间"]


def test_rows_of_an_unknown_model_exclude_nothing() -> None:
    OutboxRow.objects.create(model_label="archive.steamengine", object_id="1", urgent=True)
    assert withheld_ids() == ()
