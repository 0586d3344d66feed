"""Facets and the columns in which they are counted."""

from search import facet_columns
from search.documents import KEYS


def test_small_facets_share_a_column_and_are_told_apart_again() -> None:
    keys = {"kind": ("artifact",), "decade": ("1950", "1960"), "person": ("谭铁山",), "has_sound": ()}
    assert facet_columns.shared(keys) == ("kind:artifact", "decade:1950", "decade:1960")
    counted = {"person": [("谭铁山", 2)], facet_columns.SHARED: [("kind:artifact", 3), ("decade:1950", 1)]}
    assert facet_columns.told(("kind", "person", "decade", "tag"), counted) == {
        "kind": (("artifact", 3),),
        "person": (("谭铁山", 2),),
        "decade": (("1950", 1),),
        "tag": (),
    }


def test_a_facet_that_was_not_asked_for_is_not_told_though_its_column_was_counted() -> None:
    assert facet_columns.told(("kind",), {facet_columns.SHARED: [("kind:person", 1), ("decade:1950", 1)]}) == {
        "kind": (("person", 1),)
    }


def test_a_value_may_hold_what_parts_it_from_its_name() -> None:
    assert facet_columns.told(("kind",), {facet_columns.SHARED: [("kind:a:b", 1)]}) == {"kind": (("a:b", 1),)}


def test_only_what_is_needed_is_counted() -> None:
    assert facet_columns.asked(("person",)) == {"person": facet_columns.MOST_VALUES}
    assert facet_columns.asked(("kind", "decade")) == {facet_columns.SHARED: facet_columns.MOST_SHARED}
    assert facet_columns.asked(()) == {}


def test_every_column_is_written() -> None:
    assert set(facet_columns.COLUMNS) <= set(KEYS)
