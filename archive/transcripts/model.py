"""What a transcript file says, whatever format it came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Timing = Literal["none", "partial", "full"]


class Flag(StrEnum):
    """What the transcriber marked in the text. The marks themselves stay in the text: they are part of the source."""

    UNSURE = "unsure"
    INAUDIBLE = "inaudible"
    REDACTED = "redacted"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to look at, with its line in the file (paragraph in DOCX), counted from 1; 0 is the file as a whole."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"第 {self.line} 行：{self.reason}" if self.line else self.reason


class TranscriptError(ValueError):
    """A file that cannot be read. Nothing of it may be stored. Every problem is a Chinese sentence with its line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One piece of speech. Times are milliseconds from the start of the recording, None when the file does not say."""

    id: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    speaker: str = ""
    text: str
    flags: frozenset[Flag] = frozenset()
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPoint:
    """One entry of a time-coded index (OHMS): what is talked about from here on."""

    start_ms: int
    end_ms: int | None = None
    title: str
    synopsis: str = ""
    partial_transcript: str = ""
    keywords: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """A file understood: cues in the order of the file, and what the reader should be told about it."""

    cues: tuple[Cue, ...]
    index_points: tuple[IndexPoint, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    format: str
    encoding: str

    @property
    def speakers(self) -> tuple[str, ...]:
        """The speakers' labels in the order of their first words."""
        return tuple(dict.fromkeys(cue.speaker for cue in self.cues if cue.speaker))

    @property
    def timing(self) -> Timing:
        """Whether the starts are known of all cues ("full"), of some ("partial") or of none.

        The last cue of a full transcript may lack its end: only the recording knows it.
        """
        known = sum(cue.start_ms is not None for cue in self.cues)
        if not known:
            return "none"
        return "full" if known == len(self.cues) else "partial"


@dataclass(slots=True)
class Draft:
    """A transcript while a reader is at work on it."""

    format: str
    cues: list[Cue] = field(default_factory=list)
    index_points: list[IndexPoint] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def warn(self, line: int, reason: str) -> None:
        self.warnings.append(Problem(line, reason))

    def refuse(self, line: int, reason: str) -> None:
        """Note a problem that makes the file unusable; reading goes on, so that all problems can be mended at once."""
        self.problems.append(Problem(line, reason))
