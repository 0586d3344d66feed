"""Finds what was asked in a text and tells why it counts as found, in the text's own characters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.entries import REASONS, Reason, TextParts
from search.text.normalise import Normalised, normalise
from search.text.streams import Analyzer, runs

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Needle:
    """One wanted word and everything that would stand for it in a text. `typed` are the visitor's own characters."""

    typed: str
    exact: frozenset[str]
    numbers: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    sounds: tuple[frozenset[str], ...] = ()
    """For each pair of neighbouring syllables the tokens that would be heard; all must follow one another."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of the original text that matches."""

    start: int
    end: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Marked:
    """All marks of a text in order, none overlapping. `missing` counts the needles that are not there at all."""

    text: str
    marks: tuple[Mark, ...]
    missing: int

    @property
    def reason(self) -> Reason | None:
        """The weakest of the ways in which words were found; None when nothing was."""
        return max((mark.reason for mark in self.marks), key=REASONS.index) if self.marks else None


class Highlighter:
    """Marks texts for one set of needles."""

    def __init__(self, needles: Sequence[Needle], analyzer: Analyzer) -> None:
        self._needles = needles
        self._analyzer = analyzer

    def mark(self, text: str) -> Marked:
        normalised = normalise(text)
        found: list[Mark] = []
        missing = 0
        for needle in self._needles:
            marks = self._find(needle, normalised, text)
            found += marks
            missing += not marks
        return Marked(text, _merged(found), missing)

    def _find(self, needle: Needle, normalised: Normalised, text: str) -> list[Mark]:
        """The best way in which the needle is in the text."""
        if exact := list(self._exact(needle, normalised, text)):
            return exact
        if needle.numbers:
            told = [
                (mention.start, mention.end)
                for mention in self._analyzer.mentions(normalised.text)
                if needle.numbers.intersection(mention.tokens)
            ]
            if told:
                return [Mark(*normalised.original_range(*place), "number") for place in told]
        if needle.groups:
            groups = self._analyzer.lexicon.groups
            meant = [
                (found.start, found.end)
                for found in self._analyzer.lexicon.find(normalised.text)
                if groups[found.form] in needle.groups and len(found.form) > 1
            ]
            if meant:
                return [Mark(*normalised.original_range(*place), "synonym") for place in meant]
        return [Mark(*normalised.original_range(*place), "sound") for place in self._heard(needle, normalised.text)]

    def _exact(self, needle: Needle, normalised: Normalised, text: str) -> Iterable[Mark]:
        for word in needle.exact:
            start = normalised.text.find(word)
            while start >= 0:
                end = start + len(word)
                first, last = normalised.original_range(start, end)
                if _whole(normalised.text, start, end):
                    same = text[first:last] in needle.typed
                    yield Mark(first, last, "exact" if same else "variant")
                start = normalised.text.find(word, end)

    def _heard(self, needle: Needle, normalised: str) -> list[tuple[int, int]]:
        if not needle.sounds:
            return []
        by_start: dict[int, set[str]] = {}
        for token in self._analyzer.sounds(normalised, runs(normalised)):
            by_start.setdefault(token.start, set()).add(token.text)
        length = len(needle.sounds)
        return [
            (start, start + length + 1)
            for start in by_start
            if all(needle.sounds[at] & by_start.get(start + at, set()) for at in range(length))
        ]


def _whole(text: str, start: int, end: int) -> bool:
    """A Latin word or a number is found whole only; Chinese has no such borders."""
    first, last = text[start], text[end - 1]
    before = start > 0 and first.isascii() and first.isalnum() and text[start - 1].isascii() and text[start - 1].isalnum()
    after = end < len(text) and last.isascii() and last.isalnum() and text[end].isascii() and text[end].isalnum()
    return not before and not after


def _merged(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    merged: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if merged and mark.start < merged[-1].end:
            last = merged[-1]
            weaker = max(last.reason, mark.reason, key=REASONS.index) if mark.end > last.end else last.reason
            merged[-1] = Mark(last.start, max(last.end, mark.end), weaker)
        else:
            merged.append(mark)
    return tuple(merged)


def parts_of(marked: Marked, *, most: int = 0, context: int = 24) -> TextParts:
    """The text in pieces. With `most`, a stretch of about that many characters around the first mark, with ellipses."""
    start, end = 0, len(marked.text)
    if most and end > most:
        start = max(0, (marked.marks[0].start if marked.marks else 0) - context)
        end = min(len(marked.text), start + most)
        start = max(0, end - most)
    pieces: list[tuple[str, bool]] = [(ELLIPSIS, False)] if start else []
    at = start
    for mark in marked.marks:
        if mark.start >= end or mark.end <= start:
            continue
        if mark.start > at:
            pieces.append((marked.text[at : mark.start], False))
        pieces.append((marked.text[max(mark.start, at) : min(mark.end, end)], True))
        at = min(mark.end, end)
    if at < end:
        pieces.append((marked.text[at:end], False))
    if end < len(marked.text):
        pieces.append((ELLIPSIS, False))
    return tuple(pieces)


