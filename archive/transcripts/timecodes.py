"""Time-codes as they are written in transcripts, in milliseconds."""

from __future__ import annotations

import re

# hh:mm:ss, mm:ss or m:ss, with a fraction after a dot or a comma; a Chinese keyboard makes the colon full width.
TIMECODE = r"(?:\d{1,3}[:：])?\d{1,3}[:：]\d{2}(?:[.,]\d{1,3})?(?!\d)"

_PARTS = re.compile(r"(?:(\d{1,4})[:：])?(\d{1,3})[:：](\d{2})(?:[.,](\d{1,3}))?")
_SPOKEN = re.compile(r"(?:(\d{1,3})\s*(?:小时|时))?\s*(?:(\d{1,3})\s*分钟?)?\s*(?:(\d{1,2})\s*秒)?")


def read_ms(text: str) -> int | None:
    """Milliseconds of 00:01:02.345, 01:02, 1:02,5 or 1分2秒; None for anything else, 00:75 among it.

    Minutes may pass 59 only where no hours are written (75:10 is an hour and a quarter).
    """
    match = _PARTS.fullmatch(text.strip())
    if match is None:
        return _spoken_ms(text.strip())
    hours, minutes, seconds = int(match[1] or 0), int(match[2]), int(match[3])
    if seconds > 59 or (match[1] and minutes > 59):
        return None
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((match[4] or "0").ljust(3, "0"))


def format_ms(time_ms: int, *, point: str = ".") -> str:
    """hh:mm:ss.mmm as WebVTT writes it; SubRip wants a comma for the point."""
    seconds, milliseconds = divmod(time_ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}{point}{milliseconds:03d}"


def short(time_ms: int) -> str:
    """The time for people: 12:08, 1:02:03."""
    minutes, seconds = divmod(time_ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes:02d}:{seconds:02d}"


def _spoken_ms(text: str) -> int | None:
    match = _SPOKEN.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000
