"""What of a page a visitor may point at and say 这里有错: the words as this reader reads them, and nothing besides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from archive import corrections
from archive.models import Interview, Person, Place
from archive.rights import may_tell_life
from museum.listening import Line, choose_transcript, lines_of
from museum.passage import ends_of, passage_between
from museum.reader import Reader
from museum.timecodes import timecode

AROUND: Final = 4
"""Lines shown before and after the moment somebody names."""
WITHOUT_WORDS: Final = frozenset({"place", *(part for part in corrections.LABELS if part.startswith("date_"))})
"""What may be added where nothing stands yet."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that can be put right, and what it says now."""

    name: str
    label: str
    words: str
    note: str = ""


def parts_of(record: Any, reader: Reader) -> list[Part]:
    """In the order of the page; empty for somebody whose life is not told."""
    if isinstance(record, Person) and not may_tell_life(record, reader.viewer):
        return []
    _model, names = corrections.PARTS[record.KIND]
    parts = (Part(name, corrections.label_of(name), shown_words(record, name, reader)) for name in names)
    return [part for part in parts if part.words or part.name in WITHOUT_WORDS]


def part_of(record: Any, name: str, reader: Reader) -> Part | None:
    """None for what is not shown to this reader: cut, closed, or never there."""
    if corrections.is_line(name):
        return _line(record, name, reader) if isinstance(record, Interview) else None
    return next((part for part in parts_of(record, reader) if part.name == name), None)


def shown_words(record: Any, name: str, reader: Reader) -> str:
    if isinstance(record, Person) and name == "name":
        return record.label(reader.viewer) or ""
    if name == "place":
        place: Place | None = record.place
        return str(place) if place is not None and (place.live or not reader.is_public) else ""
    return reader.say(corrections.words_of(record, name))


def lines_at(interview: Interview, reader: Reader, at_ms: int, layer: str = "") -> list[Line]:
    """The lines around a moment, without what is cut."""
    transcript = choose_transcript(interview.transcripts.readable(), layer)
    if transcript is None:
        return []
    transcript.interview = interview
    lines: Sequence[Line] = lines_of(transcript, reader)
    here = max((n for n, line in enumerate(lines) if line.start_ms <= at_ms), default=0)
    near = lines[max(here - AROUND, 0) : here + AROUND + 1]
    return [line for line in near if not line.is_cut and line.text.strip()]


def _line(interview: Interview, name: str, reader: Reader) -> Part | None:
    uid = name.removeprefix(corrections.LINE)
    ends = ends_of(interview, uid, uid)
    passage = passage_between(interview, ends, reader) if ends else None
    if passage is None or not passage.lines[0].text.strip():
        return None
    line = passage.lines[0]
    return Part(name, corrections.label_of(name), line.text, note=timecode(line.start_ms))
