"""Finds what was asked in a text and tells why it counts as found, in the text's own characters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from search.entries import REASONS, Reason, TextParts
from search.text.normalise import Normalised, normalise
from search.text.streams import Analyzer, runs

ELLIPSIS = "…"
MOST_MARKED = 20_000
"""Of a longer text only the beginning is marked and shown."""
NOT_HEARD: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Needle:
    """One wanted word and everything that would stand for it in a text. `typed` are the visitor's own characters."""

    typed: str
    exact: frozenset[str]
    runs: tuple[str, ...] = ()
    """The pieces of a word that punctuation breaks: all of them together stand for the whole."""
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
    """Marks texts for one set of needles. Sound is listened for only where it was asked for: it is slow and seldom
    right."""

    def __init__(self, needles: Sequence[Needle], analyzer: Analyzer, *, by_sound: bool) -> None:
        self._needles = needles
        self._analyzer = analyzer
        self._by_sound = by_sound

    def mark(self, text: str) -> Marked:
        text = text[:MOST_MARKED]
        normalised = normalise(text)
        found: list[Mark] = []
        missing: list[Needle] = []
        for needle in self._needles:
            exact = self._exact(needle, normalised, text)
            found += exact
            if not exact:
                missing.append(needle)
        for way in (self._numbers, self._synonyms, self._sounds):
            if missing:
                missing = way(missing, normalised, found)
        return Marked(text, _merged(found), len(missing))

    def _numbers(self, needles: list[Needle], normalised: Normalised, found: list[Mark]) -> list[Needle]:
        """Adds marks to `found`; returns the needles that are still missing."""
        if not any(needle.numbers for needle in needles):
            return needles
        told = self._analyzer.mentions(normalised.text)
        missing = []
        for needle in needles:
            places = [mention for mention in told if needle.numbers.intersection(mention.tokens)]
            found += [Mark(*normalised.original_range(place.start, place.end), "number") for place in places]
            if not places:
                missing.append(needle)
        return missing

    def _synonyms(self, needles: list[Needle], normalised: Normalised, found: list[Mark]) -> list[Needle]:
        if not any(needle.groups for needle in needles):
            return needles
        groups = self._analyzer.lexicon.groups
        forms = [form for form in self._analyzer.lexicon.find(normalised.text) if len(form.form) > 1]
        missing = []
        for needle in needles:
            places = [form for form in forms if needle.groups.intersection(groups[form.form])]
            found += [Mark(*normalised.original_range(place.start, place.end), "synonym") for place in places]
            if not places:
                missing.append(needle)
        return missing

    def _sounds(self, needles: list[Needle], normalised: Normalised, found: list[Mark]) -> list[Needle]:
        if not self._by_sound or not any(needle.sounds for needle in needles):
            return needles
        heard: dict[int, set[str]] = {}
        for token in self._analyzer.sounds(normalised.text, runs(normalised.text)):
            heard.setdefault(token.start, set()).add(token.text)
        missing = []
        for needle in needles:
            length = len(needle.sounds)
            places = [
                start
                for start in heard
                if length and all(needle.sounds[at] & heard.get(start + at, NOT_HEARD) for at in range(length))
            ]
            found += [Mark(*normalised.original_range(start, start + length + 1), "sound") for start in places]
            if not places:
                missing.append(needle)
        return missing

    def _exact(self, needle: Needle, normalised: Normalised, text: str) -> list[Mark]:
        found = [mark for word in needle.exact for mark in _occurrences(word, needle.typed, normalised, text)]
        if found or len(needle.runs) < 2:
            return found
        pieces = [list(_occurrences(run, needle.typed, normalised, text)) for run in needle.runs]
        return [mark for marks in pieces for mark in marks] if all(pieces) else []


def _occurrences(word: str, typed: str, normalised: Normalised, text: str) -> Iterator[Mark]:
    start = normalised.text.find(word)
    while start >= 0:
        end = start + len(word)
        if _whole(normalised.text, start, end):
            first, last = normalised.original_range(start, end)
            yield Mark(first, last, "exact" if text[first:last] in typed else "variant")
        start = normalised.text.find(word, end)


def _whole(text: str, start: int, end: int) -> bool:
    """A Latin word or a number is found whole only; Chinese has no such borders."""
    first, last = text[start], text[end - 1]
    before = (
        start > 0 and first.isascii() and first.isalnum() and text[start - 1].isascii() and text[start - 1].isalnum()
    )
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
