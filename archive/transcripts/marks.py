"""What transcribers mark in the text: [听不清], （？）, ■■■."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.transcripts.model import Flag

BLACKED_OUT = "■■■"
"""Stands for words that may not leave the house."""

_OPEN, _CLOSE = r"[\[(（【〔]", r"[\])）】〕]"
_MORE = r"[^\])）】〕]{0,20}"
_MARKS = {
    Flag.INAUDIBLE: re.compile(
        rf"{_OPEN}\s*(?:无法听清|听不清楚?|不清楚|inaudible|unintelligible){_MORE}{_CLOSE}|□{{2,}}", re.IGNORECASE
    ),
    Flag.UNSURE: re.compile(rf"{_OPEN}\s*(?:[?？]+|不确定|存疑|待核|音|unsure)\s*[?？]?\s*{_CLOSE}", re.IGNORECASE),
    Flag.REDACTED: re.compile(
        rf"{_OPEN}\s*(?:已?(?:隐去|删去|略去|遮盖)|不公开|redacted){_MORE}{_CLOSE}|[■█]{{2,}}", re.IGNORECASE
    ),
}


def flags_in(text: str) -> frozenset[Flag]:
    """The flags that the marks in a text stand for."""
    return frozenset(flag for flag, pattern in _MARKS.items() if pattern.search(text))


def joined(lines: Iterable[str]) -> str:
    """The lines of one utterance: Latin words keep a space between them, Chinese has none."""
    parts: list[str] = []
    for line in filter(None, (line.strip() for line in lines)):
        if parts and parts[-1][-1].isascii() and line[0].isascii():
            parts.append(" ")
        parts.append(line)
    return "".join(parts)
