"""Asks Tantivy and reads the answers."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

import tantivy
from tantivy import Occur, Order

from search.engines.base import (
    PASSAGES_FETCHED,
    Answer,
    AnyEntry,
    Ask,
    Kind,
    Query,
    Scored,
    best_of_groups,
)
from search.engines.tantivy_facets import Values, counted
from search.engines.tantivy_query import Translator, constant, unranked
from search.engines.tantivy_schema import SCHEMAS

Hit = tuple[float, tantivy.DocAddress]
Hits = Sequence[Hit]
Numbered = tuple[int, Hit]
"""With the number of its entry."""

MOST_PLACES = 1_000
"""Of so many records that were told of it is remembered where they lie: more than one request tells of."""

MOST_KNOWN = 8
"""Of so many questions all that matches is remembered, where it is little: what is asked about it next, the best of
each record of a page, is known then."""


class Reader:
    """One state of both indexes."""

    def __init__(self, searchers: Mapping[Kind, tantivy.Searcher], values: Values) -> None:
        self._searchers = searchers
        self._values = values
        self._translators = {kind: Translator(kind, searcher) for kind, searcher in searchers.items()}
        self._places: dict[int, tantivy.DocAddress] = {}
        self._known: dict[int, tuple[Query, list[Numbered]]] = {}

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
        """What matches, and what of it is counted for facets: Tantivy has to be asked for each by itself. What only
        ranks is left out of the question for facets."""
        answer = self._matching(ask)
        if not ask.facets:
            return answer
        query = self._translators[ask.kind].query(unranked(ask.query))
        return replace(answer, facets=counted(ask.facets, query, self._searchers[ask.kind], self._values))

    def _matching(self, ask: Ask) -> Answer:
        if (seen := self._seen(ask)) is not None:
            return Answer(found=seen)
        searcher = self._searchers[ask.kind]
        if searcher.num_docs == 0 or not (ask.limit or ask.count):
            return Answer()
        if ask.best_of and (told := self._known.get(id(ask.query))):
            return self._best_of_all(ask, searcher, told[1])
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
        beyond = hits[-1][0] if len(hits) == PASSAGES_FETCHED else 0.0
        if ask.limit > 1 or ask.payload:
            found = self._found(ask, searcher, hits)
            return Answer(found=tuple(best_of_groups(found, ask.groups, ask.limit)), beyond=beyond)
        best: dict[int, float] = {}
        numbers = _numbers(searcher, hits)
        for number, (score, _) in zip(numbers, hits, strict=True):
            best.setdefault(number, score)
        if not beyond:
            self._remember(ask.query, list(zip(numbers, hits, strict=True)))
        groups = itertools.islice(best.items(), ask.groups)
        return Answer(found=tuple(itertools.starmap(Scored, groups)), beyond=beyond)

    def _remember(self, query: Query, matching: list[Numbered]) -> None:
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[id(query)] = query, matching  # who keeps the query keeps its id from being given to another

    def _best_of_all(self, ask: Ask, searcher: tantivy.Searcher, numbered: Iterable[Numbered]) -> Answer:
        """The same where all that match are known."""
        wanted = frozenset(ask.best_of)
        best = _by_entry(each for each in numbered if each[0] in wanted)
        totals = {number: len(hits) for number, hits in best.items()}
        return Answer(found=self._best(ask, searcher, best), group_totals=totals)

    def _best_of_each(self, ask: Ask, searcher: tantivy.Searcher, query: tantivy.Query) -> Answer:
        """The best of each entry: among the best of all of them, and by itself for an entry that others crowd out."""
        among = self._translators[ask.kind].query(AnyEntry(ask.best_of))
        both_match = tantivy.Query.boolean_query([(Occur.Must, among), (Occur.Must, query)])
        fetched = max(2 * PASSAGES_FETCHED, ask.limit * len(ask.best_of))
        result = searcher.search(both_match, fetched, count=True)
        hits = result.hits  # each look at it makes all of them anew
        best = _by_entry(zip(_numbers(searcher, hits), hits, strict=True))
        totals = {number: len(hits) for number, hits in best.items()}
        if result.count > fetched:  # type: ignore[attr-defined]  # missing from the stub
            totals = self._totals(searcher, both_match, len(ask.best_of))
        for number, total in totals.items():
            if len(best[number]) < min(total, ask.limit):
                own = constant(tantivy.Query.term_query(SCHEMAS[ask.kind], "entry_number", number), 0.0)
                one = tantivy.Query.boolean_query([(Occur.Must, own), (Occur.Must, query)])
                best[number] = searcher.search(one, ask.limit, count=False).hits
        return Answer(found=self._best(ask, searcher, best), group_totals=totals)

    def _best(self, ask: Ask, searcher: tantivy.Searcher, best: Mapping[int, Hits]) -> tuple[Scored, ...]:
        found = [(number, hit) for number in ask.best_of for hit in best.get(number, ())[: ask.limit]]
        return tuple([self._scored(searcher, number, *hit) for number, hit in found])

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

    def _scored(self, searcher: tantivy.Searcher, number: int, score: float, address: tantivy.DocAddress) -> Scored:
        document = searcher.doc(address)
        stored = bytes(document.get_first("stored") or b"").decode()
        return Scored(number, score, str(document.get_first("id")), str(document.get_first("entry_id")), stored)


def _numbers(searcher: tantivy.Searcher, hits: Hits) -> list[int]:
    """The entry numbers of documents, from their column."""
    if not hits:
        return []
    numbers = searcher.fast_field_values("entry_number", [at for _, at in hits])
    return cast(list[int], numbers)  # every document has one


def _by_entry(numbered: Iterable[Numbered]) -> dict[int, list[Hit]]:
    best: dict[int, list[Hit]] = defaultdict(list)
    for number, hit in numbered:
        best[number].append(hit)
    return best
