"""An interview as it is read: which layer, whose voice, where something is cut, where a search hits.

What may be read is decided by `archive.speech`, the one way out for words. A segment it leaves out becomes the mark
应讲述人要求隐去 here, one mark where several in a row are gone: how many were taken back is nobody's business.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from archive import speech
from archive.models import Interview, InterviewParticipant, Transcript
from archive.states import Layer
from museum.names import Name, name_of
from museum.reader import Reader
from search.entries import Match, TextParts

LAYER_ORDER = (Layer.EDITED, Layer.RAW, Layer.TRANSLATION)
"""What a visitor reads first: the words the narrator has signed, where there are any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One segment on the page. `turn` is the speaker where a new voice begins, else empty; a cut line has no text."""

    uid: str
    start_ms: int
    end_ms: int
    speaker: str = ""
    turn: str = ""
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
class Speaker:
    """Somebody who took part, as this reader may know them."""

    name: Name
    kind: str


def speakers_of(interview: Interview, reader: Reader) -> list[Speaker]:
    """Narrators, interviewers and others present, in the record's order."""
    found = ((row, speaker_name(row, reader)) for row in interview.participants.all())
    return [Speaker(name, row.kind) for row, name in found if name]


def speaker_name(row: InterviewParticipant, reader: Reader) -> Name | None:
    """An anonymous participant is a pseudonym for everyone, and leads to nobody."""
    role = reader.say(row.role)
    if row.person and not row.is_anonymous and not row.display_label:
        return name_of(row.person, reader, role=role)
    return Name(speech.participant_label(row, reader.viewer, reader.mask), role=role)


def choose_transcript(transcripts: Iterable[Transcript], wanted: str) -> Transcript | None:
    """The layer that was asked for, else the first there is in the order a visitor reads them."""
    by_layer = {transcript.layer: transcript for transcript in transcripts}
    order = [wanted, *LAYER_ORDER]
    return next((by_layer[layer] for layer in order if layer in by_layer), None)


def lines_of(transcript: Transcript, reader: Reader, matches: Iterable[Match] = ()) -> list[Line]:
    """The lines of a transcript, or of those of its segments that were prefetched, in order."""
    found = {match.segment_id: match.parts for match in matches}
    said = {line.uid: line for line in speech.lines(transcript, reader.viewer, mask=reader.mask)}
    lines = list(_merged(_all(transcript, said, found)))
    return [_with_turn(line, lines[index - 1] if index else None) for index, line in enumerate(lines)]


def _all(transcript: Transcript, said: Mapping[str, speech.Line], found: Mapping[str, TextParts]) -> Iterator[Line]:
    for segment in transcript.segments.all():
        line = said.get(segment.uid)
        if line is None:
            yield Line(uid=segment.uid, start_ms=segment.start_ms, end_ms=segment.end_ms, is_cut=True)
            continue
        yield Line(
            uid=line.uid,
            start_ms=line.start_ms,
            end_ms=line.end_ms,
            speaker=line.speaker,
            heading=line.heading,
            text=line.text,
            is_unsure=line.is_unsure,
            is_inaudible=line.is_inaudible,
            parts=found.get(line.uid, ()),
        )


def _merged(lines: Iterator[Line]) -> Iterator[Line]:
    held: Line | None = None
    for line in lines:
        if line.is_cut:
            held = replace(held, end_ms=line.end_ms) if held else line
            continue
        if held:
            yield held
            held = None
        yield line
    if held:
        yield held


def _with_turn(line: Line, before: Line | None) -> Line:
    return line if line.is_cut or (before and before.speaker == line.speaker) else replace(line, turn=line.speaker)
