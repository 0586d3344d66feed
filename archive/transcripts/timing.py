"""The last look at a draft: ends filled in where they are known, and warnings about time, length and speakers."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from archive.transcripts.marks import flags_in
from archive.transcripts.model import Cue, Draft
from archive.transcripts.timecodes import short

_LONGEST_MS = 60_000
_LONGEST_TIMED = 300
_LONGEST_PARAGRAPH = 1500


def settle(draft: Draft) -> None:
    """Complete the cues of a draft, in place."""
    cues = [_checked_span(draft, cue) for cue in draft.cues]
    _warn_of_order(draft, cues)
    draft.cues = [_completed(cue, following) for cue, following in zip_longest(cues, cues[1:])]
    _warn_of_length(draft)
    _warn_of_speakers(draft)


def _checked_span(draft: Draft, cue: Cue) -> Cue:
    """An end that is not after its start is no end."""
    if cue.start_ms is None or cue.end_ms is None or cue.end_ms > cue.start_ms:
        return cue
    draft.warn(cue.line, "结束不晚于开始，结束时间改用下一句的开始。")
    return replace(cue, end_ms=None)


def _warn_of_order(draft: Draft, cues: list[Cue]) -> None:
    previous: Cue | None = None
    for cue in cues:
        if cue.start_ms is None:
            continue
        if previous is not None and previous.line != cue.line:
            _warn_of_pair(draft, previous, cue, cue.start_ms)
        previous = cue


def _warn_of_pair(draft: Draft, previous: Cue, cue: Cue, start_ms: int) -> None:
    if previous.start_ms is not None and start_ms < previous.start_ms:
        draft.warn(cue.line, f"时间倒退：上一句从 {short(previous.start_ms)} 开始，这一句从 {short(start_ms)} 开始。")
    elif previous.end_ms is not None and start_ms < previous.end_ms:
        draft.warn(cue.line, f"与上一句重叠 {(previous.end_ms - start_ms) / 1000:.1f} 秒。")


def _completed(cue: Cue, following: Cue | None) -> Cue:
    """The cue with its flags, and with the next one's start for an end that the file does not give."""
    next_start_ms = following.start_ms if following else None
    end_ms = cue.end_ms
    if cue.start_ms is not None and end_ms is None and next_start_ms is not None and next_start_ms > cue.start_ms:
        end_ms = next_start_ms
    return replace(cue, end_ms=end_ms, flags=flags_in(cue.text))


def _warn_of_length(draft: Draft) -> None:
    for cue in draft.cues:
        timed = cue.start_ms is not None
        if len(cue.text) > (_LONGEST_TIMED if timed else _LONGEST_PARAGRAPH):
            draft.warn(cue.line, f"这一句有 {len(cue.text)} 字，太长，听的人难跟上；可以拆开。")
        elif cue.start_ms is not None and cue.end_ms is not None and cue.end_ms - cue.start_ms > _LONGEST_MS:
            seconds = (cue.end_ms - cue.start_ms) // 1000
            draft.warn(cue.line, f"这一句长 {seconds} 秒，中间可能漏了时间。")


def _warn_of_speakers(draft: Draft) -> None:
    missing = [cue for cue in draft.cues if not cue.speaker]
    if missing and len(missing) == len(draft.cues):
        draft.warn(0, "整份没有写说话人。")
        return
    for cue in missing:
        draft.warn(cue.line, "这一句没有说话人。")
