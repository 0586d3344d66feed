"""Asks Tantivy: translates the query algebra and reads the answers."""

import itertools
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

import tantivy
from tantivy import FieldType, Occur, Order

from search import facet_columns
from search.engines.base import (
    PASSAGES_FETCHED,
    AllOf,
    Answer,
    AnyEntry,
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
    best_of_groups,
)
from search.engines.side_by_side import side_by_side
from search.engines.tantivy_schema import SCHEMAS
from search.entry_numbers import number_of

SEGMENT_VALUES = 4 * facet_columns.MOST_VALUES
"""Each segment reports its most frequent values; what none of them has among so many is not among the most frequent of
all. Every value reported costs a look into the segment's dictionary."""

MOST_SINGLE_TERMS = 400
"""A larger set of terms is gathered from the whole index before anything is matched; single ones are looked up."""

MUCH_MORE_FREQUENT = 8
"""What only adds to the score is read alone where it is so many times as frequent as what has to match: the documents
that match are looked up in it. All others are read together, from one end to the other, which costs less a document."""

Facets = Mapping[str, tuple[tuple[str, int], ...]]
Hits = Sequence[tuple[float, tantivy.DocAddress]]

EARLIEST, LATEST = -(2**31), 2**31

MOST_FREQUENCIES = 20_000
MOST_PARTS = 2_000
MOST_PLACES = 20_000
"""So much is remembered of one state of the index: in how many documents a token is, parts of queries as Tantivy wants
them, where records lie that were told of."""


class Reader:
    """One state of both indexes."""

    def __init__(self, searchers: Mapping[Kind, tantivy.Searcher]) -> None:
        self._searchers = searchers
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
        """In the order of the questions. Those about records, those about passages, and what is counted for facets are
        asked side by side."""
        told: dict[int, Answer] = {}
        facets: dict[int, Facets] = {}

        def tell(kind: Kind) -> None:
            for at, ask in enumerate(asks):
                if ask.kind == kind:
                    told[at] = self.answer(ask)

        def count(at: int) -> None:
            facets[at] = self._facets(asks[at])

        kinds = [partial(tell, kind) for kind in SCHEMAS if any(ask.kind == kind for ask in asks)]
        side_by_side([*kinds, *(partial(count, at) for at, ask in enumerate(asks) if ask.facets)])
        return [replace(told[at], facets=facets[at]) if at in facets else told[at] for at in range(len(asks))]

    def answer(self, ask: Ask) -> Answer:
        """What matches; its facets are counted apart."""
        searcher = self._searchers[ask.kind]
        if searcher.num_docs == 0 or not (ask.limit or ask.count):
            return Answer()
        if (found := self._seen(ask)) is not None:
            return Answer(found=found)
        query = self._translators[ask.kind].query(ask.query)
        if ask.best_of:
            return self._best_of_each(ask, searcher, query)
        if ask.groups:
            return self._grouped(ask, searcher, query)
        total, hits = self._hits(ask, searcher, query)
        return Answer(found=tuple(self._found(ask, searcher, hits)), total=total)

    def _seen(self, ask: Ask) -> tuple[Scored, ...] | None:
        """The records of these numbers, where an answer has just told of each of them: nothing is left to be found."""
        if ask.kind != "entries" or not ask.payload or ask.count or not isinstance(ask.query, AnyEntry):
            return None
        searcher, places = self._searchers["entries"], [self._places.get(number) for number in ask.query.numbers]
        if None in places or len(places) > ask.limit:
            return None
        seen = zip(ask.query.numbers, places, strict=True)
        return tuple(self._scored(searcher, number, 0.0, address) for number, address in seen if address)

    def _hits(self, ask: Ask, searcher: tantivy.Searcher, query: tantivy.Query) -> tuple[int, Hits]:
        limit = max(ask.limit, 1)
        if ask.sort == "relevance":
            result = searcher.search(query, limit, count=ask.count, offset=ask.offset)
        elif ask.sort == "newest":
            result = searcher.search(query, limit, ask.count, "changed", ask.offset, Order.Desc)
        else:
            result = searcher.search(query, limit, ask.count, "first_year", ask.offset, Order.Asc)
        hits = result.hits if ask.sort == "relevance" else [(0.0, address) for _, address in result.hits]
        return int(result.count or 0), hits[: ask.limit]  # type: ignore[attr-defined]  # `count` is missing from the stub

    def _grouped(self, ask: Ask, searcher: tantivy.Searcher, query: tantivy.Query) -> Answer:
        """The best of each entry among the best of all: Tantivy cannot collapse."""
        hits = searcher.search(query, PASSAGES_FETCHED, count=False).hits
        if ask.limit > 1 or ask.payload:
            found = self._found(ask, searcher, hits)
            return Answer(found=tuple(best_of_groups(found, ask.groups, ask.limit)))
        best: dict[int, float] = {}
        for number, (score, _) in zip(_numbers(searcher, hits), hits, strict=True):
            best.setdefault(number, score)
        return Answer(found=tuple(itertools.starmap(Scored, itertools.islice(best.items(), ask.groups))))

    def _best_of_each(self, ask: Ask, searcher: tantivy.Searcher, query: tantivy.Query) -> Answer:
        """The best of each entry: among the best of all of them, and by itself for an entry that others crowd out."""
        among = constant(self._translators[ask.kind].query(AnyEntry(ask.best_of)), 0.0)
        both_match = tantivy.Query.boolean_query([(Occur.Must, among), (Occur.Must, query)])
        fetched = max(PASSAGES_FETCHED, ask.limit * len(ask.best_of))
        result = searcher.search(both_match, fetched, count=True)
        best: dict[int, list[tuple[float, tantivy.DocAddress]]] = defaultdict(list)
        for number, hit in zip(_numbers(searcher, result.hits), result.hits, strict=True):
            best[number].append(hit)
        totals = {number: len(hits) for number, hits in best.items()}
        if result.count > fetched:  # type: ignore[attr-defined]  # missing from the stub
            totals = self._totals(searcher, both_match, len(ask.best_of))
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

    def _facets(self, ask: Ask) -> Facets:
        """How many of what matches have each value. What only ranks is left out of the question."""
        searcher = self._searchers[ask.kind]
        query = self._translators[ask.kind].query(unranked(ask.query))
        wanted = {
            column: {"terms": {"field": column, "size": most, "segment_size": SEGMENT_VALUES}}
            for column, most in facet_columns.asked(ask.facets).items()
        }
        counted = searcher.aggregate(query, wanted)
        return facet_columns.told(
            ask.facets,
            {
                column: [(each["key"], each["doc_count"]) for each in told["buckets"]]
                for column, told in counted.items()
            },
        )

    def _scored(self, searcher: tantivy.Searcher, number: int, score: float, address: tantivy.DocAddress) -> Scored:
        document = searcher.doc(address)
        stored = bytes(document.get_first("stored") or b"").decode()
        return Scored(number, score, str(document.get_first("id")), str(document.get_first("entry_id")), stored)


def _numbers(searcher: tantivy.Searcher, hits: Hits) -> list[int]:
    """The entry numbers of documents, from their column."""
    if not hits:
        return []
    return [int(number or 0) for number in searcher.fast_field_values("entry_number", [at for _, at in hits])]


class Translator:
    """Queries of one kind of document in one state of the index. Passages score by presence: see `search.ranking`.

    One request asks with the same parts again and again, many requests for the same tokens: both are remembered.
    """

    def __init__(self, kind: Kind, searcher: tantivy.Searcher) -> None:
        self._kind = kind
        self._schema = SCHEMAS[kind]
        self._searcher = searcher
        self._frequencies: dict[tuple[str, str], int] = {}
        self._made: dict[int, tuple[Query, tantivy.Query]] = {}

    def query(self, query: Query) -> tantivy.Query:
        if made := self._made.get(id(query)):
            return made[1]
        if len(self._made) >= MOST_PARTS:
            self._made.clear()
        translated = self._query(query)
        self._made[id(query)] = query, translated  # who keeps the query keeps its id from being given to another
        return translated

    def _query(self, query: Query) -> tantivy.Query:
        match query:
            case Term(field, value, boost):
                return self._term(field, value, boost)
            case AllOf(parts):
                return self._boolean([(Occur.Must, part) for part in parts])
            case AnyOf(parts, at_least):
                return self._boolean([(Occur.Should, part) for part in parts], at_least)
            case Phrase(field, values, boost):
                return self._phrase(field, values, boost)
            case AnyTerm(field, values):
                return self._any_term(field, values)
            case AnyEntry(numbers):
                return self._any_entry(numbers)
            case YearRange(first, last):
                return self._years(first, last)
            case BestOf(parts):
                return tantivy.Query.disjunction_max_query([self.query(part) for part in parts])
            case Flat(part, score):
                return constant(self.query(part), score)
            case Ranked(matched, scored, held):
                return self._ranked(matched, scored, held)
            case Without(part, excluded):
                return self._boolean([(Occur.Must, part), (Occur.MustNot, excluded)])
            case Everything():
                return constant(tantivy.Query.all_query(), 0.0)
            case Nothing():
                return tantivy.Query.empty_query()

    def _boolean(self, parts: Sequence[tuple[Occur, Query]], at_least: int | None = None) -> tantivy.Query:
        clauses = [(occur, self.query(part)) for occur, part in parts]
        if len(clauses) == 1 and at_least in (None, 1):
            return clauses[0][1]
        return tantivy.Query.boolean_query(clauses, at_least) if clauses else tantivy.Query.empty_query()

    def _ranked(self, matched: Query, scored: tuple[Query, ...], held: tuple[Term, ...]) -> tantivy.Query:
        if self._kind == "entries":
            scored, held = (*scored, *held), ()
        certain = sum(term.boost * self._rarity(term.field, term.value) for term in held)
        ranked = constant(self.query(matched), certain)
        much = MUCH_MORE_FREQUENT * self._most(matched) if self._kind == "passages" else math.inf
        alone = [part for part in scored if self._most(part) > much] if much < math.inf else []
        together = [(Occur.Should, self.query(part)) for part in scored if part not in alone]
        if together:
            ranked = tantivy.Query.boolean_query([(Occur.Must, ranked), *together])
        for part in alone:
            ranked = tantivy.Query.boolean_query([(Occur.Must, ranked), (Occur.Should, self.query(part))])
        return ranked

    def _most(self, query: Query) -> float:
        """No more documents than this match; infinity where nobody knows."""
        match query:
            case Term(field, value):
                return self._frequency(field, value)
            case Phrase(field, values):
                return min(self._frequency(field, value) for value in values)
            case AllOf(parts):
                return min(map(self._most, parts), default=0)
            case AnyOf(parts) | BestOf(parts):
                return sum(map(self._most, parts))
            case Flat(part):
                return self._most(part)
            case _:
                return math.inf

    def _term(self, field: str, value: str, boost: float) -> tantivy.Query:
        term = tantivy.Query.term_query(self._schema, field, value, "freq")
        if self._kind == "entries":
            return tantivy.Query.boost_query(term, boost)
        return constant(term, boost * self._rarity(field, value))

    def _rarity(self, field: str, value: str) -> float:
        """The idf of BM25, as Elasticsearch counts it where k1 is 0."""
        holding = self._frequency(field, value)
        return math.log(1 + (self._searcher.num_docs - holding + 0.5) / (holding + 0.5)) if holding else 0.0

    def _frequency(self, field: str, value: str) -> int:
        """In how many documents a token is: asked for once, needed for its score and for what it costs."""
        known = self._frequencies.get((field, value))
        if known is None:
            if len(self._frequencies) >= MOST_FREQUENCIES:
                self._frequencies.clear()
            known = self._frequencies[field, value] = self._searcher.doc_freq(field, value)
        return known

    def _phrase(self, field: str, values: tuple[str, ...], boost: float) -> tantivy.Query:
        if len(values) < 2:  # a phrase of one token is not refused by Tantivy: it ends the process's thread
            return self._term(field, values[0], boost) if values else tantivy.Query.empty_query()
        phrase = tantivy.Query.phrase_query(self._schema, field, list(values))
        if self._kind == "entries":
            return tantivy.Query.boost_query(phrase, boost)
        return constant(phrase, boost * sum(self._rarity(field, value) for value in values))

    def _any_entry(self, numbers: tuple[int, ...]) -> tantivy.Query:
        return self._any_of("entry_number", numbers)

    def _any_term(self, field: str, values: tuple[str, ...]) -> tantivy.Query:
        if field == "entry_id":
            return self._any_entry(tuple(map(number_of, values)))
        return self._any_of(field, values)

    def _any_of(self, field: str, values: Sequence[str | int]) -> tantivy.Query:
        if len(values) > MOST_SINGLE_TERMS:
            return constant(tantivy.Query.term_set_query(self._schema, field, list(values)), 0.0)
        found = [constant(tantivy.Query.term_query(self._schema, field, value, "basic"), 0.0) for value in values]
        if len(found) == 1:
            return found[0]
        return tantivy.Query.boolean_query([(Occur.Should, term) for term in found], 1)

    def _years(self, first: int, last: int) -> tantivy.Query:
        begins = tantivy.Query.range_query(self._schema, "first_year", FieldType.Integer, EARLIEST, last)
        ends = tantivy.Query.range_query(self._schema, "last_year", FieldType.Integer, first, LATEST)
        return constant(tantivy.Query.boolean_query([(Occur.Must, begins), (Occur.Must, ends)]), 0.0)


def unranked(query: Query) -> Query:
    """The same documents, in no order."""
    match query:
        case Ranked(matched):
            return matched
        case AllOf(parts):
            return AllOf(tuple(map(unranked, parts)))
        case Without(part, excluded):
            return Without(unranked(part), excluded)
        case _:
            return query


def constant(query: tantivy.Query, score: float) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, score)
