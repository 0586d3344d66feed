"""An interview as it is read: which layer, whose voice, where something is cut, where a search hits.

What may be read is decided by `archive.speech`, the one way out for words. A segment it leaves out becomes the mark
此处应讲述人要求略去 here, one mark where several in a row are gone: how many were taken back is nobody's business.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from archive import speech
from archive.models import Interview, InterviewParticipant, Transcript
from archive.states import Layer, ParticipantRole
from museum.names import Name, name_of
from museum.reader import Reader
from search.entries import Match, TextParts

LAYER_ORDER = (Layer.EDITED, Layer.RAW, Layer.TRANSLATION)
"""What a visitor reads first: the words the narrator has signed, where there are any."""


class Line(NamedTuple):
    """One segment on the page. `turn` is the speaker where a new voice begins, else empty; a cut line has no text.
    `asks` marks the voice of somebody who is not the narrator."""

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
    asks: bool = False

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
    told = speech.lines_and_cuts(transcript, reader.viewer, mask=reader.mask)
    return list(_merged(told, found, asking_voices(transcript.interview)))


def asking_voices(interview: Interview) -> frozenset[str]:
    """What the transcript calls those who ask."""
    rows = interview.participants.all()
    return frozenset(row.voice_label for row in rows if row.kind == ParticipantRole.INTERVIEWER and row.voice_label)


def _merged(
    told: Iterable[speech.Line | speech.Cut], found: Mapping[str, TextParts], asking: frozenset[str]
) -> Iterator[Line]:
    """Several cuts in a row are one; a name stands where the voice changes, and again after a cut."""
    held: Line | None = None
    before = ""
    for each in told:
        if isinstance(each, speech.Cut):
            held = held._replace(end_ms=each.end_ms) if held else Line(*each, is_cut=True)
            continue
        if held:
            yield held
            held, before = None, ""
        turn, before = each.speaker if each.speaker != before else "", each.speaker
        yield Line(
            each.uid, each.start_ms, each.end_ms, each.speaker, turn, each.heading, each.text, False,
            each.is_unsure, each.is_inaudible, found.get(each.uid, ()), each.voice in asking,
        )  # fmt: skip
    if held:
        yield held
