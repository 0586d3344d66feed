"""What of an interview may get out, and in whose name: the one way from segments to index, captions and exports.

A segment that is redacted, or that touches a restriction in force, is not there. Voices become the names the public may
read; names said in passing are masked. The sound of the same ranges is muted (`archive.services.sound`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from archive.masking import NameMask, name_mask
from archive.models import IndexPoint, Interview, InterviewParticipant, MomentMention, Segment, Transcript
from archive.rights import Channel, Range, Viewer, is_cut, may, merge_ranges, shown_name
from archive.states import Layer, TranscriptStatus
from search.entries import Spoken

LAYERS_OF_SPEECH = (Layer.RAW, Layer.EDITED)
"""Which layer passages are cut from: what was said, with its exact times; the edited text only without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A segment as it may be read. `voice` is the transcript's own label, `speaker` what the person may be called."""

    uid: str
    start_ms: int
    end_ms: int
    voice: str
    speaker: str
    heading: str
    text: str
    is_unsure: bool
    is_inaudible: bool


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
    interview = transcript.interview
    if transcript.status == TranscriptStatus.DRAFT or not may(Channel.SEE, interview, viewer, today):
        return ()
    mask = mask or name_mask(viewer, today)
    called = voices(interview, viewer, mask)
    ranges = cut_ranges(interview, today)
    return tuple(_line(segment, called, mask, viewer) for segment in uncut(transcript.segments.all(), ranges))


def uncut(segments: Iterable[Segment], ranges: Sequence[Range]) -> Iterable[Segment]:
    """The segments that may be read."""
    return (row for row in segments if not row.is_redacted and not is_cut(row.start_ms, row.end_ms, ranges))


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


def _line(segment: Segment, called: Mapping[str, str], mask: NameMask, viewer: Viewer) -> Line:
    speaker = called.get(segment.speaker)
    if speaker is None:
        known = shown_name(segment.person, viewer) if segment.person else None
        speaker = known or mask(segment.speaker)
    return Line(
        uid=segment.uid,
        start_ms=segment.start_ms,
        end_ms=segment.end_ms,
        voice=segment.speaker,
        speaker=speaker,
        heading=mask(segment.heading),
        text=mask(segment.text),
        is_unsure=segment.is_unsure,
        is_inaudible=segment.is_inaudible,
    )
