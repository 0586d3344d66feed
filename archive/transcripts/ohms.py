"""OHMS XML, the interchange form of oral-history indexes (Nunn Center, versions 3 to 6).

A record has an index of points (seconds, title, synopsis, keywords) and one of two transcripts: `vtt_transcript`, or
plain text in `transcript` with `sync` marks. Sync `1:|13(4)|27(2)` says: a mark every 1 minute, the first in line 13,
the second in line 27 (lines counted from 0, the word in brackets); so its times are exact to that interval only.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from archive.transcripts import plain, safe_xml, vtt
from archive.transcripts.encoding import split_lines
from archive.transcripts.model import Draft, IndexPoint, Problem, TranscriptError
from archive.transcripts.plain import Line
from archive.transcripts.safe_xml import local_name
from archive.transcripts.timecodes import read_ms

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MARK = re.compile(r"(\d+)(?:\(\d*\))?")
_FOOTNOTES = re.compile(r"\[\[footnotes\]\].*?\[\[/footnotes\]\]", re.DOTALL)
_FOOTNOTE = re.compile(r"\[\[footnote\]\]\d*\[\[/footnote\]\]")
_FACTS = {
    "title": "标题",
    "date": "日期",
    "language": "语言",
    "interviewee": "讲述人",
    "interviewer": "采访人",
    "accession": "编号",
    "duration": "时长",
    "description": "简介",
    "rights": "权利",
}


def read(text: str) -> Draft:
    """Read an OHMS record. Problems are noted in the draft. Raises TranscriptError for XML that is no such record."""
    root = safe_xml.parse(text)
    record = next((element for element in root.iter() if local_name(element) == "record"), None)
    if record is None:
        raise TranscriptError([Problem(0, "这份 XML 里没有 OHMS 的 record，不是 OHMS 文件。")])
    fields = {local_name(child): child for child in record}
    draft = _transcript(fields, text)
    draft.metadata.update(_facts(fields))
    index = fields.get("index")
    draft.index_points = _index(draft, index) if index is not None else []
    return draft


def _facts(fields: dict[str, Element]) -> dict[str, str]:
    facts = {}
    for name, label in _FACTS.items():
        element = fields.get(name)
        value = "" if element is None else (element.text or element.get("value") or "").strip()
        if value:
            facts[label] = value
    return facts


def _transcript(fields: dict[str, Element], text: str) -> Draft:
    webvtt = _body(fields, "vtt_transcript")
    if webvtt.strip():
        return _shifted(vtt.read(webvtt.strip()), _line_of(text, "vtt_transcript"))
    spoken = _FOOTNOTE.sub("", _FOOTNOTES.sub("", _body(fields, "transcript")))
    marks, minutes = _marks(_body(fields, "sync"))
    lines = _with_marks(split_lines(spoken), marks)
    draft = plain.read_lines("OHMS", lines)
    if marks:
        draft.warn(0, f"OHMS 的时间点每 {minutes} 分钟一个，句子的时间只准到这个程度。")
    return _shifted(draft, _line_of(text, "transcript"))


def _body(fields: dict[str, Element], name: str) -> str:
    element = fields.get(name)
    return "" if element is None else element.text or ""


def _line_of(text: str, name: str) -> int:
    """Lines of the file before an element's text."""
    return text.count("\n", 0, max(text.find(f"<{name}>"), 0))


def _shifted(draft: Draft, lines: int) -> Draft:
    """The draft with line numbers of the whole file."""
    draft.format = "OHMS"
    draft.cues = [replace(cue, line=cue.line + lines) for cue in draft.cues]
    for problems in (draft.warnings, draft.problems):
        problems[:] = [Problem(one.line + lines if one.line else 0, one.reason) for one in problems]
    return draft


def _marks(sync: str) -> tuple[dict[int, int], int]:
    """Milliseconds by line, and the interval in minutes."""
    head, _, rest = sync.strip().partition(":")
    if not head.isdigit() or int(head) < 1:
        return {}, 0
    marks: dict[int, int] = {}
    for count, mark in enumerate(rest.split("|")):
        if (match := _MARK.fullmatch(mark.strip())) and count:
            marks.setdefault(int(match[1]), count * int(head) * 60_000)
    return ({0: 0} | marks if marks else {}), int(head)


def _with_marks(lines: list[str], marks: dict[int, int]) -> list[Line]:
    """The lines, each marked one with its time in brackets, as `plain` reads it; a mark on a blank line moves down."""
    marked: list[Line] = []
    waiting: int | None = None
    for number, line in enumerate(lines):
        waiting = marks.get(number, waiting)
        if line.strip() and waiting is not None:
            line = f"[{waiting // 60_000}:00] {line.strip()}"
            waiting = None
        marked.append(Line(number + 1, line.strip()))
    return marked


def _index(draft: Draft, index: Element) -> list[IndexPoint]:
    """The points in the order of time; one ends where the next begins."""
    points: list[IndexPoint] = []
    for position, element in enumerate((child for child in index if local_name(child) == "point"), start=1):
        fields = {local_name(child): (child.text or "").strip() for child in element}
        start_ms = _seconds_ms(fields.get("time", ""))
        if start_ms is None:
            draft.refuse(0, f"索引第 {position} 条的时间“{fields.get('time', '')[:20]}”看不懂，应写成秒数。")
        else:
            points.append(_point(start_ms, fields))
    points.sort(key=lambda point: point.start_ms)
    return [replace(one, end_ms=other.start_ms if other else None) for one, other in zip_longest(points, points[1:])]


def _point(start_ms: int, fields: dict[str, str]) -> IndexPoint:
    return IndexPoint(
        start_ms=start_ms,
        title=fields.get("title", "").strip(" ;"),
        synopsis=fields.get("synopsis", ""),
        partial_transcript=fields.get("partial_transcript", ""),
        keywords=_terms(fields.get("keywords", "")),
        subjects=_terms(fields.get("subjects", "")),
    )


def _seconds_ms(text: str) -> int | None:
    return int(text) * 1000 if text.isdigit() and len(text) < 7 else read_ms(text)


def _terms(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term.strip() for term in re.split(r"[;；]", text) if term.strip()))
