"""Counts facets in Tantivy, by number, and tells which values the numbers stand for."""

from collections.abc import Mapping, Sequence
from typing import Any

import tantivy

from search import facet_columns
from search.engines.tantivy_schema import COUNTED
from search.entry_numbers import number_of

SEGMENT_VALUES = 4 * facet_columns.MOST_VALUES
"""Each segment reports its most frequent values; what none of them has among so many is not among the most frequent of
all."""

Facets = Mapping[str, tuple[tuple[str, int], ...]]


class Values:
    """Number → value of a facet, for all states of an index: a number stands for the same value in each."""

    def __init__(self) -> None:
        self._known: dict[str, Mapping[int, str]] = {column: {} for column in COUNTED}

    def of(self, column: str, numbers: Sequence[int], searcher: tantivy.Searcher) -> list[str]:
        """The values of these numbers. All that the index has are read where one is new."""
        try:
            return [self._known[column][number] for number in numbers]
        except KeyError:
            known = {number_of(value): value for value, _ in searcher.terms_with_prefix(column, "")}
            self._known[column] = known
            return [known[number] for number in numbers]


def counted(facets: Sequence[str], query: tantivy.Query, searcher: tantivy.Searcher, values: Values) -> Facets:
    """In how many records of those that match each value of these facets is, most frequent first."""
    wanted = {
        column: {"terms": {"field": COUNTED[column], "size": most, "segment_size": SEGMENT_VALUES}}
        for column, most in facet_columns.asked(facets).items()
    }
    told = searcher.aggregate(query, wanted)
    return facet_columns.told(
        facets, {column: _values(column, told[column]["buckets"], searcher, values) for column in wanted}
    )


def _values(
    column: str, buckets: Sequence[Mapping[str, Any]], searcher: tantivy.Searcher, values: Values
) -> list[tuple[str, int]]:
    names = values.of(column, [bucket["key"] for bucket in buckets], searcher)
    return list(zip(names, [bucket["doc_count"] for bucket in buckets], strict=True))
