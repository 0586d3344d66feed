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
import operator
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

import rjieba

from search.lexicon import Found, Lexicon, longest
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


Placed = tuple[list[str], list[int], list[int]]
"""Tokens as columns: their texts, starts and ends. Ten thousand tokens a second are made as columns in a tenth of the
time that as many objects take, and to be stored they need no places at all."""


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

    def streams(self, text: str, wanted: Collection[Stream] = STREAMS) -> dict[Stream, str]:
        """The tokens of each stream that is wanted, separated by spaces, as they are stored."""
        normalised = normalise(text).text
        pieces = runs(normalised)
        found = self.lexicon.find(normalised)
        return {stream: " ".join(self._placed(stream, normalised, pieces, found)[0]) for stream in wanted}

    def tokens(self, text: str, stream: Stream) -> list[Token]:
        """The tokens of one stream with their ranges in the original text."""
        normalised = normalise(text)
        placed = self._placed(stream, normalised.text, runs(normalised.text), self.lexicon.find(normalised.text))
        return [Token(text, *normalised.original_range(start, end)) for text, start, end in zip(*placed, strict=True)]

    def _placed(self, stream: Stream, normalised: str, pieces: Sequence[Run], found: Sequence[Found]) -> Placed:
        match stream:
            case "word":
                return _words(normalised, pieces, longest(found))
            case "bigram":
                return _bigrams(pieces)
            case "unigram":
                return _unigrams(pieces)
            case "sound":
                return self._sounds(normalised, pieces)
            case "number":
                return self._numbers(normalised, longest(found))
            case "synonym":
                return self._synonyms(found)

    def words(self, normalised: str, pieces: Sequence[Run]) -> list[Token]:
        return _tokens(_words(normalised, pieces, self.lexicon.longest(normalised)))

    def sounds(self, normalised: str, pieces: Sequence[Run]) -> list[Token]:
        return _tokens(self._sounds(normalised, pieces))

    def heard(self, normalised: str, wanted: Collection[tuple[str, str]]) -> dict[str, list[int]]:
        """The sound tokens made of these pairs that a normalised text holds, with the places where: what `sounds`
        tells, for a listener who knows what to listen for."""
        places: dict[str, list[int]] = defaultdict(list)
        said = [*map(FOLDED_SOUNDS.__getitem__, normalised)]
        if not {first for first, _ in wanted}.isdisjoint(said):
            for start, pair in enumerate(itertools.pairwise(said)):
                if pair in wanted:
                    places["'".join(pair)].append(start)
        surnames = self.lexicon.surname_readings
        if not surnames.keys().isdisjoint(normalised):
            for start, (character, second) in enumerate(zip(normalised, said[1:], strict=False)):
                for reading in map(folded, surnames.get(character, ())):
                    if (reading, second) in wanted and reading != said[start]:
                        places[f"{reading}'{second}"].append(start)
        for token, start in self._lexicon_sounds(normalised):
            if tuple(token.split("'")) in wanted:
                places[token].append(start)
        return places

    def _sounds(self, normalised: str, pieces: Sequence[Run]) -> Placed:
        texts: list[str] = []
        starts: list[int] = []
        surnames = self.lexicon.surname_readings
        for run in pieces:
            if not run.is_han:
                continue
            said = [*map(FOLDED_SOUNDS.__getitem__, run.text)]
            heard = [f"{first}'{second}" if first and second else "" for first, second in itertools.pairwise(said)]
            texts.extend(filter(None, heard))
            starts.extend(itertools.compress(range(run.start, run.end), heard))
            if surnames.keys().isdisjoint(run.text):
                continue
            for place, (character, second) in enumerate(zip(run.text, said[1:], strict=False)):
                for reading in surnames.get(character, ()):
                    if folded(reading) != said[place] and second:
                        texts.append(f"{folded(reading)}'{second}")
                        starts.append(run.start + place)
        for text, start in self._lexicon_sounds(normalised):
            texts.append(text)
            starts.append(start)
        return texts, starts, [start + 2 for start in starts]

    def _lexicon_sounds(self, normalised: str) -> Iterator[tuple[str, int]]:
        for word, said in self.lexicon.readings.items():
            start = normalised.find(word)
            while start >= 0:
                for at, (first, second) in enumerate(itertools.pairwise(said)):
                    yield f"{folded(first)}'{folded(second)}", start + at
                start = normalised.find(word, start + 1)

    def mentions(self, normalised: str) -> list[Mention]:
        """The numbers told in a normalised text, but for those that are part of a word (三班倒)."""
        if not MAY_TELL_NUMBER.search(normalised):
            return []
        return self._mentions(normalised, self.lexicon.longest(normalised))

    def _mentions(self, normalised: str, kept: Sequence[Found]) -> list[Mention]:
        words = [found for found in kept if found.form in self.lexicon.number_words]
        return [
            mention
            for mention in mentions(normalised)
            if not any(found.start <= mention.start < found.end for found in words)
        ]

    def _numbers(self, normalised: str, kept: Sequence[Found]) -> Placed:
        if not MAY_TELL_NUMBER.search(normalised):
            return [], [], []
        told = [(token, each) for each in self._mentions(normalised, kept) for token in each.tokens]
        return [token for token, _ in told], [each.start for _, each in told], [each.end for _, each in told]

    def _synonyms(self, found: Sequence[Found]) -> Placed:
        groups = self.lexicon.groups
        meant = [(group_token(group), each) for each in found if len(each.form) > 1 for group in groups[each.form]]
        return [token for token, _ in meant], [each.start for _, each in meant], [each.end for _, each in meant]


def bigrams(pieces: Sequence[Run]) -> list[Token]:
    """Pairs of Han characters; what stands alone, whole; where scripts meet, the word with its neighbour: 1958年."""
    return _tokens(_bigrams(pieces))


def unigrams(pieces: Sequence[Run]) -> list[Token]:
    return _tokens(_unigrams(pieces))


def _tokens(placed: Placed) -> list[Token]:
    return [Token(text, start, end) for text, start, end in zip(*placed, strict=True)]


def _bigrams(pieces: Sequence[Run]) -> Placed:
    texts: list[str] = []
    starts: list[int] = []
    before: Run | None = None
    for run in pieces:
        text, start = run.text, run.start
        if before is not None and before.end == start and before.is_han != run.is_han:
            first, last = (before.text[-1], text) if before.is_han else (before.text, text[0])
            texts.append(first + last)
            starts.append(start - len(first))
        before = run
        if not run.is_han or len(text) == 1:
            texts.append(text)
            starts.append(start)
        else:
            texts.extend(map(operator.add, text, text[1:]))
            starts.extend(range(start, start + len(text) - 1))
    return texts, starts, _ends(texts, starts)


def _unigrams(pieces: Sequence[Run]) -> Placed:
    texts: list[str] = []
    starts: list[int] = []
    for run in pieces:
        if run.is_han:
            texts.extend(run.text)
            starts.extend(range(run.start, run.end))
        else:
            texts.append(run.text)
            starts.append(run.start)
    return texts, starts, _ends(texts, starts)


def _words(normalised: str, pieces: Sequence[Run], kept: Sequence[Found]) -> Placed:
    """The dictionary's words, but for those of the lexicon, which stay whole."""
    texts: list[str] = []
    starts: list[int] = []
    for run in pieces:
        if not run.is_han:
            texts.append(run.text)
            starts.append(run.start)
            continue
        at = run.start
        for found in kept:
            if at <= found.start and found.end <= run.end:
                _add_dictionary_words(normalised[at : found.start], at, texts, starts)
                texts.append(found.form)
                starts.append(found.start)
                at = found.end
        _add_dictionary_words(normalised[at : run.end], at, texts, starts)
    return texts, starts, _ends(texts, starts)


def _add_dictionary_words(text: str, start: int, texts: list[str], starts: list[int]) -> None:
    at = start
    for word in rjieba.cut(text) if text else ():
        if len(word) > 2:
            for part in _parts(word):
                texts.append(part)
                starts.append(at + word.find(part))
        texts.append(word)
        starts.append(at)
        at += len(word)


def _ends(texts: Sequence[str], starts: Sequence[int]) -> list[int]:
    return list(map(operator.add, starts, map(len, texts)))


def group_token(group: str) -> str:
    """A lexicon group as a token: without the spaces a form may have."""
    return "_".join(group.split())


@lru_cache(maxsize=20_000)
def _parts(word: str) -> tuple[str, ...]:
    """The shorter words inside a long one, as a search engine's dictionary gives them."""
    return tuple(part for part in rjieba.cut_for_search(word) if part != word and len(part) > 1)


class _FoldedSounds(dict[str, str]):
    """Character → how it sounds, "" where it has no sound; looked up once for every character that occurs."""

    def __missing__(self, character: str) -> str:
        said = syllable(character)
        self[character] = folded(said) if said else ""
        return self[character]


FOLDED_SOUNDS = _FoldedSounds()
