"""Finds what was asked in a text and tells why it counts as found, in the text's own characters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from search.entries import REASONS, Explanation, Reason, TextParts
from search.text.normalise import Normalised, normalise, normalised_text
from search.text.streams import Analyzer

ELLIPSIS = "…"
MOST_MARKED = 20_000
"""Of a longer text only the beginning is marked and shown."""


@dataclass(frozen=True, slots=True)
class Needle:
    """One wanted word and everything that would stand for it in a text. `typed` are the visitor's own characters."""

    typed: str
    exact: frozenset[str]
    runs: tuple[str, ...] = ()
    """The pieces of a word that punctuation breaks: all of them together stand for the whole."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Token of a number → the visitor's own characters that tell it."""
    groups: Mapping[str, str] = field(default_factory=dict)
    """Group of the lexicon → the visitor's own word of it."""
    sounds: tuple[frozenset[str], ...] = ()
    """For each pair of neighbouring syllables the tokens that would be heard; all must follow one another."""
    spelt: frozenset[str] = frozenset()
    """Words whose first letters were typed."""


class Mark(NamedTuple):
    """A range of the original text that matches, and what the visitor had written for it."""

    start: int
    end: int
    reason: Reason
    asked: str = ""


class Marked(NamedTuple):
    """All marks of a text in order, none overlapping. `missing` counts the needles that are not there at all;
    `explanations` tell of what is not there as it was typed."""

    text: str
    marks: tuple[Mark, ...]
    missing: int
    explanations: tuple[Explanation, ...] = ()

    @property
    def reason(self) -> Reason | None:
        """The weakest of the ways in which words were found; None when nothing was."""
        return max((mark.reason for mark in self.marks), key=REASONS.index) if self.marks else None


class _Read(NamedTuple):
    """A text with its normalised form, in which places are found that are marked in the original."""

    original: str
    normalised: Normalised

    def mark(self, start: int, end: int, reason: Reason, asked: str) -> Mark:
        """start..end of the normalised text; what is there as it was typed is exact, however it was found."""
        first, last = self.normalised.original_range(start, end)
        if self.original[first:last] == asked or (reason == "variant" and self.original[first:last] in asked):
            reason = "exact"
        elif self.normalised.text[start:end] == normalised_text(asked):
            reason = "variant"
        return Mark(first, last, reason, asked)


class Highlighter:
    """Marks texts for one set of needles. Sound is listened for only where it was asked for: it is slow and seldom
    right."""

    def __init__(self, needles: Sequence[Needle], analyzer: Analyzer, *, by_sound: bool) -> None:
        self._needles = needles
        self._analyzer = analyzer
        self._pairs = _pairs(needles) if by_sound else frozenset()
        possible = {
            self._numbers: any(needle.numbers for needle in needles),
            self._synonyms: any(needle.groups for needle in needles),
            self._sounds: by_sound and any(needle.sounds for needle in needles),
        }
        members = analyzer.lexicon.members
        self._meant = {form for needle in needles for name in needle.groups for form in members.get(name, ())}
        self._other_ways = [way for way, is_possible in possible.items() if is_possible]

    def mark(self, text: str) -> Marked:
        text = text[:MOST_MARKED]
        read = _Read(text, normalise(text))
        found: list[Mark] = []
        missing: list[Needle] = []
        for needle in self._needles:
            exact = self._exact(needle, read)
            found += exact
            if not exact:
                missing.append(needle)
        for way in self._other_ways:
            if missing:
                missing = way(missing, read, found)
        if not found:
            return Marked(text, (), len(missing))
        return Marked(text, _merged(found), len(missing), _explained(found, text))

    def _numbers(self, needles: list[Needle], read: _Read, found: list[Mark]) -> list[Needle]:
        """Adds marks to `found`; returns the needles that are still missing."""
        told = self._analyzer.mentions(read.normalised.text)
        missing = []
        for needle in needles:
            places = [
                (mention, token)
                for mention in told
                if (token := next((token for token in mention.tokens if token in needle.numbers), None))
            ]
            found += [read.mark(at.start, at.end, "number", needle.numbers[token]) for at, token in places]
            if not places:
                missing.append(needle)
        return missing

    def _synonyms(self, needles: list[Needle], read: _Read, found: list[Mark]) -> list[Needle]:
        text = read.normalised.text
        if not any(form in text for form in self._meant):  # spares most texts the search for the whole lexicon
            return needles
        groups = self._analyzer.lexicon.groups
        forms = [form for form in self._analyzer.lexicon.find(text) if len(form.form) > 1]
        missing = []
        for needle in needles:
            places = [
                (form, name)
                for form in forms
                if (name := next((name for name in groups[form.form] if name in needle.groups), None))
            ]
            found += [read.mark(at.start, at.end, "synonym", needle.groups[name]) for at, name in places]
            if not places:
                missing.append(needle)
        return missing

    def _sounds(self, needles: list[Needle], read: _Read, found: list[Mark]) -> list[Needle]:
        heard = self._analyzer.heard(read.normalised.text, self._pairs)
        missing = []
        for needle in needles:
            # Where the word would begin, told by each of its pairs; all of them must agree.
            beginnings = (
                {start - at for token in place for start in heard.get(token, ())}
                for at, place in enumerate(needle.sounds)
            )
            length = len(needle.sounds)
            places = sorted(set.intersection(*beginnings)) if length and heard else []
            found += [read.mark(start, start + length + 1, "sound", needle.typed) for start in places]
            if not places:
                missing.append(needle)
        return missing

    def _exact(self, needle: Needle, read: _Read) -> list[Mark]:
        text = read.normalised.text
        found: list[Mark] = []
        for word in needle.exact:
            if word in text:
                found += _occurrences(word, "variant", needle.typed, read)
        for word in needle.spelt:
            if word in text:
                found += _occurrences(word, "sound", needle.typed, read)
        if found or len(needle.runs) < 2:
            return found
        pieces = [list(_occurrences(run, "variant", needle.typed, read)) for run in needle.runs]
        return [mark for marks in pieces for mark in marks] if all(pieces) else []


def _pairs(needles: Sequence[Needle]) -> frozenset[tuple[str, str]]:
    """The pairs of syllables that any of the needles is made of."""
    tokens = (token.partition("'") for needle in needles for place in needle.sounds for token in place)
    return frozenset((first, second) for first, _, second in tokens)


def _occurrences(word: str, reason: Reason, typed: str, read: _Read) -> Iterator[Mark]:
    text = read.normalised.text
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if _whole(text, start, end):
            yield read.mark(start, end, reason, typed)
        start = text.find(word, end)


def _explained(marks: Iterable[Mark], text: str) -> tuple[Explanation, ...]:
    """What was found otherwise than it was typed, each pair once, in the order of the text."""
    told = (
        Explanation(found=text[mark.start : mark.end], asked=mark.asked, reason=mark.reason)
        for mark in sorted(marks, key=lambda mark: mark.start)
        if mark.reason != "exact"
    )
    return tuple(dict.fromkeys(told))


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
            merged[-1] = Mark(last.start, max(last.end, mark.end), weaker, last.asked)
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
