"""Transcripts out: WebVTT, SubRip, plain text.

WebVTT carries everything: ids, speakers, times to the millisecond; what it writes, `api.parse` reads back the same.
SubRip has no place for ids and plain text none for exact times; both are for people and players, WebVTT is for the
archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archive.transcripts.model import Cue, Problem, TranscriptError
from archive.transcripts.payload import escape
from archive.transcripts.timecodes import format_ms, short

_SHORTEST_MS = 1


def webvtt(cues: Iterable[Cue], *, language: str = "", notes: Iterable[str] = ()) -> str:
    """WebVTT of timed cues. Raises TranscriptError when a cue has no start."""
    header = "WEBVTT" + (f"\nLanguage: {language}" if language else "")
    blocks = [header, *(f"NOTE {_one_line(note)}" for note in notes)]
    for cue, (start_ms, end_ms) in _timed(cues):
        voice = f"<v {escape(_one_line(cue.speaker))}>" if cue.speaker else ""
        lines = [_id_line(cue.id)] if cue.id else []
        lines += [f"{format_ms(start_ms)} --> {format_ms(end_ms)}", voice + escape(_one_line(cue.text))]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def srt(cues: Iterable[Cue]) -> str:
    """SubRip of timed cues, the speaker before the text as a label. Raises TranscriptError when a cue has no start."""
    blocks = []
    for number, (cue, (start_ms, end_ms)) in enumerate(_timed(cues), start=1):
        span = f"{format_ms(start_ms, point=',')} --> {format_ms(end_ms, point=',')}"
        label = f"{cue.speaker}：" if cue.speaker else ""
        blocks.append(f"{number}\n{span}\n{label}{_one_line(cue.text)}\n")
    return "\n".join(blocks)


def plain(cues: Iterable[Cue], *, heading: Mapping[str, str] | None = None, with_times: bool = True) -> str:
    """Plain text, one turn a paragraph: 谭小禾(00:12): …; the times are those of the turns' first cues."""
    blocks = ["\n".join(f"{name}：{_one_line(value)}" for name, value in heading.items())] if heading else []
    speaker: str | None = None
    for cue in cues:
        if cue.speaker != speaker or not blocks:
            speaker = cue.speaker
            time = f"({short(cue.start_ms)})" if with_times and cue.start_ms is not None else ""
            blocks.append(f"{speaker}{time}：" if speaker else f"{time} ".lstrip())
        blocks[-1] += _one_line(cue.text)
    return "\n\n".join(blocks) + "\n"


def _timed(cues: Iterable[Cue]) -> Iterable[tuple[Cue, tuple[int, int]]]:
    """The cues with their spans. A missing end follows the start: only the recording knows it."""
    untimed: list[Problem] = []
    timed: list[tuple[Cue, tuple[int, int]]] = []
    for position, cue in enumerate(cues, start=1):
        if cue.start_ms is None:
            untimed.append(Problem(cue.line, f"第 {position} 句没有时间，写不成字幕；可以导出纯文字。"))
            continue
        end_ms = cue.end_ms if cue.end_ms is not None else cue.start_ms + _SHORTEST_MS
        timed.append((cue, (cue.start_ms, end_ms)))
    if untimed:
        raise TranscriptError(untimed)
    return timed


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _id_line(cue_id: str) -> str:
    return _one_line(cue_id).replace("-->", "→")
