"""An interview as it is read and heard: which layer, whose voice, what is cut, where a search hits.

What must not get out is decided by the archive (`Restriction`, `Segment.is_redacted`, `rights.is_cut`); here it becomes
the mark 应讲述人要求隐去, merged where several segments in a row are cut.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from archive.models import Interview, InterviewParticipant, Segment, Transcript
from archive.rights import Range, Viewer, is_cut
from archive.states import Layer
from museum.names import Name, name_of
from search.entries import Match, TextParts

LAYER_ORDER = (Layer.EDITED, Layer.RAW, Layer.TRANSLATION)
"""What a visitor reads first: the words the narrator has signed, where there are any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One segment on the page. `speaker` is empty where the same voice goes on; a cut line has no text."""

    uid: str
    start_ms: int
    end_ms: int
    voice: str
    speaker: str = ""
    heading: str = ""
    text: str = ""
    is_cut: bool = False
    is_unsure: bool = False
    is_inaudible: bool = False
    parts: TextParts = ()

    @property
    def length_ms(self) -> int:
        return self.end_ms - self.start_ms


@dataclass(frozen=True, slots=True)
class Voices:
    """What the voices of a transcript are called: 讲述人 becomes 周桂生, or the pseudonym, or stays 讲述人."""

    labels: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, speaker: str) -> str:
        return self.labels.get(speaker, speaker)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who took part, as this viewer may know them."""

    name: Name
    kind: str


def speakers_of(interview: Interview, viewer: Viewer) -> list[Speaker]:
    """Narrators, interviewers and others present, in the record's order."""
    found = ((row, speaker_name(row, viewer)) for row in interview.participants.all())
    return [Speaker(name, row.kind) for row, name in found if name]


def speaker_name(row: InterviewParticipant, viewer: Viewer) -> Name | None:
    """An anonymous participant is a pseudonym for everyone, with no way to a person."""
    if row.is_anonymous:
        return Name(row.display_label, role=row.role)
    if row.person_id:
        return name_of(row.person, viewer, role=row.role)
    return Name(row.display_label or row.name, role=row.role)


def voices_of(interview: Interview, viewer: Viewer) -> Voices:
    rows = interview.participants.all()
    named = ((row.voice_label, speaker_name(row, viewer)) for row in rows if row.voice_label)
    return Voices({label: name.text for label, name in named if name})


def choose_transcript(transcripts: Iterable[Transcript], wanted: str) -> Transcript | None:
    """The layer that was asked for, else the first there is in the order a visitor reads them."""
    by_layer = {transcript.layer: transcript for transcript in transcripts}
    order = [wanted, *LAYER_ORDER]
    return next((by_layer[layer] for layer in order if layer in by_layer), None)


def lines_of(
    segments: Sequence[Segment], voices: Voices, cuts: Sequence[Range], matches: Iterable[Match] = ()
) -> list[Line]:
    """The lines of a transcript, in order."""
    found = {match.segment_id: match.parts for match in matches}
    lines = list(_merged(_line(segment, voices, cuts, found) for segment in segments))
    for index, line in enumerate(lines):
        if index == 0 or line.voice != lines[index - 1].voice:
            lines[index] = replace(line, speaker=line.voice)
    return lines


def _line(segment: Segment, voices: Voices, cuts: Sequence[Range], found: Mapping[str, TextParts]) -> Line:
    cut = segment.is_redacted or is_cut(segment.start_ms, segment.end_ms, cuts)
    return Line(
        uid=segment.uid,
        start_ms=segment.start_ms,
        end_ms=segment.end_ms,
        voice=voices[segment.speaker],
        heading="" if cut else segment.heading,
        text="" if cut else segment.text,
        is_cut=cut,
        is_unsure=segment.is_unsure,
        is_inaudible=segment.is_inaudible,
        parts=() if cut else found.get(segment.uid, ()),
    )


def _merged(lines: Iterator[Line]) -> Iterator[Line]:
    """Several cut segments in a row are one mark: how many sentences are gone is nobody's business."""
    held: Line | None = None
    for line in lines:
        if held and line.is_cut:
            held = replace(held, end_ms=line.end_ms)
            continue
        if held:
            yield held
        held = line if line.is_cut else None
        if not line.is_cut:
            yield line
    if held:
        yield held
