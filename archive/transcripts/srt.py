"""SubRip, as people have it: blank lines inside a text, numbers missing or repeated, a dot for the comma.

Read by ourselves for the sake of line numbers: the srt library is as forgiving, but tells neither the line of a cue nor
that of a fault. The numbers only count cues, an insertion shifts them all, so they are no ids. The tests read what
`serialise` writes with the srt library.
"""

from __future__ import annotations

import re

from archive.transcripts.encoding import split_lines
from archive.transcripts.model import Draft
from archive.transcripts.timed import Block, add_cues, is_timing, read_timing, refuse_timing

# {\an8} puts a subtitle at the top of the picture.
_POSITION = re.compile(r"\{\\an?\d{1,2}\}")


def read(text: str) -> Draft:
    """Read a file with lines like 00:00:01,000 --> 00:00:02,500. Problems are noted in the draft."""
    draft = Draft("SRT")
    lines = split_lines(text)
    timings = [position for position, line in enumerate(lines) if is_timing(line)]
    starts = [position - 1 if _is_number(lines, position - 1) else position for position in timings]
    if any(line.strip() for line in lines[: starts[0]]):
        draft.warn(1, "开头这几行不属于任何一句，已略去。")
    blocks: list[Block] = []
    for timing, start, end in zip(timings, starts, [*starts[1:], len(lines)], strict=True):
        span = read_timing(lines[timing])
        if span is None:
            refuse_timing(draft, timing + 1, lines[timing])
        else:
            spoken = (_POSITION.sub("", line) for line in lines[timing + 1 : end])
            blocks.append(Block(None, *span, start + 1, tuple(filter(str.strip, spoken))))
    add_cues(draft, blocks)
    return draft


def _is_number(lines: list[str], position: int) -> bool:
    return position >= 0 and lines[position].strip().isdigit()
