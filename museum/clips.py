"""Pieces of interviews inside pages. All the clips of a page are fetched together: four queries, however many clips.

A clip's words are the transcript's words of today. What a narrator has taken back since the page was written is gone
from it, and a quotation typed by a curator is not shown when something in its range has been cut.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue

from archive.models import Interview, Restriction, Segment, Transcript
from archive.rights import Range, Viewer
from archive.states import ParticipantRole
from museum.cards import is_told
from museum.listening import Line, choose_transcript, lines_of, speakers_of, voices_of
from museum.templatetags.museum import seconds

Key = tuple[int, int, int]
"""Interview, start and end in milliseconds."""

MOST_SEGMENTS = 2_000
"""For all the clips of one page; a clip of an hour is a mistake, not a reason to fetch an hour of words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """A piece of an interview that this viewer may hear."""

    url: str
    title: str
    start_ms: int
    end_ms: int
    interview_ms: int
    narrator: str
    generation: str
    lines: Sequence[Line]
    parts: Sequence[Any]

    @property
    def length_ms(self) -> int:
        return self.end_ms - self.start_ms

    @property
    def is_cut(self) -> bool:
        return any(line.is_cut for line in self.lines)

    @property
    def words(self) -> str:
        return "".join(line.text for line in self.lines)


def key_of(value: Mapping[str, Any]) -> Key | None:
    """The clip a block asks for; None while the block is incomplete or its interview was deleted."""
    interview, start_ms, end_ms = value.get("interview"), value.get("start_ms"), value.get("end_ms")
    if not isinstance(interview, Interview) or start_ms is None or end_ms is None:
        return None
    return interview.pk, int(start_ms), int(end_ms)


def moments_in(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every struct of a page's body that points at a moment of an interview, however deep."""
    if isinstance(value, StreamValue):
        for child in value:
            yield from moments_in(child.value)
    elif isinstance(value, ListValue | list | tuple):
        for child in value:
            yield from moments_in(child)
    elif isinstance(value, StructValue):
        if "interview" in value:
            yield value
        for child in value.values():
            yield from moments_in(child)


def clips_of(body: StreamValue, viewer: Viewer) -> dict[Key, Clip]:
    """The clips of a page by what its blocks ask for. Interviews this viewer may not hear are left out."""
    wanted = {key for key in map(key_of, moments_in(body)) if key}
    if not wanted:
        return {}
    interviews = (
        Interview.objects.visible_to(viewer)
        .filter(pk__in={key[0] for key in wanted})
        .prefetch_related("participants__person", "parts__recording__asset__derivatives", "parts__recording__asset__original")
        .in_bulk()
    )
    cuts = cuts_of(interviews)
    segments = segments_of([key for key in wanted if key[0] in interviews])
    return {
        key: _clip(interviews[key[0]], key, segments.get(key, []), cuts[key[0]], viewer)
        for key in wanted
        if key[0] in interviews
    }


def cuts_of(interviews: Mapping[int, Interview]) -> Mapping[int, list[Range]]:
    """What must not get out, by interview."""
    found: dict[int, list[Range]] = defaultdict(list)
    for row in Restriction.objects.in_force().filter(interview__in=interviews):
        found[row.interview_id].append((row.start_ms, row.end_ms))
    return found


def segments_of(keys: Sequence[Key]) -> dict[Key, list[Segment]]:
    """The segments that begin inside each clip, in the layer a visitor reads first."""
    transcripts: dict[int, list[Transcript]] = defaultdict(list)
    for transcript in Transcript.objects.filter(interview__in={key[0] for key in keys}):
        transcripts[transcript.interview_id].append(transcript)
    chosen = {pk: found.pk for pk, rows in transcripts.items() if (found := choose_transcript(rows, ""))}
    ranges = Q(pk__in=[])
    for pk, start_ms, end_ms in keys:
        ranges |= Q(transcript=chosen.get(pk), start_ms__lt=end_ms, end_ms__gt=start_ms)
    rows = list(Segment.objects.filter(ranges).order_by("transcript", "order")[:MOST_SEGMENTS])
    return {key: [row for row in rows if row.transcript_id == chosen.get(key[0]) and _within(row, key)] for key in keys}


def _within(segment: Segment, key: Key) -> bool:
    """A segment belongs to a clip when the greater part of it is inside: editors cut a breath early or late."""
    _interview, start_ms, end_ms = key
    inside = min(segment.end_ms, end_ms) - max(segment.start_ms, start_ms)
    return inside * 2 >= segment.end_ms - segment.start_ms


def _clip(interview: Interview, key: Key, segments: list[Segment], cuts: list[Range], viewer: Viewer) -> Clip:
    _pk, start_ms, end_ms = key
    lines = lines_of(segments, voices_of(interview, viewer), cuts)
    anchor = f"#s-{lines[0].uid}" if lines else ""
    narrators = [row for row in interview.participants.all() if row.kind == ParticipantRole.NARRATOR]
    generations = [row.person.generation for row in narrators if is_told(row, viewer)]
    return Clip(
        url=f"{interview.get_absolute_url()}?t={seconds(start_ms)},{seconds(end_ms)}{anchor}",
        title=interview.title,
        start_ms=start_ms,
        end_ms=end_ms,
        interview_ms=interview.duration_ms,
        narrator="、".join(each.name.text for each in speakers_of(interview, viewer) if each.kind == ParticipantRole.NARRATOR),
        generation=min((each for each in generations if each), default=""),
        lines=lines,
        parts=list(interview.parts.all()),
    )
