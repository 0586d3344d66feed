"""Answers a question: plans it, asks the engine, merges records with what is spoken in them, groups and highlights.

Free of Django and of any engine's own types. Two round trips to the engine answer most queries: one for the candidates
and the count; one for what is shown of the records on the page, their best passages, and the facets.
"""

import time
from collections.abc import Mapping, Sequence

from search.counting import facet_asks, facets_of
from search.engines.base import Answer, AnyEntry, Ask, Index, Query
from search.entries import FacetValue, Filters, Hit, Loosened, Match, Results, Sort
from search.inside import Inside
from search.ordering import Order, Page
from search.planning import Level, Plan
from search.presenting import Presenter, Shown
from search.ranking import PASSAGES_SHOWN, WEIGHTS, Weights
from search.request import Request
from search.syntax import MOST_CHARACTERS, Syntax, exactly, parse
from search.text.streams import Analyzer

MOST_PER_PAGE = 100
MOST_RESULTS = 1_000_000
"""A page beyond this many results is empty: more records than any museum has."""

LOOSENED: dict[Level, Loosened] = {"strict": "", "sound": "", "some": "some", "any": "any"}
NOTICES: dict[Loosened, str] = {
    "": "",
    "some": "没有原样的内容，下面是拆开词语后的结果。",
    "any": "没有同时包含这些词的内容，下面是部分匹配。",
}
NOTICE_CUT = f"问题太长，只按前 {MOST_CHARACTERS} 个字检索。"


class Finder:
    """Answers questions from one index with one analyzer."""

    def __init__(self, index: Index, analyzer: Analyzer, weights: Weights = WEIGHTS) -> None:
        self._index = index
        self._analyzer = analyzer
        self._weights = weights

    def search(
        self,
        text: str,
        *,
        viewer: frozenset[str],
        filters: Filters,
        sort: Sort = "relevance",
        page: int = 1,
        per_page: int = 20,
        passages_shown: int = PASSAGES_SHOWN,
        with_facets: bool = True,
        exact: bool = False,
    ) -> Results:
        began = time.perf_counter()
        syntax = exactly(parse(text)) if exact else parse(text)
        per_page = min(max(per_page, 1), MOST_PER_PAGE)
        page = min(max(page, 1), MOST_RESULTS // per_page)
        plan = Plan(syntax, self._analyzer, self._weights)
        if sort == "relevance" and not plan.clauses and not plan.fields:
            sort = "date"  # nothing to be relevant to
        request = Request(plan, viewer, filters, sort, page, per_page, with_facets)
        if syntax.is_empty and filters == Filters():
            return _nothing(syntax, request, began)
        found = Order(self._index, request, self._weights).page()
        hits, facets = self._told(request, found, passages_shown)
        loosened: Loosened = "" if plan.is_question or plan.is_sentence or not found.total else LOOSENED[found.level]
        notice = " ".join(filter(None, (NOTICE_CUT if syntax.was_cut else "", NOTICES[loosened])))
        return Results(
            query=syntax.text,
            hits=hits,
            total=found.total,
            page=page,
            per_page=per_page,
            facets=facets,
            loosened=loosened,
            notice=notice,
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def within(self, entry_id: str, text: str, *, viewer: frozenset[str], exact: bool = False) -> list[Match]:
        """See `Inside.within`."""
        return Inside(self._index, self._analyzer).within(entry_id, self._plan(text, exact=exact), viewer)

    def places(
        self, entry_ids: Sequence[str], text: str, *, viewer: frozenset[str], exact: bool = False
    ) -> dict[str, tuple[int, ...]]:
        """See `Inside.places`."""
        return Inside(self._index, self._analyzer).places(entry_ids, self._plan(text, exact=exact), viewer)

    def _plan(self, text: str, *, exact: bool) -> Plan:
        return Plan(exactly(parse(text)) if exact else parse(text), self._analyzer, self._weights)

    def _told(
        self, request: Request, page: Page, passages_shown: int
    ) -> tuple[tuple[Hit, ...], dict[str, tuple[FacetValue, ...]]]:
        """The hits of a page, and the facets of all that match: asked for together."""
        level = page.level
        counts = facet_asks(request, level, page.told)
        numbers = tuple(candidate.number for candidate in page.candidates)
        asks = [Ask(kind="entries", query=AnyEntry(numbers), limit=len(numbers), count=False)] if numbers else []
        spoken = request.spoken("any" if level == "some" else level)
        if numbers and spoken is not None:
            asks.append(_best_passages(spoken, numbers, passages_shown))
        answers = self._index.ask(*asks, *counts)
        facets = facets_of(request, (page.told, *answers[len(asks) :]))
        if not numbers:
            return (), facets
        shown = {entry.number: Shown(entry) for entry in answers[0].found}
        passages = answers[1] if len(asks) > 1 else Answer()
        if spoken is not None and level in ("strict", "sound"):
            passages = self._with_parts(request, level, passages, shown, passages_shown)
        presenter = Presenter(request.plan, level, self._analyzer, about=request.filters.about)
        hits = tuple(
            presenter.hit(shown[number], candidate.score, passages)
            for number, candidate in zip(numbers, page.candidates, strict=True)
            if number in shown  # it may have been withdrawn between the two questions
        )
        return hits, facets

    def _with_parts(
        self, request: Request, level: Level, passages: Answer, shown: Mapping[int, Shown], limit: int
    ) -> Answer:
        """All words may be in a record but in no one passage: then those that hold some of them are shown."""
        apart = tuple(n for n, entry in shown.items() if entry.has_passages and n not in passages.group_totals)
        spoken = request.spoken_in_part(level) if apart else None
        if spoken is None:
            return passages
        (other,) = self._index.ask(_best_passages(spoken, apart, limit))
        return Answer(found=passages.found + other.found, group_totals={**passages.group_totals, **other.group_totals})


def _best_passages(spoken: Query, numbers: tuple[int, ...], limit: int) -> Ask:
    return Ask(kind="passages", query=spoken, limit=limit, best_of=numbers)


def _nothing(syntax: Syntax, request: Request, began: float) -> Results:
    return Results(
        query=syntax.text,
        hits=(),
        total=0,
        page=request.page,
        per_page=request.per_page,
        facets={},
        notice=NOTICE_CUT if syntax.was_cut else "",
        took_ms=(time.perf_counter() - began) * 1000,
    )
