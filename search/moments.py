"""Seconds about somebody or something: the passages in which an entry is spoken of.

Which passage speaks of what is settled when it is indexed (`Passage.mentions`, filled by the archive, which knows the
names), so that here one question to the engine answers, counts and stays exact however often a name is said.
"""

from search.documents import shown_of
from search.engines.base import AllOf, AnyTerm, Ask, Index, Scored
from search.entries import Moment, Moments
from search.presenting import names_marked, span_at, spoken_of_from
from search.text.highlight import parts_of

MOST_READ = 200
"""Passages that are read, of however many there are: more than any page shows."""

QUOTED_CHARACTERS = 120


def moments_of(index: Index, entry_id: str, *, viewer: frozenset[str]) -> Moments:
    """The moments this viewer may read. Raises EngineUnavailable and IndexMissing."""
    query = AllOf((AnyTerm("mentions", (entry_id,)), AnyTerm("visibility", tuple(sorted(viewer)))))
    (answer,) = index.ask(Ask(kind="passages", query=query, limit=MOST_READ))
    found = (_moment(passage, entry_id) for passage in answer.found)
    return Moments(found=tuple(sorted(found, key=_place)), total=answer.total)


def _place(moment: Moment) -> tuple[str, int]:
    return moment.entry_id, moment.start_ms


def _moment(passage: Scored, entry_id: str) -> Moment:
    shown = shown_of(passage.stored)
    segment_id, start_ms, *_ = span_at(shown["spans"], spoken_of_from(shown, (entry_id,)))
    return Moment(
        entry_id=passage.entry_id,
        segment_id=segment_id,
        start_ms=start_ms,
        end_ms=shown["spans"][-1][2],
        speaker=shown["speaker"],
        parts=parts_of(names_marked(shown, (entry_id,)), most=QUOTED_CHARACTERS),
    )
