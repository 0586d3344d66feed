"""The text of Word documents, for `plain` to read: paragraphs, and tables of time, speaker and words.

word/document.xml is read directly. python-docx would load every part of the file, pictures too, before the first
word; here the one part that holds the speech is streamed, and its size is known beforehand. Deleted revisions and
text boxes are left out. Standard: ECMA-376 part 1, §17.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from archive.transcripts import plain, safe_xml
from archive.transcripts.marks import joined
from archive.transcripts.model import Draft
from archive.transcripts.plain import Line
from archive.transcripts.safe_xml import local_name
from archive.transcripts.timecodes import TIMECODE

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_BLOCK_DEPTH = 3  # w:document, w:body, then paragraphs and tables
_BREAKS = {"br": "\n", "cr": "\n", "tab": " "}
_LEFT_OUT = frozenset(("del", "moveFrom", "txbxContent", "Fallback", "pPr", "rPr"))
_HEADINGS = frozenset(("时间", "时间码", "说话人", "发言人", "讲话人", "姓名", "内容", "文字", "转写", "序号", "备注"))
_TIME_CELL = re.compile(rf"[\[(（【]?\s*({TIMECODE}(?:\s*[-–—~～至到>]+\s*{TIMECODE})?)\s*[\])）】]?")


def read(data: bytes, *, max_bytes: int) -> Draft:
    """Read a DOCX file; a line is a paragraph, counted from 1. Raises TranscriptError for any other file."""
    document = safe_xml.unzip(data, "word/document.xml", max_bytes=max_bytes)
    return plain.read_lines("DOCX", list(_lines(document)), may_be_wrapped=False)


def _lines(document: bytes) -> Iterator[Line]:
    number = 0
    for block in safe_xml.at_depth(document, _BLOCK_DEPTH):
        rows = [row for row in block.iter() if local_name(row) == "tr"] if local_name(block) == "tbl" else []
        for row in rows:
            number += 1
            yield Line(number, _row_text(row))
        for paragraph in () if rows else _paragraphs(block):
            number += 1
            yield from (Line(number, line.strip()) for line in _text(paragraph).split("\n"))


def _paragraphs(block: Element) -> list[Element]:
    """The paragraphs of a block: itself, or those inside a content control."""
    return [element for element in _walk(block) if local_name(element) == "p"]


def _walk(element: Element) -> Iterator[Element]:
    """The element and all inside it, in order, without what is left out."""
    stack = [element]
    while stack:
        current = stack.pop()
        if local_name(current) not in _LEFT_OUT:
            yield current
            stack.extend(reversed(list(current)))


def _text(element: Element) -> str:
    parts = []
    for piece in _walk(element):
        name = local_name(piece)
        parts.append((piece.text or "") if name == "t" else _BREAKS.get(name, ""))
    return "".join(parts)


def _row_text(row: Element) -> str:
    """A table row as a line: the cells may be number, time, speaker and words, in any order but the words last."""
    cells = [joined(map(_text, _paragraphs(cell))) for cell in row if local_name(cell) == "tc"]
    if all(cell in _HEADINGS for cell in cells):
        return ""
    times = [match[1] for cell in cells if (match := _TIME_CELL.fullmatch(cell))]
    words = [cell for cell in cells if not _TIME_CELL.fullmatch(cell)]
    return _line(times, words[1:] if len(words) > 1 and words[0].isdigit() else words)


def _line(times: Sequence[str], words: Sequence[str]) -> str:
    time = f"[{'-'.join(times[:2])}]" if times else ""
    label, text = (words[0], joined(words[1:])) if len(words) > 1 else ("", joined(words))
    return f"{label}{time}：{text}" if label else f"{time} {text}".strip()
