"""Asks Tantivy and reads the answers."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from typing import Any

import tantivy
from tantivy import Occur, Order

from search import facet_columns
from search.engines.base import (
    PASSAGES_FETCHED,
    Answer,
    AnyEntry,
    Ask,
    Kind,
    Scored,
    best_of_groups,
)
from search.engines.lookups import Awaited, Lookup, make_beside
from search.engines.tantivy_query import Translator, constant, unranked
from search.engines.tantivy_schema import SCHEMAS

SEGMENT_VALUES = 4 * facet_columns.MOST_VALUES
"""Each segment reports its most frequent values; what none of them has among so many is not among the most frequent of
all. Every value reported costs a look into the segment's dictionary."""

Facets = Mapping[str, tuple[tuple[str, int], ...]]
Hits = Sequence[tuple[float, tantivy.DocAddress]]

Reading = Callable[[], AbstractContextManager[None]]

MOST_PLACES = 20_000
"""Of so many records that were told of it is remembered where they lie."""


class Reader:
    """One state of both indexes."""

    def __init__(self, searchers: Mapping[Kind, tantivy.Searcher], reading: Reading) -> None:
        """`reading`: what the errors of the index are told as."""
        self._searchers = searchers
        self._reading = reading
        self._translators = {kind: Translator(kind, searcher) for kind, searcher in searchers.items()}
        self._places: dict[int, tantivy.DocAddress] = {}

    def count(self, kind: Kind) -> int:
        return self._searchers[kind].num_docs

    def frequency(self, kind: Kind, field: str, values: Sequence[str]) -> dict[str, int]:
        searcher = self._searchers[kind]
        return {value: searcher.doc_freq(field, value) for value in values}

    def entry_ids(self) -> frozenset[str]:
        searcher = self._searchers["entries"]
        everything = searcher.search(tantivy.Query.all_query(), max(searcher.num_docs, 1), count=False)
        return frozenset(str(searcher.doc(address).get_first("id")) for _, address in everything.hits)

    def answers(self, asks: Sequence[Ask]) -> list[Answer]:
        """In the order of the questions. Each is worded, then looked up beside the others, and read when it has been
        found: Tantivy works without Python's lock, and threads that take it from each other lose more than they gain.
        Passages come first, there are most of them; facets are counted while what was found is read."""
        told = {at: Answer(found=seen) for at, ask in enumerate(asks) if (seen := self._seen(ask)) is not None}
        sought = [at for at, ask in enumerate(asks) if at not in told and self._is_to_be_looked_up(ask)]
        sought.sort(key=lambda at: asks[at].kind, reverse=True)
        counted = [at for at, ask in enumerate(asks) if ask.facets]
        begun: list[Lookup] = []
        lookups: dict[int, Lookup] = {}
        for at in sought:
            lookups[at] = Lookup(self._search(asks[at]))
            begun.append(lookups[at])
            if len(begun) == 1 and len(sought) + len(counted) > 1:
                make_beside(begun)
        facets = {at: Lookup(self._count(asks[at])) for at in counted}
        begun += facets.values()
        told |= {at: self._read(asks[at], lookups[at].found()) for at in reversed(sought)}
        for at in counted:
            told[at] = replace(told.get(at, Answer()), facets=self._awaited(asks[at], facets[at]))
        return [told.get(at, Answer()) for at in range(len(asks))]

    def _awaited(self, ask: Ask, counted: Lookup) -> Awaited:
        def told() -> Facets:
            with self._reading():
                return _facets(ask, counted.found())

        return Awaited(told)

    def _is_to_be_looked_up(self, ask: Ask) -> bool:
        return bool(self._searchers[ask.kind].num_docs and (ask.limit or ask.count))

    def _search(self, ask: Ask) -> Callable[[], Any]:
        """The search for what matches; its facets are counted apart."""
        search, query = self._searchers[ask.kind].search, self._translators[ask.kind].query(ask.query)
        limit = max(ask.limit, 1)
        if ask.best_of:
            return partial(search, self._among(ask, query), _fetched(ask), count=True)
        if ask.groups:
            return partial(search, query, PASSAGES_FETCHED, count=False)
        if ask.sort == "newest":
            return partial(search, query, limit, ask.count, "changed", ask.offset, Order.Desc)
        if ask.sort == "date":
            return partial(search, query, limit, ask.count, "first_year", ask.offset, Order.Asc)
        return partial(search, query, limit, count=ask.count, offset=ask.offset)

    def _read(self, ask: Ask, result: Any) -> Answer:
        searcher, hits = self._searchers[ask.kind], result.hits
        if ask.best_of:
            return self._best_of_each(ask, searcher, result)
        if ask.groups:
            return self._grouped(ask, searcher, hits)
        if ask.sort != "relevance":
            hits = [(0.0, address) for _, address in hits]
        return Answer(found=tuple(self._found(ask, searcher, hits[: ask.limit])), total=int(result.count or 0))

    def _seen(self, ask: Ask) -> tuple[Scored, ...] | None:
        """The records of these numbers, where an answer has just told of each of them: nothing is left to be found."""
        if ask.kind != "entries" or not ask.payload or ask.count or not isinstance(ask.query, AnyEntry):
            return None
        searcher, places = self._searchers["entries"], [self._places.get(number) for number in ask.query.numbers]
        if None in places or len(places) > ask.limit:
            return None
        seen = zip(ask.query.numbers, places, strict=True)
        return tuple(self._scored(searcher, number, 0.0, address) for number, address in seen if address)

    def _grouped(self, ask: Ask, searcher: tantivy.Searcher, hits: Hits) -> Answer:
        """The best of each entry among the best of all: Tantivy cannot collapse."""
        if ask.limit > 1 or ask.payload:
            found = self._found(ask, searcher, hits)
            return Answer(found=tuple(best_of_groups(found, ask.groups, ask.limit)))
        best: dict[int, float] = {}
        for number, (score, _) in zip(_numbers(searcher, hits), hits, strict=True):
            best.setdefault(number, score)
        return Answer(found=tuple(itertools.starmap(Scored, itertools.islice(best.items(), ask.groups))))

    def _among(self, ask: Ask, query: tantivy.Query) -> tantivy.Query:
        """What matches of these entries."""
        among = constant(self._translators[ask.kind].query(AnyEntry(ask.best_of)), 0.0)
        return tantivy.Query.boolean_query([(Occur.Must, among), (Occur.Must, query)])

    def _best_of_each(self, ask: Ask, searcher: tantivy.Searcher, result: Any) -> Answer:
        """The best of each entry: among the best of all of them, and by itself for an entry that others crowd out."""
        best: dict[int, list[tuple[float, tantivy.DocAddress]]] = defaultdict(list)
        for number, hit in zip(_numbers(searcher, result.hits), result.hits, strict=True):
            best[number].append(hit)
        totals = {number: len(hits) for number, hits in best.items()}
        query = self._translators[ask.kind].query(ask.query)
        if result.count > _fetched(ask):
            totals = self._totals(searcher, self._among(ask, query), len(ask.best_of))
        for number, total in totals.items():
            if len(best[number]) < min(total, ask.limit):
                own = constant(tantivy.Query.term_query(SCHEMAS[ask.kind], "entry_number", number), 0.0)
                one = tantivy.Query.boolean_query([(Occur.Must, own), (Occur.Must, query)])
                best[number] = searcher.search(one, ask.limit, count=False).hits
        found = [
            self._scored(searcher, number, score, address)
            for number in ask.best_of
            for score, address in best[number][: ask.limit]
        ]
        return Answer(found=tuple(found), group_totals=totals)

    def _totals(self, searcher: tantivy.Searcher, query: tantivy.Query, most: int) -> dict[int, int]:
        """How many documents of each entry match."""
        told = searcher.aggregate(query, {"totals": {"terms": {"field": "entry_number", "size": most}}})
        return {int(bucket["key"]): int(bucket["doc_count"]) for bucket in told["totals"]["buckets"]}

    def _found(self, ask: Ask, searcher: tantivy.Searcher, hits: Hits) -> Iterator[Scored]:
        numbers = _numbers(searcher, hits)
        if ask.payload:
            return (self._scored(searcher, number, *hit) for number, hit in zip(numbers, hits, strict=True))
        if ask.kind == "entries":
            if len(self._places) > MOST_PLACES:
                self._places.clear()
            self._places.update(zip(numbers, (address for _, address in hits), strict=True))
        return (Scored(number, score) for number, (score, _) in zip(numbers, hits, strict=True))

    def _count(self, ask: Ask) -> Callable[[], Any]:
        """How many of what matches have each value. What only ranks is left out of the question."""
        wanted = {
            column: {"terms": {"field": column, "size": most, "segment_size": SEGMENT_VALUES}}
            for column, most in facet_columns.asked(ask.facets).items()
        }
        query = self._translators[ask.kind].query(unranked(ask.query))
        return partial(self._searchers[ask.kind].aggregate, query, wanted)

    def _scored(self, searcher: tantivy.Searcher, number: int, score: float, address: tantivy.DocAddress) -> Scored:
        document = searcher.doc(address)
        stored = bytes(document.get_first("stored") or b"").decode()
        return Scored(number, score, str(document.get_first("id")), str(document.get_first("entry_id")), stored)


def _facets(ask: Ask, counted: Mapping[str, Any]) -> Facets:
    buckets = {
        column: [(each["key"], each["doc_count"]) for each in told["buckets"]] for column, told in counted.items()
    }
    return facet_columns.told(ask.facets, buckets)


def _fetched(ask: Ask) -> int:
    """So many of all are looked at to find the best of each entry."""
    return max(PASSAGES_FETCHED, ask.limit * len(ask.best_of))


def _numbers(searcher: tantivy.Searcher, hits: Hits) -> list[int]:
    """The entry numbers of documents, from their column."""
    if not hits:
        return []
    return [int(number or 0) for number in searcher.fast_field_values("entry_number", [at for _, at in hits])]
