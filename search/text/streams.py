"""Turns text into the token streams that engines store and match.

| stream    | made of                                            | finds                         |
|-----------|----------------------------------------------------|-------------------------------|
| `word`    | dictionary words, lexicon words never split        | whole words first             |
| `bigram`  | pairs of Han characters; other words whole         | every word, every name        |
| `unigram` | single Han characters; other words whole           | one character                 |
| `sound`   | pairs of syllables as `search.text.sound` has them | what was misheard             |
| `number`  | see `search.text.numbers`                          | 五八年 for 1958年             |
| `synonym` | groups of the lexicon                              | 火碱 for 烧碱                 |

Punctuation and white space break every stream: no token spans them.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

import rjieba

from search.lexicon import Lexicon
from search.text.normalise import normalise
from search.text.numbers import Mention, mentions
from search.text.script import HAN
from search.text.sound import folded, syllable

Stream = Literal["word", "bigram", "unigram", "sound", "number", "synonym"]
STREAMS: tuple[Stream, ...] = ("word", "bigram", "unigram", "sound", "number", "synonym")

RUN = re.compile(rf"(?P<han>[{HAN}]+)|(?:(?![{HAN}])[^\W_])+")
LONGEST_WORD = 64
"""A longer Latin word is cut into pieces: engines refuse tokens of thousands of characters."""

MAY_TELL_NUMBER = re.compile(r"[0-9零〇一二两三四五六七八九十百千廿卅]")


class Token(NamedTuple):
    """start..end is the token's range, in the normalised text or the original as the giver says."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """An unbroken stretch of Han characters, or one word in another script."""

    text: str
    start: int
    is_han: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def runs(normalised: str) -> list[Run]:
    found: list[Run] = []
    for match in RUN.finditer(normalised):
        if match["han"]:
            found.append(Run(match[0], match.start(), True))
        else:
            found.extend(
                Run(match[0][at : at + LONGEST_WORD], match.start() + at, False)
                for at in range(0, len(match[0]), LONGEST_WORD)
            )
    return found


class Analyzer:
    """The streams of a text under one lexicon. Stateless but for the lexicon; safe to share between threads."""

    VERSION = "6"
    """Raise it when any stream changes for the same text and lexicon: every index is then rebuilt."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    @property
    def fingerprint(self) -> str:
        return f"{self.VERSION}-{self.lexicon.fingerprint}"

    def streams(self, text: str) -> dict[Stream, str]:
        """The tokens of each stream, separated by spaces, as they are stored."""
        return {
            stream: " ".join([token.text for token in tokens])
            for stream, tokens in self._all(normalise(text).text).items()
        }

    def tokens(self, text: str, stream: Stream) -> list[Token]:
        """The tokens of one stream with their ranges in the original text."""
        normalised = normalise(text)
        found = self._all(normalised.text)[stream]
        return [Token(token.text, *normalised.original_range(token.start, token.end)) for token in found]

    def _all(self, normalised: str) -> dict[Stream, list[Token]]:
        pieces = runs(normalised)
        return {
            "word": list(self.words(normalised, pieces)),
            "bigram": list(bigrams(pieces)),
            "unigram": list(unigrams(pieces)),
            "sound": list(self.sounds(normalised, pieces)),
            "number": list(self.numbers(normalised)),
            "synonym": list(self.synonyms(normalised)),
        }

    def words(self, normalised: str, pieces: list[Run]) -> Iterator[Token]:
        kept = self.lexicon.longest(normalised)
        for run in pieces:
            if not run.is_han:
                yield Token(run.text, run.start, run.start + len(run.text))
                continue
            at, end = run.start, run.start + len(run.text)
            for found in kept:
                if at <= found.start and found.end <= end:
                    yield from _dictionary_words(normalised[at : found.start], at)
                    yield Token(found.form, found.start, found.end)
                    at = found.end
            yield from _dictionary_words(normalised[at:end], at)

    def sounds(self, normalised: str, pieces: list[Run]) -> Iterator[Token]:
        surnames = self.lexicon.surname_readings
        for run in pieces:
            if not run.is_han:
                continue
            said = [_folded_sound(character) for character in run.text]
            for at, (first, second) in enumerate(itertools.pairwise(said)):
                start = run.start + at
                if first and second:
                    yield Token(f"{first}'{second}", start, start + 2)
                for reading in surnames.get(run.text[at], ()):
                    if folded(reading) != first and second:
                        yield Token(f"{folded(reading)}'{second}", start, start + 2)
        yield from self._lexicon_sounds(normalised)

    def _lexicon_sounds(self, normalised: str) -> Iterator[Token]:
        for word, said in self.lexicon.readings.items():
            start = normalised.find(word)
            while start >= 0:
                for at, (first, second) in enumerate(itertools.pairwise(said)):
                    yield Token(f"{folded(first)}'{folded(second)}", start + at, start + at + 2)
                start = normalised.find(word, start + 1)

    def numbers(self, normalised: str) -> Iterator[Token]:
        for mention in self.mentions(normalised):
            for token in mention.tokens:
                yield Token(token, mention.start, mention.end)

    def mentions(self, normalised: str) -> list[Mention]:
        """The numbers told in a normalised text, but for those that are part of a word (三班倒)."""
        if not MAY_TELL_NUMBER.search(normalised):
            return []
        words = [found for found in self.lexicon.longest(normalised) if found.form in self.lexicon.number_words]
        return [
            mention
            for mention in mentions(normalised)
            if not any(found.start <= mention.start < found.end for found in words)
        ]

    def synonyms(self, normalised: str) -> Iterator[Token]:
        groups = self.lexicon.groups
        for found in self.lexicon.find(normalised):
            if len(found.form) > 1:
                for group in groups[found.form]:
                    yield Token(group_token(group), found.start, found.end)


def bigrams(pieces: list[Run]) -> Iterator[Token]:
    """Pairs of Han characters; what stands alone, whole; where scripts meet, the word with its neighbour: 1958年."""
    before: Run | None = None
    for run in pieces:
        text, start = run.text, run.start
        if before is not None and before.end == start and before.is_han != run.is_han:
            first, last = (before.text[-1], text) if before.is_han else (before.text, text[0])
            yield Token(first + last, start - len(first), start + len(last))
        before = run
        if not run.is_han or len(text) == 1:
            yield Token(text, start, run.end)
        else:
            for at in range(len(text) - 1):
                yield Token(text[at : at + 2], start + at, start + at + 2)


def unigrams(pieces: list[Run]) -> Iterator[Token]:
    for run in pieces:
        if run.is_han:
            for at, character in enumerate(run.text, run.start):
                yield Token(character, at, at + 1)
        else:
            yield Token(run.text, run.start, run.start + len(run.text))


def group_token(group: str) -> str:
    """A lexicon group as a token: without the spaces a form may have."""
    return "_".join(group.split())


def _dictionary_words(text: str, start: int) -> Iterator[Token]:
    if not text:
        return
    at = start
    for word in rjieba.cut(text):
        if len(word) > 2:
            for part in _parts(word):
                offset = at + word.find(part)
                yield Token(part, offset, offset + len(part))
        yield Token(word, at, at + len(word))
        at += len(word)


@lru_cache(maxsize=20_000)
def _parts(word: str) -> tuple[str, ...]:
    """The shorter words inside a long one, as a search engine's dictionary gives them."""
    return tuple(part for part in rjieba.cut_for_search(word) if part != word and len(part) > 1)


@lru_cache(maxsize=50_000)
def _folded_sound(character: str) -> str:
    said = syllable(character)
    return folded(said) if said else ""
