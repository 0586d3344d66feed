"""The recordings of an interview as the page's own audio elements need them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from archive.models import Interview, InterviewPart
from media.models import Recording
from museum.timecodes import seconds

QUALITIES = ("normal", "low", "film")
"""Recipes a browser may play, in the order it is offered them; low first is the listener's choice."""

EARLY = "first"
"""The recipe that is there within seconds of an upload; played only until a better one is made."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file a browser may choose; `quality` is the recipe it was made by."""

    url: str
    media_type: str
    quality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One recording on the interview's own clock. Without sources `state` says why there is nothing to hear yet;
    `low_bytes` is what the small version costs on a phone."""

    title: str
    offset_ms: int
    duration_ms: int
    is_video: bool
    sources: list[Source] = field(default_factory=list)
    peaks_url: str = ""
    poster_url: str = ""
    low_bytes: int = 0
    state: str = ""


def parts_of(interview: Interview, start_ms: int | None = None, end_ms: int | None = None) -> list[Part]:
    """In order. The part that holds `start_ms` opens at that second, also without script (media fragment `#t=`)."""
    rows = sorted(interview.parts.all(), key=lambda row: row.offset_ms)
    holding = max((row.offset_ms for row in rows if start_ms is not None and row.offset_ms <= start_ms), default=None)
    return [
        part_of(row, _fragment(row, start_ms, end_ms) if start_ms and row.offset_ms == holding else "") for row in rows
    ]


def part_at(interview: Interview, start_ms: int, end_ms: int) -> Part | None:
    """The one recording that holds a moment, set to play from there to the end of the moment."""
    found = [part for part in parts_of(interview, start_ms, end_ms) if part.offset_ms <= start_ms]
    return found[-1] if found and found[-1].sources else None


def part_of(row: InterviewPart, fragment: str = "") -> Part:
    recording = row.recording
    sources = _sources(recording, QUALITIES, fragment) or _sources(recording, [EARLY], fragment)
    return Part(
        title=row.title,
        offset_ms=row.offset_ms,
        duration_ms=recording.duration_ms,
        is_video=recording.is_video,
        sources=sources,
        peaks_url=recording.peaks_url,
        poster_url=recording.poster_url,
        low_bytes=low.files[0]["size_bytes"] if (low := recording.asset.served("low")) and low.files else 0,
        state="" if sources else recording.state_text,
    )


def _sources(recording: Recording, recipes: Sequence[str], fragment: str) -> list[Source]:
    return [
        Source(f"{file.url}{fragment}", file.media_type, recipe)
        for recipe in recipes
        for file in recording.asset.served_files(recipe)
    ]


def _fragment(row: InterviewPart, start_ms: int, end_ms: int | None) -> str:
    end = f",{seconds(end_ms - row.offset_ms)}" if end_ms else ""
    return f"#t={seconds(start_ms - row.offset_ms)}{end}"
