"""WebVTT (https://www.w3.org/TR/webvtt1/), with cue ids and <v> speakers.

Read by ourselves: webvtt-py keeps ids and the first voice of a cue, but not line numbers, which every warning here
needs, nor a second voice. The tests read what `serialise` writes with webvtt-py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from archive.transcripts.encoding import split_lines
from archive.transcripts.model import Draft
from archive.transcripts.timed import Block, add_cues, is_timing, read_timing, refuse_timing


def read(text: str) -> Draft:
    """Read a file that begins with WEBVTT. Problems are noted in the draft."""
    draft = Draft("WebVTT")
    lines = split_lines(text)
    blocks = [block for first, chunk in _chunks(lines) if (block := _block(draft, first, chunk)) is not None]
    _header(draft, lines)
    add_cues(draft, _with_unique_ids(draft, blocks))
    return draft


def _chunks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines without a blank one, each with its line number, the header's left out."""
    chunk: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            chunk.append(line)
        elif chunk:
            if number - len(chunk) > 1:
                yield number - len(chunk), chunk
            chunk = []


def _header(draft: Draft, lines: list[str]) -> None:
    """Language: zh and the like, in the lines right below WEBVTT."""
    for line in lines[1:]:
        if not line.strip():
            return
        name, colon, value = line.partition(":")
        if colon and not is_timing(line):
            draft.metadata[name.strip()] = value.strip()


def _block(draft: Draft, first: int, chunk: list[str]) -> Block | None:
    head = chunk[0].split(maxsplit=1)[0]
    if head == "NOTE":
        note = " ".join(line.strip() for line in chunk)[4:].strip()
        draft.metadata["NOTE"] = "\n".join(filter(None, [draft.metadata.get("NOTE", ""), note]))
        return None
    if head in ("STYLE", "REGION") and not any(is_timing(line) for line in chunk[:2]):
        return None
    timing = next((position for position, line in enumerate(chunk[:2]) if is_timing(line)), None)
    if timing is None:
        draft.refuse(first, f"“{chunk[0].strip()[:40]}”没有时间：可能是一句话中间有空行，或时间行丢了。")
        return None
    extra = next((position for position, line in enumerate(chunk) if is_timing(line) and position > timing), None)
    if extra is not None:
        draft.refuse(first + extra, "两句之间少一个空行。")
        return None
    span = read_timing(chunk[timing])
    if span is None:
        refuse_timing(draft, first + timing, chunk[timing])
        return None
    cue_id = chunk[0].strip() if timing else None
    return Block(cue_id, *span, first, tuple(chunk[timing + 1 :]))


def _with_unique_ids(draft: Draft, blocks: list[Block]) -> list[Block]:
    """An id names one cue: the second of the same id goes without."""
    seen: dict[str, int] = {}
    unique: list[Block] = []
    for block in blocks:
        if block.id is not None and block.id in seen:
            draft.warn(block.line, f"编号 {block.id} 与第 {seen[block.id]} 行重复，这一句不用编号。")
            unique.append(replace(block, id=None))
        else:
            seen[block.id or ""] = block.line
            unique.append(block)
    return unique
