"""Cuts a transcript into passages, the unit in which speech is found.

A single cue is too short to rank (a speaker's sentence runs over two or three of them) and a whole interview too
long to land in. A passage is a window over consecutive segments of one speaker, about sixty to a hundred and fifty
characters, and each window begins with the last segment of the one before: a phrase that a cue border cuts is whole
in one of them.
"""

from collections.abc import Iterator, Sequence

from search.entries import Passage, Span, Spoken

MOST_CHARACTERS = 120
"""A window takes no further segment that would make it longer than this; one longer segment is a window by itself."""


def cut(segments: Sequence[Spoken]) -> tuple[Passage, ...]:
    """The passages of a transcript, in speaking order.

    A passage's id is made of the ids of its first and last segment: re-importing an unchanged stretch keeps it.
    """
    return tuple(_passage(window) for turn in _turns(segments) for window in _windows(turn))


def _turns(segments: Sequence[Spoken]) -> Iterator[list[Spoken]]:
    """Runs of consecutive segments by one speaker; segments without text are left out."""
    turn: list[Spoken] = []
    for segment in segments:
        if not segment.text.strip():
            continue
        if turn and turn[-1].speaker != segment.speaker:
            yield turn
            turn = []
        turn.append(segment)
    if turn:
        yield turn


def _windows(turn: Sequence[Spoken]) -> Iterator[list[Spoken]]:
    window: list[Spoken] = []
    length = 0
    for segment in turn:
        if window and length + len(segment.text) > MOST_CHARACTERS:
            yield window
            window = [window[-1]]
            length = len(window[-1].text)
        window.append(segment)
        length += len(segment.text)
    yield window


def _passage(window: Sequence[Spoken]) -> Passage:
    """Joins the segments: Chinese runs on without a gap, Latin words get the space they need."""
    text = ""
    spans: list[Span] = []
    for segment in window:
        words = segment.text.strip()
        if text and _needs_space(text[-1], words[0]):
            text += " "
        spans.append(
            Span(
                segment_id=segment.segment_id,
                start_ms=segment.start_ms,
                end_ms=segment.end_ms,
                offset=len(text),
                length=len(words),
            )
        )
        text += words
    first, last = window[0].segment_id, window[-1].segment_id
    identity = first if first == last else f"{first}~{last}"
    return Passage(id=identity, speaker=window[0].speaker, text=text, spans=tuple(spans))


def _needs_space(before: str, after: str) -> bool:
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
