"""Finds what was asked in a text and tells why it counts as found, in the text's own characters."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from search.entries import REASONS, Explanation, Reason, TextParts
from search.text.normalise import Normalised, normalise, normalised_text
from search.text.sound import signed
from search.text.streams import Analyzer

ELLIPSIS = "…"
MOST_PUNCTUATION = 3
"""Marks that part one phrase: a full stop, a closing quotation mark and a blank."""
MOST_MARKED = 20_000
"""Of a longer text only the beginning is marked and shown."""


@dataclass(frozen=True, slots=True)
class Needle:
    """One wanted word and everything that would stand for it in a text. `typed` are the visitor's own characters."""

    typed: str
    exact: frozenset[str]
    runs: tuple[str, ...] = ()
    """The pieces of a word that punctuation breaks: all of them together stand for the whole."""
    may_be_parted: bool = False
    """A phrase, which is there as well where punctuation parts it."""
    numbers: Mapping[str, str] = field(default_factory=dict)
    """Token of a number → the visitor's own characters that tell it."""
    renumbered: str = ""
    """The word with its numeral written the other way: 八级工 for 8级工."""
    groups: Mapping[str, str] = field(default_factory=dict)
    """Group of the lexicon → the visitor's own word of it."""
    beside_numbers: tuple[str, ...] = ()
    """What of the word tells no number, and must be there as well: 床 of 120张床."""
    beside_groups: tuple[str, ...] = ()
    """What of the word is no word of the lexicon."""
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
        return max([mark.reason for mark in self.marks], key=REASONS.index, default=None)


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


_Answer = tuple[list[Mark], bool]
"""Marks for one needle, and whether they are all of it."""


class Highlighter:
    """Marks texts for one set of needles. Sound is listened for only where it was asked for: it is slow and seldom
    right."""

    def __init__(self, needles: Sequence[Needle], analyzer: Analyzer, *, by_sound: bool) -> None:
        self._needles = needles
        self._analyzer = analyzer
        heard = (token for needle in needles for place in needle.sounds for token in place) if by_sound else ()
        self._listened_for = signed(heard)
        possible = {
            self._numbers: any(needle.numbers or needle.renumbered for needle in needles),
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
        missing: list[tuple[Needle, list[Mark]]] = []  # each with the marks of what is there of it
        for needle in self._needles:
            exact = self._exact(needle, read)
            found += exact
            if not exact:
                missing.append((needle, []))
        for way in self._other_ways:
            if not missing:
                break
            answers = way([needle for needle, _ in missing], read)
            sought, missing = missing, []
            for (needle, before), (marks, is_whole) in zip(sought, answers, strict=True):
                if is_whole:
                    found += marks
                else:
                    missing.append((needle, before + marks))
        found += [mark for _, parts in missing for mark in parts]
        if not found:
            return Marked(text, (), len(missing))
        return Marked(text, _merged(found), len(missing), _explained(found, text))

    def _numbers(self, needles: list[Needle], read: _Read) -> Iterator[_Answer]:
        told = self._analyzer.mentions(read.normalised.text)
        for needle in needles:
            written = needle.renumbered and list(_occurrences(needle.renumbered, "number", needle.typed, read))
            if written:
                yield written, True
                continue
            places = [
                (mention.start, mention.end, needle.numbers[token])
                for mention in told
                if (token := next((token for token in mention.tokens if token in needle.numbers), None))
            ]
            yield _with_the_rest(places, "number", needle.numbers, needle.beside_numbers, read)

    def _synonyms(self, needles: list[Needle], read: _Read) -> Iterator[_Answer]:
        text = read.normalised.text
        # Most texts are spared the search for the whole lexicon.
        is_possible = any(form in text for form in self._meant)
        groups = self._analyzer.lexicon.groups
        forms = [form for form in self._analyzer.lexicon.find(text) if len(form.form) > 1] if is_possible else []
        for needle in needles:
            places = [
                (form.start, form.end, needle.groups[name])
                for form in forms
                if (name := next((name for name in groups[form.form] if name in needle.groups), None))
            ]
            yield _with_the_rest(places, "synonym", needle.groups, needle.beside_groups, read)

    def _sounds(self, needles: list[Needle], read: _Read) -> Iterator[_Answer]:
        heard = self._analyzer.heard(read.normalised.text, self._listened_for)
        for needle in needles:
            # Where the word would begin, told by each of its pairs; all of them must agree.
            beginnings = (
                {start - at for token in place for start in heard.get(token, ())}
                for at, place in enumerate(needle.sounds)
            )
            length = len(needle.sounds)
            places = sorted(set.intersection(*beginnings)) if length and heard else []
            marks = [read.mark(start, start + length + 1, "sound", needle.typed) for start in places]
            yield marks, bool(marks)

    def _exact(self, needle: Needle, read: _Read) -> list[Mark]:
        text = read.normalised.text
        found: list[Mark] = []
        for word in needle.exact:
            if word in text:
                found += _occurrences(word, "variant", needle.typed, read)
        for word in needle.spelt:
            if word in text:
                found += _occurrences(word, "sound", needle.typed, read)
        if not found and needle.may_be_parted:
            return [read.mark(*match.span(), "variant", needle.typed) for match in _parted(needle.runs[0], text)]
        if found or len(needle.runs) < 2:
            return found
        pieces = [list(_occurrences(run, "variant", needle.typed, read)) for run in needle.runs]
        return [mark for marks in pieces for mark in marks] if all(pieces) else []


def _with_the_rest(
    places: Sequence[tuple[int, int, str]],
    reason: Reason,
    asked: Mapping[str, str],
    rest: Sequence[str],
    read: _Read,
) -> _Answer:
    """Marks where parts of a word are told otherwise, and where the rest of it stands: where it touches one of them,
    else, if it says something by itself, wherever it is. Whole when every part and all of the rest are there."""
    marks = [read.mark(start, end, reason, typed) for start, end, typed in places]
    is_whole = bool(places) and {typed for _, _, typed in places} >= set(asked.values())
    borders = {border for start, end, _ in places for border in (start, end)}
    for piece in rest if is_whole else ():
        starts = list(_places(piece, read.normalised.text))
        is_whole = is_whole and bool(starts)
        touching = [start for start in starts if not borders.isdisjoint((start, start + len(piece)))]
        shown = touching or (starts if len(piece) > 1 else [])
        marks += [read.mark(start, start + len(piece), "variant", piece) for start in shown]
    return marks, is_whole


def _places(word: str, text: str) -> Iterator[int]:
    """Where a word stands whole."""
    start = text.find(word)
    while start >= 0:
        if _whole(text, start, start + len(word)):
            yield start
        start = text.find(word, start + len(word))


def _parted(phrase: str, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"[^\w]{{0,{MOST_PUNCTUATION}}}".join(phrase), text)


def _occurrences(word: str, reason: Reason, typed: str, read: _Read) -> Iterator[Mark]:
    for start in _places(word, read.normalised.text):
        yield read.mark(start, start + len(word), reason, typed)


def _explained(marks: Sequence[Mark], text: str) -> tuple[Explanation, ...]:
    """What was found otherwise than it was typed, each pair once, in the order of the text."""
    if all(mark.reason == "exact" for mark in marks):
        return ()
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
