"""What of an interview may get out, and in whose name: the one way from segments to index, captions and exports.

A segment that is redacted, or that touches a restriction in force, is not there. Voices become the names the public may
read; names said in passing are masked. The sound of the same ranges is muted (`archive.services.sound`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from archive.masking import NameMask, name_mask
from archive.models import IndexPoint, Interview, InterviewParticipant, MomentMention, Person, Segment, Transcript
from archive.rights import Channel, Range, Viewer, is_cut, may, merge_ranges, shown_name
from archive.states import Layer, TranscriptStatus
from search.entries import Spoken

LAYERS_OF_SPEECH = (Layer.RAW, Layer.EDITED)
"""Which layer passages are cut from: what was said, with its exact times; the edited text only without it."""


class Line(NamedTuple):
    """A segment as it may be read. `voice` is the transcript's own label, `speaker` what the person may be called.

    A tuple, because an interview may have 5,000 of them and a page makes them all.
    """

    uid: str
    start_ms: int
    end_ms: int
    voice: str
    speaker: str
    heading: str
    text: str
    is_unsure: bool
    is_inaudible: bool


class Cut(NamedTuple):
    """A segment that must not get out: where it was, and nothing of it."""

    uid: str
    start_ms: int
    end_ms: int


def cut_ranges(interview: Interview, today: date | None = None) -> list[Range]:
    """Restricted ranges in force, in order. Uses prefetched restrictions where there are any; a preview of something
    that was never saved has none."""
    if interview.pk is None:
        return []
    return merge_ranges((row.start_ms, row.end_ms) for row in interview.restrictions.all() if row.holds(today))


def open_points(interview: Interview, today: date | None = None) -> list[IndexPoint]:
    """Index points not wholly inside what is cut: the title of a closed chapter would tell what it hides."""
    ranges = cut_ranges(interview, today)
    return [
        point
        for point in interview.index_points.all()
        if not any(start <= point.start_ms and point.end_ms <= end for start, end in ranges)
    ]


def open_mentions(interview: Interview, today: date | None = None) -> list[MomentMention]:
    """Marked moments that may be heard: what is spoken of where words are cut is part of what was cut."""
    ranges = cut_ranges(interview, today)
    return [row for row in interview.mentions.all() if not is_cut(row.start_ms, row.end_ms, ranges)]


def voices(interview: Interview, viewer: Viewer = Viewer.PUBLIC, mask: NameMask | None = None) -> dict[str, str]:
    """What each voice of the transcript is called in front of this viewer."""
    mask = mask or name_mask(viewer)
    return {
        row.voice_label: participant_label(row, viewer, mask) for row in interview.participants.all() if row.voice_label
    }


def participant_label(row: InterviewParticipant, viewer: Viewer, mask: NameMask) -> str:
    """The pseudonym of an anonymous participant, the name that may be said, or just the part played."""
    if row.display_label:
        return mask(row.display_label)
    part = row.voice_label or str(row.get_kind_display())
    if row.is_anonymous:
        return part
    if row.person is not None:
        return shown_name(row.person, viewer) or part
    return mask(row.name) or part


def lines(
    transcript: Transcript, viewer: Viewer = Viewer.PUBLIC, *, mask: NameMask | None = None, today: date | None = None
) -> tuple[Line, ...]:
    """The lines of a layer that this viewer may read, in order; none at all of an interview that is closed to them."""
    told = lines_and_cuts(transcript, viewer, mask=mask, today=today)
    return tuple(each for each in told if isinstance(each, Line))


def lines_and_cuts(
    transcript: Transcript, viewer: Viewer = Viewer.PUBLIC, *, mask: NameMask | None = None, today: date | None = None
) -> Iterator[Line | Cut]:
    """The same, with the places where something was cut."""
    interview = transcript.interview
    if transcript.status == TranscriptStatus.DRAFT or not may(Channel.SEE, interview, viewer, today):
        return
    mask = mask or name_mask(viewer, today)
    called = voices(interview, viewer, mask)
    ranges = cut_ranges(interview, today)
    rows = _rows(transcript)
    people = _people(rows, called)
    for row in rows:
        if _is_closed(row, ranges):
            yield Cut(row.uid, row.start_ms, row.end_ms)
        else:
            yield _line(row, called, people, mask, viewer)


def uncut(segments: Iterable[Segment], ranges: Sequence[Range]) -> Iterable[Segment]:
    """The segments that may be read."""
    return (row for row in segments if not _is_closed(row, ranges))


def _is_closed(row: Any, ranges: Sequence[Range]) -> bool:
    return row.is_redacted or (bool(ranges) and is_cut(row.start_ms, row.end_ms, ranges))


def _rows(transcript: Transcript) -> Sequence[Any]:
    """The segments that were prefetched, else all of them as bare rows: a fifth of the time of making models."""
    if "segments" in getattr(transcript, "_prefetched_objects_cache", {}):
        return list(transcript.segments.all())
    return list(transcript.segments.bare())


def _people(rows: Iterable[Any], called: Mapping[str, str]) -> Mapping[int, Person]:
    """Those who speak under no name of the interview's participants."""
    unknown = [row for row in rows if row.person_id and row.speaker not in called]
    joined: dict[int, Person] = {row.person_id: row.person for row in unknown if hasattr(row, "person")}
    missing = {row.person_id for row in unknown} - joined.keys()
    return joined | (Person.objects.in_bulk(missing) if missing else {})


def spoken(rows: Iterable[Line]) -> tuple[Spoken, ...]:
    """Lines as the search takes them."""
    return tuple(
        Spoken(segment_id=line.uid, start_ms=line.start_ms, end_ms=line.end_ms, speaker=line.speaker, text=line.text)
        for line in rows
        if line.text.strip()
    )


def layer_of_speech(transcripts: Iterable[Transcript]) -> Transcript | None:
    """The layer passages are cut from."""
    readable = {each.layer: each for each in transcripts if each.status != TranscriptStatus.DRAFT}
    return next((readable[layer] for layer in LAYERS_OF_SPEECH if layer in readable), None)


def _line(row: Any, called: Mapping[str, str], people: Mapping[int, Person], mask: NameMask, viewer: Viewer) -> Line:
    speaker = called.get(row.speaker)
    if speaker is None:
        known = shown_name(people[row.person_id], viewer) if row.person_id in people else None
        speaker = known or mask(row.speaker)
    return Line(
        row.uid,
        row.start_ms,
        row.end_ms,
        row.speaker,
        speaker,
        mask(row.heading),
        mask(row.text),
        row.is_unsure,
        row.is_inaudible,
    )
