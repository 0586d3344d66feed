"""In what order the records of an answer come: any page of it, at the same cost.

    head   the HEAD best by what they say themselves and those with the best passages, merged by the better score
    tail   every other record that matches, by its own score, as the engine orders them

Records and passages lie in two indexes, and no engine can rank a record by both in one query. So both lists are cut,
merged, and what is beyond them follows in the engine's own order. Where more is spoken alike than was looked at, what
was looked at stands for the rest (docs/adr/0012). The head does not depend on the page: each record is on one page and
on no other, and a page far down costs one more query than the first, not a longer list.
"""

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from search.counting import counted_along
from search.engines.base import AllOf, Answer, AnyEntry, Ask, Index, Scored, Without
from search.entries import Filters
from search.fielded import Speech
from search.planning import Level
from search.ranking import HEAD, SOUND_BELOW, TIER, Weights
from search.request import Request

SAME_SCORE = 1e-5
"""Scores are sums of 32 bits, added up in any order."""

Heard = tuple[float, float]
"""(tier, score) of what is spoken in a record, on the scale of what is written in it."""


@dataclass(frozen=True, slots=True)
class Page:
    """The records of one page, in order, the level at which they were found, and what was told of all that match."""

    candidates: tuple[Scored, ...]
    level: Level
    told: Answer

    @property
    def total(self) -> int:
        return self.told.total


@dataclass(frozen=True, slots=True)
class _Found:
    entries: Answer
    spoken: Answer = field(default_factory=Answer)

    @property
    def total(self) -> int:
        return self.entries.total

    @property
    def is_alike(self) -> bool:
        """There are more passages than were looked at, and none that was looked at says more than another."""
        found, beyond = self.spoken.found, self.spoken.beyond
        return bool(found) and math.isclose(found[0].score, beyond, rel_tol=SAME_SCORE)


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
        return Page(candidates, level, found.entries)

    @property
    def _by_score(self) -> bool:
        return self._request.sort == "relevance"

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
        """The best records by text and the count. An index that is far away is asked for the best by speech in the same
        round trip, another when it is known at which level to look for them."""
        request = self._request
        entries = Ask(
            kind="entries",
            query=request.query("entries", level),
            limit=HEAD if self._by_score else request.per_page,
            offset=0 if self._by_score else request.first,
            sort=request.sort,
            facets=counted_along(self._index, request),
            payload=False,
        )
        return _Found(*self._index.ask(entries, *(self._spoken(level) if self._index.is_remote else ())))

    def _spoken(self, level: Level) -> tuple[Ask, ...]:
        """The question for the best by speech, where words are asked for and the best come first."""
        if not self._by_score or not self._request.plan.clauses:
            return ()
        query = self._speech.query(level)
        return (Ask(kind="passages", query=query, limit=1, groups=HEAD, count=False, payload=False),)

    def _candidates(self, level: Level, found: _Found) -> tuple[Scored, ...]:
        request = self._request
        if not self._by_score:
            return tuple(Scored(scored.number, 0.0) for scored in found.entries.found)
        if not self._index.is_remote:
            found = _Found(found.entries, *self._index.ask(*self._spoken(level)))
        head = self._head(level, found)
        on_page = head[request.first : request.first + request.per_page]
        wanted = min(request.per_page, found.total - request.first) - len(on_page)
        if wanted > 0:
            on_page += self._tail(level, head, wanted)
        return tuple(on_page)

    def _head(self, level: Level, found: _Found) -> list[Scored]:
        """The head, as far as this page needs it."""
        heard = {score: weighed(score, self._weights) for score in {scored.score for scored in found.spoken.found}}
        spoken = {scored.number: heard[scored.score] for scored in found.spoken.found}
        spoken |= self._alike(level, found, spoken)
        head = self._weighed(found.entries.found, spoken)
        if found.total > len(head):
            head += self._spoken_alone(level, found, head, spoken)
        return sorted(head, key=attrgetter("score"), reverse=True)

    def _alike(self, level: Level, found: _Found, spoken: Mapping[int, Heard]) -> dict[int, Heard]:
        """Of the best records by text those of which no passage was looked at, where all passages are alike, and in
        which the one word that was asked for is spoken: it is heard in them as in all others."""
        if not found.is_alike or len(self._request.plan.clauses) != 1:
            return {}
        heard = weighed(found.spoken.beyond, self._weights)
        unknown = tuple(
            scored.number
            for scored in found.entries.found
            if scored.number not in spoken and scored.score // TIER * TIER == heard[0]
        )
        if not unknown:
            return {}
        query = AllOf((self._request.plan.spoken_of(level), AnyEntry(unknown)))
        ask = Ask(kind="entries", query=query, limit=len(unknown), count=False, payload=False)
        return {scored.number: heard for scored in self._index.ask(ask)[0].found}

    def _weighed(self, written: Sequence[Scored], spoken: Mapping[int, Heard]) -> list[Scored]:
        """Records by what they say themselves, with what is spoken in them."""
        return [
            Scored(found.number, together(found.score, heard, self._weights))
            if (heard := spoken.get(found.number))
            else found
            for found in written
        ]

    def _spoken_alone(
        self, level: Level, found: _Found, head: Sequence[Scored], spoken: Mapping[int, Heard]
    ) -> list[Scored]:
        """Records known by what is spoken in them alone. Where that is alike in more of them than were looked at, these
        stand for many others, and what they say themselves is no reason to prefer them: it is not asked for."""
        known = {candidate.number for candidate in head}
        missing = [number for number in spoken if number not in known]
        if found.is_alike and not self._request.plan.excluded:
            return [Scored(number, spoken[number][1]) for number in missing]
        numbers = self._undecided(found, head, {number: spoken[number] for number in missing})
        if not numbers:
            return []
        query = AllOf((self._request.query("entries", level), AnyEntry(numbers)))
        ask = Ask(kind="entries", query=query, limit=len(numbers), count=False, payload=False)
        return self._weighed(self._index.ask(ask)[0].found, spoken)

    def _undecided(self, found: _Found, head: Sequence[Scored], missing: Mapping[int, Heard]) -> tuple[int, ...]:
        """Of the records known by what is spoken in them alone those that their own text could bring onto this page. It
        counts at most as much as the least of what was found by text."""
        ends = self._request.first + self._request.per_page
        if ends > len(head) or self._request.plan.excluded:
            return tuple(missing)
        certain = [*(candidate.score for candidate in head), *(heard for _, heard in missing.values())]
        last = heapq.nlargest(ends, certain)[-1]
        most = min(scored.score for scored in found.entries.found)
        return tuple(number for number, heard in missing.items() if at_most(most, heard, self._weights) >= last)

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
