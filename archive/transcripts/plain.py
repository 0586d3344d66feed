"""Plain text (and the text of DOCX) in the forms that people and recognisers write; `heads` lists them.

Two passes: the first collects what may be speakers' labels in the whole file, the second makes turns. A timed turn is
one cue, up to the next head; an untimed turn is one cue a paragraph, since nothing else divides it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from archive.transcripts import labels
from archive.transcripts.encoding import split_lines
from archive.transcripts.heads import Head, head_of, stamps_in
from archive.transcripts.marks import joined
from archive.transcripts.model import Cue, Draft

_SENTENCE_END = re.compile(r"[。！？!?…”」』）)\]】]$")
_LONGEST_TITLE = 40
_ABOUT = re.compile(
    r"(?:标题|题目|主题|(?:采访|访谈|录音|整理|录制)?(?:时间|日期|地点|时长)|录音(?:文件|编号)?|"
    r"(?:整理|记录|转写|校对|录音|摄像)[者人]?|语言|方言|编号|备注|文件名?)"
)
_SHORT_ANSWER = re.compile(r"[^。！？!?，,；;]{1,16}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line and its number in the file."""

    number: int
    text: str


def read(text: str) -> Draft:
    """Read plain text. Problems are noted in the draft."""
    return read_lines("纯文字", [Line(number, line.strip()) for number, line in enumerate(split_lines(text), start=1)])


def read_lines(file_format: str, lines: Sequence[Line], *, may_be_wrapped: bool = True) -> Draft:
    """Read numbered lines, a blank one between paragraphs.

    Where lines may be wrapped, one that ends in mid-sentence goes on in the next; a paragraph of Word never does.
    """
    draft = Draft(file_format)
    body = _metadata(draft, lines)
    heads = [head_of(line.text) if line.text else None for line in body]
    named = [head for head in heads if head and head.label]
    known = labels.accepted(
        (head.label for head in named if head.label and head.start_ms is None),
        (head.label for head in named if head.label and head.start_ms is not None),
    )
    minutes = sum(head.bare_minutes for head in heads if head)
    checked = [_checked(head, known, minutes) for head in heads]
    turns = _Turns(draft, structured=any(checked), may_be_wrapped=may_be_wrapped)
    for line, head in zip(body, checked, strict=True):
        turns.add(line, head)
    turns.close(empty="最后只有说话人或时间，没有文字，已略去。")
    if draft.cues and not any(checked):
        draft.warn(0, "没有找到说话人和时间，每一段当作一句。")
    return draft


def _checked(head: Head | None, known: frozenset[str], minutes: int) -> Head | None:
    """The head, if its label is one in this file, and if a lone 12:30 is not simply the time of day in a sentence."""
    if head is None or (head.bare_minutes and minutes < 2):
        return None
    if head.label is None or head.label in known:
        return head
    return None


def _metadata(draft: Draft, lines: Sequence[Line]) -> Sequence[Line]:
    """Take 访谈时间：… and its like off the top of the file; the rest is what is spoken.

    采访人：谭小禾 counts among them when its line is short and the block ends with a blank line or goes on with such
    a line.
    """
    start = next((position for position, line in enumerate(lines) if line.text), len(lines))
    title = lines[start] if start < len(lines) and head_of(lines[start].text) is None else None
    position = start + 1 if title else start
    while position < len(lines) and not lines[position].text:
        position += 1
    block: list[tuple[str, str]] = []
    taken = 0
    for line in lines[position:]:
        found = labels.opening(line.text)
        if found is None or not (_ABOUT.fullmatch(found[0]) or _SHORT_ANSWER.fullmatch(found[1])):
            taken = taken if line.text else len(block)
            break
        block.append((found[0], found[1].strip()))
        taken = len(block) if _ABOUT.fullmatch(found[0]) else taken
    if not any(_ABOUT.fullmatch(name) for name, _ in block):
        return lines
    draft.metadata.update(block[:taken])
    if title:
        draft.metadata["标题"] = title.text
    return lines[position + taken :]


@dataclass(slots=True)
class _Turn:
    """The turn that is being read."""

    line: int
    speaker: str
    start_ms: int | None = None
    end_ms: int | None = None
    parts: list[str] = field(default_factory=list)


class _Turns:
    """Makes cues of lines."""

    def __init__(self, draft: Draft, *, structured: bool, may_be_wrapped: bool) -> None:
        self._draft = draft
        self._may_be_wrapped = may_be_wrapped
        self._structured = structured
        self._speaker = ""
        self._turn: _Turn | None = None
        self._gap = False
        self._last_number = 0

    def add(self, line: Line, head: Head | None) -> None:
        """Read one line; a blank one divides paragraphs."""
        if not line.text:
            self._gap = True
            return
        if head is not None:
            self.close(empty="这里只有说话人或时间，没有文字，已略去。")
            self._speaker = head.label or self._speaker
            self._write(self._begin(line.number, head.start_ms, head.end_ms), line.number, head.text)
        elif self._turn is None and self._structured:
            self._preface(line)
        else:
            self._write(self._paragraph(line), line.number, line.text)
        self._gap = False
        self._last_number = line.number

    def close(self, empty: str = "") -> None:
        """End the turn. A turn without text is dropped, with a warning where one is given."""
        turn, self._turn = self._turn, None
        if turn is None:
            return
        if text := joined(turn.parts):
            self._draft.cues.append(
                Cue(start_ms=turn.start_ms, end_ms=turn.end_ms, speaker=turn.speaker, text=text, line=turn.line)
            )
        elif empty:
            self._draft.warn(turn.line, empty)

    def _begin(self, number: int, start_ms: int | None = None, end_ms: int | None = None) -> _Turn:
        self._turn = _Turn(number, self._speaker, start_ms, end_ms)
        return self._turn

    def _paragraph(self, line: Line) -> _Turn:
        """The turn that a line without a head goes on. Without times, a paragraph is a cue of its own: it ends with a
        blank line or with a sentence; a line that ends in mid-sentence was only wrapped."""
        turn = self._turn
        if turn is None:
            return self._begin(line.number)
        if turn.start_ms is not None or not turn.parts or self._is_wrapped(line.number, turn.parts[-1]):
            return turn
        self.close()
        return self._begin(line.number)

    def _is_wrapped(self, number: int, last_part: str) -> bool:
        if number == self._last_number:
            return True
        return self._may_be_wrapped and not self._gap and not _SENTENCE_END.search(last_part)

    def _write(self, turn: _Turn, number: int, text: str) -> None:
        """Add text; a time in brackets inside it begins another cue of the same speaker."""
        position = 0
        for stamp in stamps_in(text):
            turn.parts.append(text[position : stamp.position].strip())
            self.close()
            turn = self._begin(number, stamp.start_ms, stamp.end_ms)
            position = stamp.after
        if rest := text[position:].strip():
            turn.parts.append(rest)

    def _preface(self, line: Line) -> None:
        if "标题" not in self._draft.metadata and len(line.text) <= _LONGEST_TITLE:
            self._draft.metadata["标题"] = line.text
        else:
            self._draft.warn(line.number, "这一行在第一位说话人之前，当作说明，不算转写。")
