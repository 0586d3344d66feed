"""Facets as columns of the index. Those of a few values each share one: reading five takes five times as long."""

from collections.abc import Mapping, Sequence
from typing import Final

FACETS: Final = ("kind", "generation", "workshop", "person", "decade", "tag", "has_sound", "has_picture")
MOST_VALUES: Final = 30
"""So many values of a facet are counted, the most frequent ones. Nobody reads more, and each costs a look into a
dictionary."""

SMALL: Final = frozenset({"kind", "generation", "decade", "has_sound", "has_picture"})
SHARED: Final = "small_facets"
"""Their column; its values are `kind:artifact`, `decade:1960` …"""
MOST_SHARED: Final = 200
"""More values than the small facets have together."""

COLUMNS: Final = (*(name for name in FACETS if name not in SMALL), SHARED)
"""Of records alone: what is spoken is counted by record."""

Counted = Mapping[str, Sequence[tuple[str, int]]]
"""Facet or column → its values with the number of records, most frequent first."""


def shared(keys: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """What a record with these keys has in the shared column."""
    return tuple(f"{name}:{value}" for name, values in keys.items() if name in SMALL for value in values)


def asked(facets: Sequence[str]) -> dict[str, int]:
    """The columns to count for these facets, and how many values of each."""
    own = {name: MOST_VALUES for name in facets if name not in SMALL}
    return own | {SHARED: MOST_SHARED} if SMALL.intersection(facets) else own


def told(facets: Sequence[str], counted: Counted) -> dict[str, tuple[tuple[str, int], ...]]:
    """What was counted by column, by facet."""
    found: dict[str, list[tuple[str, int]]] = {name: list(counted.get(name, ())) for name in facets}
    for value, count in counted.get(SHARED, ()):
        name, _, own = value.partition(":")
        if name in found:
            found[name].append((own, count))
    return {name: tuple(values) for name, values in found.items()}
