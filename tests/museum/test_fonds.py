"""The tree of the fonds."""

from typing import Any

import pytest

from archive.models import Collection
from archive.states import Access
from museum.fonds import Branch, lineage, subtree, tree
from museum.reader import Reader
from tests.factories.archive import ArtifactFactory, PhotographFactory

pytestmark = pytest.mark.django_db


def unit(code: str, parent: Collection | None = None, **fields: Any) -> Collection:
    found: Collection = Collection.objects.create(
        slug=code.lower(), reference_code=code, name=code, parent=parent, **fields
    )
    return found


def shape(branches: list[Branch]) -> list[Any]:
    return [(branch.collection.name, branch.total, shape(branch.branches)) for branch in branches]


def test_every_level_counts_what_is_in_it_and_below() -> None:
    fonds = unit("ZH")
    series = unit("ZH-A", fonds)
    unit("ZH-A-1", series)
    ArtifactFactory.create(collection=series)
    ArtifactFactory.create(collection=series, access=Access.RESTRICTED)
    PhotographFactory.create(collection=fonds)
    assert shape(tree(Reader())) == [("ZH", 2, [("ZH-A", 1, [("ZH-A-1", 0, [])])])]
    assert shape(subtree(fonds, Reader())) == [("ZH-A", 1, [("ZH-A-1", 0, [])])]


def test_what_hangs_below_a_draft_is_not_shown() -> None:
    unit("ZH-A", unit("ZH", live=False))
    assert tree(Reader()) == []


def test_a_unit_knows_the_way_down_to_it() -> None:
    fonds = unit("ZH")
    series = unit("ZH-A", fonds)
    item = unit("ZH-A-1", series)
    assert lineage(item, Collection.objects.all()) == [fonds, series]


def test_a_circle_of_units_takes_no_page_down() -> None:
    one = unit("ZH")
    other = unit("ZH-A", one)
    Collection.objects.filter(pk=one.pk).update(parent=other)
    one.refresh_from_db()
    assert tree(Reader()) == []
    assert subtree(one, Reader()) == []
    assert lineage(one, Collection.objects.all()) != []
