"""Looks inside recordings: every segment of one that holds the query, or roughly where in several it is spoken."""

from collections.abc import Sequence

from search.engines.base import AllOf, AnyEntry, AnyTerm, Ask, Index
from search.entries import Match
from search.entry_numbers import number_of
from search.planning import Plan
from search.presenting import Presenter, opens_ms
from search.text.streams import Analyzer

MOST_WITHIN = 2000
"""Passages of one recording that are looked through for marks on its timeline."""
MOST_PLACES = 60
"""Places of one recording that are drawn beside it in a list of results."""


class Inside:
    """Asks one index about the passages of recordings that are known already."""

    def __init__(self, index: Index, analyzer: Analyzer) -> None:
        self._index = index
        self._analyzer = analyzer

    def within(self, entry_id: str, plan: Plan, viewer: frozenset[str]) -> list[Match]:
        """Every segment of one recording that holds the query, in speaking order, at the first level that finds any."""
        visible = AnyTerm("visibility", tuple(sorted(viewer)))
        for level in plan.levels:
            query = plan.query("passages", level)
            if query is None:
                return []
            own = AllOf((query, AnyEntry((number_of(entry_id),)), visible))
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

    def places(self, entry_ids: Sequence[str], plan: Plan, viewer: frozenset[str]) -> dict[str, tuple[int, ...]]:
        """Where in each of these recordings something is found: when the passages begin, in order, at most
        `MOST_PLACES` of each. One question for all of them, which is why it tells passages and not words."""
        visible = AnyTerm("visibility", tuple(sorted(viewer)))
        numbers = tuple(map(number_of, entry_ids))
        found: dict[str, set[int]] = {}
        for level in plan.levels:
            query = plan.query("passages", level)
            if query is None or not entry_ids:
                break
            ask = Ask(
                kind="passages",
                query=AllOf((query, visible)),
                limit=MOST_PLACES,
                best_of=numbers,
            )
            for passage in self._index.ask(ask)[0].found:
                found.setdefault(passage.entry_id, set()).add(opens_ms(passage))
            if found:
                break
        return {entry_id: tuple(sorted(starts)) for entry_id, starts in found.items()}


def _marked_characters(match: Match) -> int:
    return sum(len(text) for text, is_match in match.parts if is_match)
