"""Answers a question: plans it, asks the engine, merges records with what is spoken in them, groups and highlights.

Free of Django and of any engine's own types. Two round trips to the engine answer most queries: one for the candidates,
the facets and the count; one for the best passages of the records on the page.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from search.engines.base import AllOf, Answer, AnyTerm, Ask, Everything, Index, Kind, Query, Scored, Without
from search.entries import Filters, Hit, Loosened, Match, Results, Sort
from search.narrowing import facet_values, in_years, narrowed, selected_facets
from search.planning import Level, Plan
from search.presenting import Presenter, opens_ms
from search.ranking import CANDIDATES, PASSAGES_SHOWN, SOUND_BELOW, TIER, WEIGHTS, Weights
from search.syntax import MOST_CHARACTERS, Syntax, exactly, parse
from search.text.streams import Analyzer

MOST_PER_PAGE = 100
MOST_WITHIN = 2000
"""Passages of one recording that are looked through for marks on its timeline."""
MOST_PLACES = 60
"""Places of one recording that are drawn beside it in a list of results."""
DEEPEST = 1000
"""Results beyond this place cannot be paged to by relevance; narrowing the query finds them."""

LOOSENED: dict[Level, Loosened] = {"strict": "", "sound": "", "some": "some", "any": "any"}
NOTICES: dict[Loosened, str] = {
    "": "",
    "some": "没有原样的内容，下面是拆开词语后的结果。",
    "any": "没有同时包含这些词的内容，下面是部分匹配。",
}
NOTICE_CUT = f"问题太长，只按前 {MOST_CHARACTERS} 个字检索。"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be shown, with its score over text and speech."""

    entry: Scored
    score: float


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
        page = min(max(page, 1), DEEPEST // per_page)
        plan = Plan(syntax, self._analyzer, self._weights)
        if sort == "relevance" and not plan.clauses and not plan.fields:
            sort = "date"  # nothing to be relevant to
        request = Request(plan, viewer, filters, sort, page, per_page, with_facets)
        if syntax.is_empty and filters == Filters():
            return _nothing(syntax, request, began)
        level, found = self._found(request)
        candidates = self._page(request, level, found)
        hits = self._hits(request, level, candidates, passages_shown)
        loosened: Loosened = "" if plan.is_question or plan.is_sentence else LOOSENED[level]
        notice = " ".join(
            filter(None, (NOTICE_CUT if syntax.was_cut else "", NOTICES[loosened] if found.entries.total else ""))
        )
        return Results(
            query=syntax.text,
            hits=hits,
            total=found.entries.total,
            page=page,
            per_page=per_page,
            facets=facet_values(found.facets, filters),
            loosened=loosened if found.entries.total else "",
            notice=notice,
            took_ms=(time.perf_counter() - began) * 1000,
        )

    def within(self, entry_id: str, text: str, *, viewer: frozenset[str], exact: bool = False) -> list[Match]:
        """Every segment of one recording that holds the query, in speaking order, at the first level that finds any."""
        plan = Plan(exactly(parse(text)) if exact else parse(text), self._analyzer, self._weights)
        visible = AnyTerm("visibility", tuple(sorted(viewer)))
        for level in plan.levels:
            query = plan.query("passages", level)
            if query is None:
                return []
            own = AllOf((query, AnyTerm("entry_id", (entry_id,)), visible))
            (answer,) = self._index.ask(Ask(kind="passages", query=own, limit=MOST_WITHIN, count=False))
            presenter = Presenter(plan, level, self._analyzer)
            # Windows overlap by a segment: the same one is told twice, once perhaps with half of its mark.
            found: dict[str, Match] = {}
            for match in (match for passage in answer.found for match in presenter.matches(passage)):
                known = found.get(match.segment_id)
                if known is None or _marked_characters(match) > _marked_characters(known):
                    found[match.segment_id] = match
            if found:
                return sorted(found.values(), key=lambda match: (match.start_ms, match.end_ms))
        return []

    def places(
        self, entry_ids: Sequence[str], text: str, *, viewer: frozenset[str], exact: bool = False
    ) -> dict[str, tuple[int, ...]]:
        """Where in each of these recordings something is found: when the passages begin, in order, at most
        `MOST_PLACES` of each. One question for all of them, which is why it tells passages and not words."""
        plan = Plan(exactly(parse(text)) if exact else parse(text), self._analyzer, self._weights)
        visible = AnyTerm("visibility", tuple(sorted(viewer)))
        own = AnyTerm("entry_id", tuple(entry_ids))
        found: dict[str, set[int]] = {}
        for level in plan.levels:
            query = plan.query("passages", level)
            if query is None or not entry_ids:
                break
            ask = Ask(
                kind="passages",
                query=AllOf((query, own, visible)),
                limit=MOST_PLACES,
                groups=len(entry_ids),
                count=False,
            )
            for passage in self._index.ask(ask)[0].found:
                found.setdefault(passage.entry_id, set()).add(opens_ms(passage))
            if found:
                break
        return {entry_id: tuple(sorted(starts)) for entry_id, starts in found.items()}

    def _found(self, request: "Request") -> tuple[Level, "Found"]:
        """Tries level after level until one finds something; sound is added when little is found without."""
        levels = request.plan.levels
        level = levels[0]
        found = self._ask(request, level)
        for following in levels[1:]:
            enough = SOUND_BELOW if following == "sound" else 1
            if found.entries.total >= enough:
                break
            looser = self._ask(request, following)
            if looser.entries.total > found.entries.total:
                level, found = following, looser
        return level, found

    def _ask(self, request: "Request", level: Level) -> "Found":
        want = request.page * request.per_page + (CANDIDATES if request.sort == "relevance" else 0)
        query = request.query("entries", level)
        facet_names, other = selected_facets(request.filters) if request.with_facets else ((), ())
        asks = [Ask(kind="entries", query=query, limit=want, sort=request.sort, facets=facet_names)]
        has_speech = request.sort == "relevance" and request.plan.clauses
        if has_speech:
            spoken = request.query("passages", level)
            asks.append(Ask(kind="passages", query=spoken, limit=1, groups=want, count=False, payload=False))
        for name in other:
            without = request.query("entries", level, without=name)
            asks.append(Ask(kind="entries", query=without, limit=0, count=False, facets=(name,)))
        answers = self._index.ask(*asks)
        entries, spoken_answer = answers[0], answers[1] if has_speech else Answer()
        facets = dict(entries.facets)
        for name, answer in zip(other, answers[len(asks) - len(other) :], strict=True):
            facets[name] = answer.facets[name] if answer.facets else ()
        return Found(entries, spoken_answer, facets)

    def _page(self, request: "Request", level: Level, found: "Found") -> list[Candidate]:
        """The records of the page asked for, by their better score of text and speech."""
        first = (request.page - 1) * request.per_page
        if request.sort != "relevance":
            return [Candidate(entry, 0.0) for entry in found.entries.found[first : first + request.per_page]]
        entries = {scored.entry_id: scored for scored in found.entries.found}
        spoken = {scored.entry_id: scored.score for scored in found.spoken.found}
        if missing := [entry_id for entry_id in spoken if entry_id not in entries]:
            query = AllOf((request.query("entries", level), AnyTerm("entry_id", tuple(missing))))
            (answer,) = self._index.ask(Ask(kind="entries", query=query, limit=len(missing), count=False))
            entries |= {scored.entry_id: scored for scored in answer.found}
        candidates = [
            Candidate(entry, self._score(entry.score, spoken.get(entry_id, 0.0))) for entry_id, entry in entries.items()
        ]
        candidates.sort(key=lambda candidate: -candidate.score)
        return candidates[first : first + request.per_page]

    def _score(self, written: float, spoken: float) -> float:
        """The better of two scores on one scale, and a little of the other. Tiers are kept apart from what is
        weighed."""
        written_tier, spoken_tier = written // TIER * TIER, spoken // TIER * TIER
        weighed = (spoken - spoken_tier) * self._weights.passage
        better, other = sorted((written, spoken_tier + weighed), reverse=True)
        return better + self._weights.both * (other % TIER if written_tier == spoken_tier else 0.0)

    def _hits(
        self, request: "Request", level: Level, candidates: Sequence[Candidate], passages_shown: int
    ) -> tuple[Hit, ...]:
        presenter = Presenter(request.plan, level, self._analyzer, about=request.filters.about)
        ids = tuple(candidate.entry.entry_id for candidate in candidates)
        passages: dict[str, list[Scored]] = {}
        totals: Mapping[str, int] = {}
        query = request.plan.query("passages", "any" if level == "some" else level)
        if query is None and request.filters.about:
            query = Everything()
        if ids and query is not None:
            answer = self._passages(request, query, ids, passages_shown)
            if level in ("strict", "sound") and (apart := [i for i in ids if i not in answer.group_totals]):
                # All words are in the record but in no one passage: show the passages that hold some of them.
                other = self._passages(request, request.plan.query("passages", "any"), tuple(apart), passages_shown)
                answer = replace(
                    answer, found=answer.found + other.found, group_totals={**answer.group_totals, **other.group_totals}
                )
            totals = answer.group_totals
            for scored in answer.found:
                passages.setdefault(scored.entry_id, []).append(scored)
        return tuple(
            presenter.hit(candidate.entry, candidate.score, passages.get(candidate.entry.entry_id, ()), totals)
            for candidate in candidates
        )

    def _passages(self, request: "Request", query: Query | None, ids: tuple[str, ...], shown: int) -> Answer:
        if query is None:
            return Answer()
        about = request.filters.about
        spoken_of = (AnyTerm("mentions", about),) if about else ()
        within = AllOf((query, *spoken_of, AnyTerm("entry_id", ids), request.visible))
        (answer,) = self._index.ask(Ask(kind="passages", query=within, limit=shown, groups=len(ids)))
        return answer


@dataclass(frozen=True, slots=True)
class Found:
    entries: Answer
    spoken: Answer
    facets: Mapping[str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, by whom, narrowed how."""

    plan: Plan
    viewer: frozenset[str]
    filters: Filters
    sort: Sort
    page: int
    per_page: int
    with_facets: bool

    @property
    def visible(self) -> Query:
        """Part of every query: nothing is matched, counted or suggested that the viewer may not read."""
        return AnyTerm("visibility", tuple(sorted(self.viewer)))

    def query(self, kind: Kind, level: Level, *, without: str = "") -> Query:
        wanted = self.plan.query(kind, level)
        parts: list[Query] = [self.visible, *narrowed(kind, self.filters, without=without)]
        parts += [clause.field_query() for clause in self.plan.fields]
        if self.plan.syntax.years:
            parts.append(in_years(kind, *self.plan.syntax.years))
        query: Query = AllOf((wanted or Everything(), *parts))
        excluded = self.plan.excluded_query(kind)
        return Without(query, excluded) if excluded else query


def _marked_characters(match: Match) -> int:
    return sum(len(text) for text, is_match in match.parts if is_match)


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
