"""What WebVTT and SubRip share: blocks of a time span and lines of text become cues with speakers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.transcripts import labels, payload
from archive.transcripts.marks import joined
from archive.transcripts.model import Cue, Draft
from archive.transcripts.timecodes import read_ms

_TIMING = re.compile(r"\s*([\d:：.,]+)\s*--?>\s*([\d:：.,]+)(?:\s.*)?")
_Pieces = list[tuple[str | None, str]]


@dataclass(frozen=True, slots=True)
class Block:
    """One cue as the file has it: its time span and its lines of text, markup and all."""

    id: str | None
    start_ms: int
    end_ms: int
    line: int
    lines: tuple[str, ...]


def is_timing(line: str) -> bool:
    """Whether a line is meant as a time span, well written or not."""
    return "-->" in line


def read_timing(line: str) -> tuple[int, int] | None:
    """Start and end of a time span in milliseconds, None when it is badly written. Settings after it are ignored."""
    match = _TIMING.fullmatch(line)
    if match is None:
        return None
    start_ms, end_ms = read_ms(match[1]), read_ms(match[2])
    return None if start_ms is None or end_ms is None else (start_ms, end_ms)


def refuse_timing(draft: Draft, number: int, line: str) -> None:
    shown = line.strip()[:60]
    draft.refuse(number, f"时间“{shown}”看不懂，应写成 00:01:02.345 --> 00:01:05.000 这样。")


def add_cues(draft: Draft, blocks: list[Block]) -> None:
    """Turn blocks into cues. Speakers come from <v>; where a file has none, from labels like 讲述人：."""
    parsed = [_pieces(draft, block) for block in blocks]
    if not any(speaker for pieces in parsed for speaker, _ in pieces):
        parsed = _labelled(parsed)
    for block, pieces in zip(blocks, parsed, strict=True):
        spoken = [(speaker, text) for speaker, text in pieces if text]
        if not spoken:
            draft.warn(block.line, "这一句没有文字，已略去。")
        if len({speaker for speaker, _ in spoken}) > 1:
            draft.warn(block.line, "这一句里有不止一位说话人，已拆开；几句的时间相同。")
        for position, (speaker, text) in enumerate(spoken):
            cue_id = block.id if position == 0 else None
            draft.cues.append(
                Cue(
                    id=cue_id,
                    start_ms=block.start_ms,
                    end_ms=block.end_ms,
                    speaker=speaker or "",
                    text=text,
                    line=block.line,
                )
            )


def _pieces(draft: Draft, block: Block) -> _Pieces:
    """The voices of a block; its lines stay apart, because a label may open each."""
    pieces, unknown = payload.voices("\n".join(block.lines))
    for name in dict.fromkeys(unknown):
        draft.warn(block.line, f"不认识标记 <{name}>，已去掉。")
    if any(speaker for speaker, _ in pieces):
        return [(speaker, joined(text.split("\n"))) for speaker, text in pieces]
    return [(None, line.strip()) for _, text in pieces for line in text.split("\n") if line.strip()]


def _labelled(parsed: list[_Pieces]) -> list[_Pieces]:
    """Labels out of the lines; a line without one is still the last speaker's."""
    openings = (labels.opening(line) for pieces in parsed for _, line in pieces)
    known = labels.accepted(found[0] for found in openings if found)
    speaker: str | None = None
    result: list[_Pieces] = []
    for pieces in parsed:
        turns: list[tuple[str | None, list[str]]] = []
        for _, line in pieces:
            found = labels.opening(line)
            opens = found is not None and found[0] in known
            if found is not None and opens:
                speaker, line = found
            if opens or not turns:
                turns.append((speaker, []))
            turns[-1][1].append(line)
        result.append([(speaker, joined(lines)) for speaker, lines in turns])
    return result
