"""The beginning of a line in an untagged transcript: who speaks, from when to when, and the words that follow.

谭铁山：进厂是七五年。              访谈者：您贵姓？
说话人1 00:12                       谭小禾(00:01:02): 好的。
[00:12] 谭小禾：好的。              00:00:12 - 00:00:15 说话人 2
00:01:02 那时候……                   【00:01:02】
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.transcripts import labels
from archive.transcripts.timecodes import TIMECODE, read_ms

_SPOKEN = r"(?:\d{1,3}小时)?(?:\d{1,3}分钟?)?(?:\d{1,2}秒)?"
_RANGE = rf"({TIMECODE})(?:\s*(?:-->|[-–—~～至到]+)\s*({TIMECODE}))?"
_IN_BRACKETS = rf"[\[(（【<{{]\s*(?:{_RANGE}|({_SPOKEN}))\s*[\])）】>}}]"
_BRACKETED = re.compile(rf"{_IN_BRACKETS}\s*")
_BARE = re.compile(rf"{_RANGE}(?=\s|$)\s*[-–—|]?\s*")
_LABEL_THEN_BRACKETED = re.compile(rf"\*{{0,2}}({labels.LABEL})\s*[：:]?\s*{_IN_BRACKETS}\s*\*{{0,2}}\s*[：:]?\s*")
_LABEL_THEN_BARE = re.compile(rf"\*{{0,2}}({labels.LABEL})\s+{_RANGE}\*{{0,2}}\s*(?:[：:]\s*|$|(?<=\s))")
_LABEL_ALONE = re.compile(rf"({labels.LABEL})\s?[：:]?")


@dataclass(frozen=True, slots=True)
class Head:
    """What a line opens with. A label is a candidate only: `labels.accepted` decides over the whole file."""

    label: str | None
    start_ms: int | None
    end_ms: int | None
    text: str
    bare_minutes: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time in brackets inside a line."""

    start_ms: int
    end_ms: int | None
    position: int
    after: int


def head_of(line: str) -> Head | None:
    """The head of a line, None when the line is only text."""
    return _label_and_time(line) or _time_first(line) or _label_only(line)


def stamps_in(line: str) -> list[Stamp]:
    """The times in brackets inside a line: 那天[00:03:10]我去……"""
    stamps = []
    for match in _BRACKETED.finditer(line):
        start_ms, end_ms = _times(match.group(1, 2, 3))
        if start_ms is not None:
            stamps.append(Stamp(start_ms, end_ms, match.start(), match.end()))
    return stamps


def _times(parts: tuple[str | None, ...]) -> tuple[int | None, int | None]:
    start, end, spoken = (*parts, None)[:3]
    start_ms = read_ms(start or spoken or "")
    return start_ms, read_ms(end) if end else None


def _label_and_time(line: str) -> Head | None:
    for pattern in (_LABEL_THEN_BRACKETED, _LABEL_THEN_BARE):
        match = pattern.match(line)
        if match is None or match[1].isdigit():
            continue
        start_ms, end_ms = _times(match.groups()[1:])
        if start_ms is not None:
            return Head(match[1].strip(), start_ms, end_ms, line[match.end() :].strip())
    return None


def _time_first(line: str) -> Head | None:
    bracketed = _BRACKETED.match(line)
    match = bracketed or _BARE.match(line)
    if match is None:
        return None
    start_ms, end_ms = _times(match.groups())
    if start_ms is None:
        return None
    rest = line[match.end() :].strip()
    bare_minutes = bracketed is None and end_ms is None and len(re.findall("[:：]", match[1])) == 1
    if found := labels.opening(rest):
        return Head(found[0], start_ms, end_ms, found[1].strip(), bare_minutes)
    if (alone := _LABEL_ALONE.fullmatch(rest)) and labels.is_role(alone[1].strip()):
        return Head(alone[1].strip(), start_ms, end_ms, "", bare_minutes)
    return Head(None, start_ms, end_ms, rest, bare_minutes)


def _label_only(line: str) -> Head | None:
    found = labels.opening(line)
    return Head(found[0], None, None, found[1].strip()) if found else None
