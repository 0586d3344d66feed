"""Words the query algebra for Tantivy."""

import math
from collections.abc import Sequence
from typing import TypeGuard

import tantivy
from tantivy import FieldType, Occur

from search.engines.base import (
    AllOf,
    AnyEntry,
    AnyOf,
    AnyTerm,
    BestOf,
    Everything,
    Flat,
    Kind,
    Nothing,
    Phrase,
    Query,
    Ranked,
    Term,
    Without,
    YearRange,
)
from search.engines.tantivy_schema import SCHEMAS
from search.entry_numbers import number_of

MOST_SINGLE_TERMS = 400
"""A larger set of terms is gathered from the whole index before anything is matched; single ones are looked up."""

MUCH_MORE_FREQUENT = 8
"""What only adds to the score is read alone where it is so many times as frequent as what has to match: the documents
that match are looked up in it. All others are read together, from one end to the other, which costs less a document."""

EARLIEST, LATEST = -(2**31), 2**31

MOST_FREQUENCIES = 20_000
"""Of so many tokens it is remembered in how many documents of one state of the index they are."""

MOST_PARTS = 100
"""So many parts of queries are remembered as Tantivy wants them: those of the request that asks. More of them would be
dropped when they are long out of the processor's cache, which takes longer than to word them anew."""


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
        if type(query) is Term:  # never asked for twice
            return self._query(query)
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
            case Flat(part, score):
                return constant(self.query(part), score)
            case AllOf(parts):
                return self._all(parts)
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
            case Ranked(matched, scored, held):
                return self._ranked(matched, scored, held)
            case Without(part, excluded):
                return self._boolean([(Occur.Must, part), (Occur.MustNot, excluded)])
            case Everything():
                return constant(tantivy.Query.all_query(), 0.0)
            case Nothing():
                return tantivy.Query.empty_query()

    def _all(self, parts: tuple[Query, ...]) -> tantivy.Query:
        if years := next((part for part in parts if self._is_read_whole(part)), None):
            others = tuple(part for part in parts if part is not years)
            bare = tuple(map(unranked, others))
            ways = tuple(Flat(AllOf((*bare, way))) for way in years.parts)
            parts = (*others, AnyOf(ways))
        return self._boolean([(Occur.Must, part) for part in parts])

    def _is_read_whole(self, part: Query) -> TypeGuard[AnyOf]:
        """A range of years or something else: a union is read from one end to the other, and the range looks at each of
        the passages for that. It is asked of those that match everything else."""
        return (
            self._kind == "passages" and isinstance(part, AnyOf) and any(type(way) is YearRange for way in part.parts)
        )

    def _boolean(self, parts: Sequence[tuple[Occur, Query]], at_least: int | None = None) -> tantivy.Query:
        clauses = [(occur, self.query(part)) for occur, part in parts]
        if len(clauses) == 1 and at_least in (None, 1):
            return clauses[0][1]
        return tantivy.Query.boolean_query(clauses, at_least) if clauses else tantivy.Query.empty_query()

    def _ranked(self, matched: Query, scored: tuple[Query, ...], held: tuple[Term, ...]) -> tantivy.Query:
        most = self._most(matched)
        if not most:
            return tantivy.Query.empty_query()
        if self._kind == "entries":
            return self._ranked_by_terms(matched, (*scored, *held))
        certain = sum(term.boost * self._rarity(term.field, term.value) for term in held)
        much = MUCH_MORE_FREQUENT * most
        together: list[Query] = []
        alone: list[Query] = []
        for part in scored:
            (alone if much < math.inf and self._most(part) > much else together).append(part)
        ranked = self._more(constant(self.query(matched), certain), together)
        for part in alone:
            ranked = self._more(ranked, [part])
        return ranked

    def _ranked_by_terms(self, matched: Query, scored: tuple[Query, ...]) -> tantivy.Query:
        """Terms by themselves: Tantivy reads a union of nothing but terms faster."""
        terms = [part for part in scored if isinstance(part, Term)]
        others = [part for part in scored if not isinstance(part, Term)]
        return self._more(self._more(constant(self.query(matched), 0.0), others), terms)

    def _more(self, ranked: tantivy.Query, scored: Sequence[Query]) -> tantivy.Query:
        """The same documents, with the score of these added, but for what no document holds."""
        held = [(Occur.Should, self.query(part)) for part in scored if self._most(part)]
        return tantivy.Query.boolean_query([(Occur.Must, ranked), *held]) if held else ranked

    def _most(self, query: Query) -> float:
        """No more documents than this match; infinity where nobody knows."""
        match query:
            case Term(field, value):
                return self._frequency(field, value)
            case AnyTerm(field, values):
                return sum(self._frequency(field, value) for value in values)
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
        if self._kind == "entries":
            term = tantivy.Query.term_query(self._schema, field, value, "freq")
            return term if boost == 1.0 else tantivy.Query.boost_query(term, boost)
        present = tantivy.Query.term_query(self._schema, field, value, "basic")
        return constant(present, boost * self._rarity(field, value))

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
        terms = [tantivy.Query.term_query(self._schema, field, value, "basic") for value in values]
        if len(terms) == 1:
            return constant(terms[0], 0.0)
        return constant(tantivy.Query.boolean_query([(Occur.Should, term) for term in terms], 1), 0.0)

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
