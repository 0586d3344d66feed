"""Asks Tantivy: translates the query algebra and reads the answers."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import tantivy
from tantivy import FieldType, Occur, Order

from search.engines.base import (
    AllOf,
    Answer,
    AnyOf,
    AnyTerm,
    Ask,
    BestOf,
    Everything,
    Flat,
    Kind,
    Nothing,
    Phrase,
    Query,
    Ranked,
    Scored,
    Term,
    Without,
    YearRange,
)
from search.engines.tantivy_schema import SCHEMAS, entry_number

GROUP_FETCH = 240
"""Passages fetched to fill groups: Tantivy cannot collapse, so enough of them are read and grouped here."""

FACET_VALUES = 200
SEGMENT_VALUES = 65_000
"""Terms aggregations are approximate unless every segment reports this many values."""

EARLIEST, LATEST = -(2**31), 2**31


class Reader:
    """One state of both indexes."""

    def __init__(self, searchers: Mapping[Kind, tantivy.Searcher]) -> None:
        self._searchers = searchers

    def count(self, kind: Kind) -> int:
        return self._searchers[kind].num_docs

    def frequency(self, kind: Kind, field: str, values: Sequence[str]) -> dict[str, int]:
        searcher = self._searchers[kind]
        return {value: searcher.doc_freq(field, value) for value in values}

    def entry_ids(self) -> frozenset[str]:
        searcher = self._searchers["entries"]
        everything = searcher.search(tantivy.Query.all_query(), max(searcher.num_docs, 1), count=False)
        return frozenset(str(searcher.doc(address).get_first("id")) for _, address in everything.hits)

    def answer(self, ask: Ask) -> Answer:
        searcher = self._searchers[ask.kind]
        if searcher.num_docs == 0:
            return Answer()
        query = Translator(ask.kind, searcher).query(ask.query)
        if ask.groups:
            return self._grouped(ask, searcher, query)
        facets = self._facets(searcher, query, ask.facets)
        total = 0
        hits: list[tuple[float, tantivy.DocAddress]] = []
        if ask.limit or ask.count:
            total, hits = self._hits(ask, searcher, query)
        found = tuple(self._scored(searcher, score, address, ask.payload) for score, address in hits)
        return Answer(found=found, total=total, facets=facets)

    def _hits(
        self, ask: Ask, searcher: tantivy.Searcher, query: tantivy.Query
    ) -> tuple[int, list[tuple[float, tantivy.DocAddress]]]:
        limit = max(ask.limit, 1)
        if ask.sort == "relevance":
            result = searcher.search(query, limit, count=ask.count, offset=ask.offset)
        elif ask.sort == "newest":
            result = searcher.search(query, limit, ask.count, "changed", ask.offset, Order.Desc)
        else:
            result = searcher.search(query, limit, ask.count, "first_year", ask.offset, Order.Asc)
        hits = [(float(score) if ask.sort == "relevance" else 0.0, address) for score, address in result.hits]
        return int(result.count or 0), hits[: ask.limit]  # type: ignore[attr-defined]  # `count` is missing from the stub

    def _grouped(self, ask: Ask, searcher: tantivy.Searcher, query: tantivy.Query) -> Answer:
        fetch = max(GROUP_FETCH, ask.groups * ask.limit)
        hits = searcher.search(query, fetch, count=False).hits
        totals = self._group_totals(searcher, query, ask.groups) if ask.count else {}
        groups = self._fill(ask, searcher, hits)
        if totals and len(hits) == fetch:
            for number in totals:
                if len(groups.get(number, ())) < min(ask.limit, totals[number]):
                    own = tantivy.Query.term_query(SCHEMAS["passages"], "entry_number", number)
                    both = tantivy.Query.boolean_query([(Occur.Must, query), (Occur.Must, constant(own, 0.0))])
                    groups |= self._fill(ask, searcher, searcher.search(both, ask.limit, count=False).hits)
        found = [
            (number, self._scored(searcher, score, address, ask.payload))
            for number, members in groups.items()
            for score, address in members
        ]
        named = {scored.entry_id: totals.get(number, 0) for number, scored in found}
        return Answer(found=tuple(scored for _, scored in found), group_totals=named if ask.count else {})

    def _fill(
        self, ask: Ask, searcher: tantivy.Searcher, hits: Sequence[tuple[float, tantivy.DocAddress]]
    ) -> dict[int, list[tuple[float, tantivy.DocAddress]]]:
        """Entry number → its best hits, the entry with the best hit first."""
        groups: dict[int, list[tuple[float, tantivy.DocAddress]]] = defaultdict(list)
        numbers = searcher.fast_field_values("entry_number", [address for _, address in hits])
        for (score, address), number in zip(hits, numbers, strict=True):
            key = int(number or 0)
            if key not in groups and len(groups) >= ask.groups:
                continue
            if len(groups[key]) < ask.limit:
                groups[key].append((score, address))
        return dict(groups)

    def _group_totals(self, searcher: tantivy.Searcher, query: tantivy.Query, groups: int) -> dict[int, int]:
        terms = {"terms": {"field": "entry_number", "size": groups, "segment_size": SEGMENT_VALUES}}
        buckets = searcher.aggregate(query, {"groups": terms})["groups"]["buckets"]
        return {int(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}

    def _facets(
        self, searcher: tantivy.Searcher, query: tantivy.Query, names: Sequence[str]
    ) -> dict[str, tuple[tuple[str, int], ...]]:
        if not names:
            return {}
        wanted = {
            name: {"terms": {"field": name, "size": FACET_VALUES, "segment_size": SEGMENT_VALUES}} for name in names
        }
        told = searcher.aggregate(query, wanted)
        return {
            name: tuple((str(bucket["key"]), int(bucket["doc_count"])) for bucket in told[name]["buckets"])
            for name in names
        }

    def _scored(self, searcher: tantivy.Searcher, score: float, address: tantivy.DocAddress, payload: bool) -> Scored:
        document = searcher.doc(address)
        stored = bytes(document.get_first("stored") or b"").decode() if payload else ""
        return Scored(str(document.get_first("id")), str(document.get_first("entry_id")), score, stored)


class Translator:
    """Queries of one kind of document. Passages score by presence: see `search.ranking`."""

    def __init__(self, kind: Kind, searcher: tantivy.Searcher) -> None:
        self._kind = kind
        self._schema = SCHEMAS[kind]
        self._searcher = searcher

    def query(self, query: Query) -> tantivy.Query:
        match query:
            case Everything():
                return constant(tantivy.Query.all_query(), 0.0)
            case Nothing():
                return tantivy.Query.empty_query()
            case Term(field, value, boost):
                return self._term(field, value, boost)
            case Phrase(field, values, boost):
                return self._phrase(field, values, boost)
            case AnyTerm(field, values):
                return self._any_term(field, values)
            case YearRange(first, last):
                return self._years(first, last)
            case AllOf(parts):
                return self._boolean([(Occur.Must, part) for part in parts])
            case AnyOf(parts, at_least):
                return self._boolean([(Occur.Should, part) for part in parts], at_least)
            case BestOf(parts):
                return tantivy.Query.disjunction_max_query([self.query(part) for part in parts])
            case Flat(part, score):
                return constant(self.query(part), score)
            case Ranked(matched, scored):
                return self._boolean([(Occur.Must, Flat(matched)), *((Occur.Should, part) for part in scored)])
            case Without(part, excluded):
                return self._boolean([(Occur.Must, part), (Occur.MustNot, excluded)])

    def _boolean(self, parts: Sequence[tuple[Occur, Query]], at_least: int | None = None) -> tantivy.Query:
        clauses = [(occur, self.query(part)) for occur, part in parts]
        return tantivy.Query.boolean_query(clauses, at_least) if clauses else tantivy.Query.empty_query()

    def _term(self, field: str, value: str, boost: float) -> tantivy.Query:
        term = tantivy.Query.term_query(self._schema, field, value, "freq")
        if self._kind == "entries":
            return tantivy.Query.boost_query(term, boost)
        return constant(term, boost * self._rarity(field, value))

    def _rarity(self, field: str, value: str) -> float:
        """The idf of BM25, as Elasticsearch counts it where k1 is 0."""
        holding = self._searcher.doc_freq(field, value)
        return math.log(1 + (self._searcher.num_docs - holding + 0.5) / (holding + 0.5)) if holding else 0.0

    def _phrase(self, field: str, values: tuple[str, ...], boost: float) -> tantivy.Query:
        if len(values) < 2:  # a phrase of one token is not refused by Tantivy: it ends the process's thread
            return self._term(field, values[0], boost) if values else tantivy.Query.empty_query()
        phrase = tantivy.Query.phrase_query(self._schema, field, list(values))
        if self._kind == "entries":
            return tantivy.Query.boost_query(phrase, boost)
        return constant(phrase, boost * sum(self._rarity(field, value) for value in values))

    def _any_term(self, field: str, values: tuple[str, ...]) -> tantivy.Query:
        if field == "entry_id":
            numbers = [entry_number(value) for value in values]
            return constant(tantivy.Query.term_set_query(self._schema, "entry_number", numbers), 0.0)
        return constant(tantivy.Query.term_set_query(self._schema, field, list(values)), 0.0)

    def _years(self, first: int, last: int) -> tantivy.Query:
        begins = tantivy.Query.range_query(self._schema, "first_year", FieldType.Integer, EARLIEST, last)
        ends = tantivy.Query.range_query(self._schema, "last_year", FieldType.Integer, first, LATEST)
        return constant(tantivy.Query.boolean_query([(Occur.Must, begins), (Occur.Must, ends)]), 0.0)


def constant(query: tantivy.Query, score: float) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, score)
