"""In what order the records of an answer come: any page of it, at the same cost.

    head   the HEAD best by what they say themselves and those with the best passages, merged by the better score
    tail   every other record that matches, by its own score, as the engine orders them

Records and passages lie in two indexes, and no engine can rank a record by both in one query. So both lists are cut,
merged, and what is beyond them follows in the engine's own order. The head does not depend on the page: each record is
on one page and on no other, and a page far down costs one more query than the first, not a longer list.
"""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from search.engines.base import AllOf, Answer, AnyEntry, Ask, Index, Scored, Without
from search.entries import Filters
from search.fielded import Speech
from search.planning import Level
from search.ranking import HEAD, SOUND_BELOW, TIER, Weights
from search.request import Request

Heard = tuple[float, float]
"""(tier, score) of what is spoken in a record, on the scale of what is written in it."""


@dataclass(frozen=True, slots=True)
class Page:
    """The records of one page, in order, the level at which they were found, and how many match."""

    candidates: tuple[Scored, ...]
    level: Level
    total: int


@dataclass(frozen=True, slots=True)
class _Found:
    entries: Answer
    spoken: Answer

    @property
    def total(self) -> int:
        return self.entries.total


class Order:
    """The order of one answer."""

    def __init__(self, index: Index, request: Request, weights: Weights) -> None:
        self._index = index
        self._request = request
        self._speech = Speech(index, request)
        self._weights = weights

    def page(self) -> Page:
        level, found = self._found()
        candidates = self._candidates(level, found) if self._request.first < found.total else ()
        return Page(candidates, level, found.total)

    def _found(self) -> tuple[Level, _Found]:
        """Tries level after level until one finds something; sound is added when little is found without. Narrowing
        takes records away and never brings new ones: what counts for the level is what there is without it."""
        if self._request.filters != Filters():
            level = self._level_without_filters()
            return level, self._ask(level)
        level, *looser = self._request.plan.levels
        found = self._ask(level)
        for following in looser:
            if found.total >= _enough(following):
                break
            more = self._ask(following)
            if more.total > found.total:
                level, found = following, more
        return level, found

    def _level_without_filters(self) -> Level:
        level, *looser = self._request.plan.levels
        total = self._count(level) if looser else 0
        for following in looser:
            if total >= _enough(following):
                break
            if (more := self._count(following)) > total:
                level, total = following, more
        return level

    def _count(self, level: Level) -> int:
        everything = replace(self._request, filters=Filters())
        return self._index.ask(Ask(kind="entries", query=everything.query("entries", level), limit=0))[0].total

    def _ask(self, level: Level) -> _Found:
        """The best records by text, the best by speech, and the count: one round trip."""
        request = self._request
        by_score = request.sort == "relevance"
        entries = Ask(
            kind="entries",
            query=request.query("entries", level),
            limit=HEAD if by_score else request.per_page,
            offset=0 if by_score else request.first,
            sort=request.sort,
            payload=False,
        )
        if not by_score or not request.plan.clauses:
            return _Found(self._index.ask(entries)[0], Answer())
        speech = Ask(
            kind="passages",
            query=self._speech.query(level),
            limit=1,
            groups=HEAD,
            count=False,
            payload=False,
        )
        return _Found(*self._index.ask(entries, speech))

    def _candidates(self, level: Level, found: _Found) -> tuple[Scored, ...]:
        request = self._request
        if request.sort != "relevance":
            return tuple(Scored(scored.number, 0.0) for scored in found.entries.found)
        head = self._head(level, found)
        on_page = head[request.first : request.first + request.per_page]
        wanted = min(request.per_page, found.total - request.first) - len(on_page)
        if wanted > 0:
            on_page += self._tail(level, head, wanted)
        return tuple(on_page)

    def _head(self, level: Level, found: _Found) -> list[Scored]:
        """The head, as far as this page needs it."""
        spoken = {scored.number: weighed(scored.score, self._weights) for scored in found.spoken.found}
        head = self._weighed(found.entries.found, spoken)
        if found.total > len(head) and (missing := self._undecided(found, head, spoken)):
            query = AllOf((self._request.query("entries", level), AnyEntry(missing)))
            ask = Ask(kind="entries", query=query, limit=len(missing), count=False, payload=False)
            head += self._weighed(self._index.ask(ask)[0].found, spoken)
        return sorted(head, key=attrgetter("score"), reverse=True)

    def _weighed(self, written: Sequence[Scored], spoken: Mapping[int, Heard]) -> list[Scored]:
        """Records by what they say themselves, with what is spoken in them."""
        return [
            Scored(found.number, together(found.score, heard, self._weights))
            if (heard := spoken.get(found.number))
            else found
            for found in written
        ]

    def _undecided(self, found: _Found, head: Sequence[Scored], spoken: Mapping[int, Heard]) -> tuple[int, ...]:
        """Records known by what is spoken in them alone, whose own text has to be weighed: those that it could bring
        onto this page. It counts at most as much as the least of what was found by text."""
        missing = spoken.keys() - {candidate.number for candidate in head}
        ends = self._request.first + self._request.per_page
        if ends > len(head) or self._request.plan.excluded:
            return tuple(missing)
        certain = [*(candidate.score for candidate in head), *(spoken[number][1] for number in missing)]
        last = heapq.nlargest(ends, certain)[-1]
        most = min(scored.score for scored in found.entries.found)
        return tuple(number for number in missing if at_most(most, spoken[number], self._weights) >= last)

    def _tail(self, level: Level, head: list[Scored], wanted: int) -> list[Scored]:
        others = Without(self._request.query("entries", level), AnyEntry(tuple(each.number for each in head)))
        offset = max(0, self._request.first - len(head))
        ask = Ask(kind="entries", query=others, limit=wanted, offset=offset, count=False, payload=False)
        return list(self._index.ask(ask)[0].found)


def weighed(spoken: float, weights: Weights) -> Heard:
    """The score of a passage as one of its record."""
    tier = spoken // TIER * TIER
    return tier, tier + (spoken - tier) * weights.passage


def together(written: float, heard: Heard, weights: Weights) -> float:
    """The better of two scores on one scale, and a little of the other. Tiers are kept apart from what is weighed."""
    tier, spoken = heard
    lower = min(written, spoken) % TIER if written // TIER * TIER == tier else 0.0
    return max(written, spoken) + weights.both * lower


def at_most(written: float, heard: Heard, weights: Weights) -> float:
    """What both together cannot exceed for a record whose own score is this or less."""
    _, spoken = heard
    return max(written, spoken) + weights.both * (min(written, spoken) % TIER)


def _enough(level: Level) -> int:
    """So many records found without it make a looser level needless."""
    return SOUND_BELOW if level == "sound" else 1
