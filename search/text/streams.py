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
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import rjieba

from search.lexicon import Found, Lexicon, longest
from search.text.normalise import normalise
from search.text.numbers import Mention, may_tell, mentions
from search.text.script import HAN
from search.text.sound import FOLDED_SOUNDS, SIGNS, SPREAD_SOUNDS, folded

Stream = Literal["word", "bigram", "unigram", "sound", "number", "synonym"]
STREAMS: tuple[Stream, ...] = ("word", "bigram", "unigram", "sound", "number", "synonym")

RUN = re.compile(rf"([{HAN}]+)|[^\W_{HAN}]+")
LONGEST_WORD = 64
"""A longer Latin word is cut into pieces: engines refuse tokens of thousands of characters."""
NOT_HAN = re.compile(rf"[^{HAN}]")
OTHER_SCRIPT = re.compile(rf"[^\W_{HAN}]")


class Token(NamedTuple):
    """start..end is the token's range, in the normalised text or the original as the giver says."""

    text: str
    start: int
    end: int


Placed = tuple[list[str], Iterable[int], Iterable[int]]
"""Tokens as columns: their texts, starts and lengths. Columns are made in a tenth of the time that as many objects
take, and where they stand is counted only for those who ask: what is stored needs no places."""


class Run(NamedTuple):
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
        text, start, is_han = match[0], match.start(), match.lastindex is not None
        if is_han or len(text) <= LONGEST_WORD:
            found.append(Run(text, start, is_han))
        else:
            found.extend(
                Run(text[at : at + LONGEST_WORD], start + at, is_han=False) for at in range(0, len(text), LONGEST_WORD)
            )
    return found


class Analyzer:
    """The streams of a text under one lexicon. Stateless but for the lexicon; safe to share between threads."""

    VERSION = "10"
    """Raise it when any stream changes for the same text and lexicon, or what an engine keeps of it: every index is
    then rebuilt."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    @property
    def fingerprint(self) -> str:
        return f"{self.VERSION}-{self.lexicon.fingerprint}"

    def streams(self, text: str, wanted: Collection[Stream] = STREAMS) -> dict[Stream, str]:
        """The tokens of each stream that is wanted, separated by spaces, as they are stored."""
        normalised = normalise(text).text
        bare = NOT_HAN.sub(" ", normalised)
        pieces = runs(normalised) if OTHER_SCRIPT.search(normalised) else ()
        found = self.lexicon.find(normalised)
        return {stream: self._stored(stream, normalised, bare, pieces, found) for stream in wanted}

    def tokens(self, text: str, stream: Stream) -> list[Token]:
        """The tokens of one stream with their ranges in the original text."""
        normalised = normalise(text)
        placed = self._placed(stream, normalised.text, runs(normalised.text), self.lexicon.find(normalised.text))
        return [Token(text, *normalised.original_range(start, end)) for text, start, end in _tokens(placed)]

    def _stored(self, stream: Stream, normalised: str, bare: str, pieces: Sequence[Run], found: Sequence[Found]) -> str:
        """The texts that `_placed` tells, in any order where no places are stored, and in half the time. `bare`: what
        is not Han made blank; `pieces`: none where nothing else is there."""
        match stream:
            case "word":
                return _stored_words(bare, pieces, longest(found))
            case "bigram":
                return _stored_pairs(pieces) if pieces else _pairs_of_han(bare)
            case "unigram":
                if not pieces:
                    return " ".join(bare.replace(" ", ""))
                return " ".join([" ".join(text) if is_han else text for text, _, is_han in pieces])
            case "sound":
                others = (text for text, _ in self._other_readings(normalised))
                return " ".join([*_usual_sounds(normalised), *others])
            case "number":
                told = self._mentions(normalised, longest(found)) if may_tell(normalised) else ()
                return " ".join([token for mention in told for token in mention.tokens])
            case "synonym":
                return " ".join(self._synonyms(found)[0])

    def _placed(self, stream: Stream, normalised: str, pieces: Sequence[Run], found: Sequence[Found]) -> Placed:
        match stream:
            case "word":
                return _words(normalised, pieces, longest(found))
            case "bigram":
                return _bigrams(pieces)
            case "unigram":
                return _unigrams(pieces)
            case "sound":
                return self._sounds(normalised)
            case "number":
                return self._numbers(normalised, longest(found))
            case "synonym":
                return self._synonyms(found)

    def words(self, normalised: str, pieces: Sequence[Run]) -> list[Token]:
        return _tokens(_words(normalised, pieces, self.lexicon.longest(normalised)))

    def sounds(self, normalised: str) -> list[Token]:
        return _tokens(self._sounds(normalised))

    def heard(self, normalised: str, wanted: Mapping[str, str]) -> dict[str, list[int]]:
        """Which of these sound tokens (`signed`) a normalised text holds, with the places where: what `sounds` tells,
        for a listener who knows what to listen for."""
        said = "".join(map(SIGNS.__getitem__, normalised))
        places = {token: list(_places(signs, said)) for token, signs in wanted.items() if signs in said}
        for token, start in self._other_readings(normalised):
            if token in wanted:
                places.setdefault(token, []).append(start)
        return places

    def _sounds(self, normalised: str) -> Placed:
        said = [*map(FOLDED_SOUNDS.__getitem__, normalised)]
        usual = [f"{first}'{second}" for first, second in itertools.pairwise(said) if first and second]
        starts = (start for start, (first, second) in enumerate(itertools.pairwise(said)) if first and second)
        others = list(self._other_readings(normalised))
        texts = usual + [text for text, _ in others]
        return texts, itertools.chain(starts, (start for _, start in others)), itertools.repeat(2, len(texts))

    def _other_readings(self, normalised: str) -> Iterator[tuple[str, int]]:
        """Pairs that begin with a surname as it is read in names, and those of words that are not read as their
        characters are."""
        for surname, readings in self.lexicon.surname_readings.items():
            for start in _places(surname, normalised[:-1]) if surname in normalised else ():
                usual, following = map(FOLDED_SOUNDS.__getitem__, normalised[start : start + 2])
                for reading in map(folded, readings):
                    if following and reading != usual:
                        yield f"{reading}'{following}", start
        for word, syllables in self.lexicon.readings.items():
            for start in _places(word, normalised) if word in normalised else ():
                for at, (first, second) in enumerate(itertools.pairwise(syllables)):
                    yield f"{folded(first)}'{folded(second)}", start + at

    def mentions(self, normalised: str) -> list[Mention]:
        """The numbers told in a normalised text, but for those that are part of a word (三班倒)."""
        if not may_tell(normalised):
            return []
        return self._mentions(normalised, self.lexicon.longest(normalised))

    def _mentions(self, normalised: str, kept: Sequence[Found]) -> list[Mention]:
        words = [found for found in kept if found.form in self.lexicon.number_words]
        told = mentions(normalised)
        if not words:
            return list(told)
        return [mention for mention in told if not any(found.start <= mention.start < found.end for found in words)]

    def _numbers(self, normalised: str, kept: Sequence[Found]) -> Placed:
        if not may_tell(normalised):
            return [], [], []
        told = [(token, each) for each in self._mentions(normalised, kept) for token in each.tokens]
        return [token for token, _ in told], *_ranges([each for _, each in told])

    def _synonyms(self, found: Sequence[Found]) -> Placed:
        groups = self.lexicon.groups
        meant = [(group_token(group), each) for each in found if len(each.form) > 1 for group in groups[each.form]]
        return [token for token, _ in meant], *_ranges([each for _, each in meant])


def _places(part: str, text: str) -> Iterator[int]:
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def bigrams(pieces: Sequence[Run]) -> list[str]:
    """Pairs of Han characters; what stands alone, whole; where scripts meet, the word with its neighbour: 1958年."""
    return _bigrams(pieces)[0]


def unigrams(pieces: Sequence[Run]) -> list[str]:
    return _unigrams(pieces)[0]


def _tokens(placed: Placed) -> list[Token]:
    return [Token(text, start, start + length) for text, start, length in zip(*placed, strict=True)]


def _ranges(found: Sequence[Mention] | Sequence[Found]) -> tuple[Iterable[int], Iterable[int]]:
    return (each.start for each in found), (each.end - each.start for each in found)


def _bigrams(pieces: Sequence[Run]) -> Placed:
    texts: list[str] = []
    starts: list[Iterable[int]] = []
    before: Run | None = None
    for run in pieces:
        text, start, is_han = run
        if before is not None and before.is_han != is_han and before.end == start:
            first, last = (before.text[-1], text) if before.is_han else (before.text, text[0])
            texts.append(first + last)
            starts.append((start - len(first),))
        before = run
        if not is_han or len(text) == 1:
            texts.append(text)
            starts.append((start,))
        else:
            texts.extend(map(operator.add, text, text[1:]))
            starts.append(range(start, start + len(text) - 1))
    return texts, itertools.chain.from_iterable(starts), map(len, texts)


def _stored_pairs(pieces: Sequence[Run]) -> str:
    """What `_bigrams` tells: each character but the first and the last of a run ends one pair and begins the next."""
    texts: list[str] = []
    before: Run | None = None
    for run in pieces:
        text, start, is_han = run
        if before is not None and before.is_han != is_han and before.end == start:
            texts.append(before.text[-1] + text if before.is_han else before.text + text[0])
        before = run
        if is_han and len(text) > 1:
            text = f"{text[0]}{''.join(map(SPREAD_CHARACTERS.__getitem__, text[1:-1]))}{text[-1]}"
        texts.append(text)
    return " ".join(texts)


def _pairs_of_han(bare: str) -> str:
    """The same where nothing but Han and blanks is: of 绿碱, `绿 绿碱 碱`, what is between."""
    stretches = "".join(map(SPREAD_CHARACTERS.__getitem__, bare)).split("\n")
    return " ".join([pairs[2:-2] if len(pairs) > 3 else pairs[0] for pairs in stretches if pairs])


def _unigrams(pieces: Sequence[Run]) -> Placed:
    texts: list[str] = []
    starts: list[Iterable[int]] = []
    for text, start, is_han in pieces:
        if is_han:
            texts.extend(text)
            starts.append(range(start, start + len(text)))
        else:
            texts.append(text)
            starts.append((start,))
    return texts, itertools.chain.from_iterable(starts), map(len, texts)


def _words(normalised: str, pieces: Sequence[Run], kept: Sequence[Found]) -> Placed:
    """The dictionary's words, but for those of the lexicon, which stay whole."""
    bare, whole = _apart(NOT_HAN.sub(" ", normalised), pieces, kept)
    texts: list[str] = []
    starts: list[int] = []
    at = 0
    for word in rjieba.cut(bare):
        if word != " ":
            for part in _parts(word) if len(word) > 2 else ():
                texts.append(part)
                starts.append(at + word.find(part))
            texts.append(word)
            starts.append(at)
        elif at in whole:
            texts.append(whole[at])
            starts.append(at)
        at += len(word)
    return texts, starts, map(len, texts)


def _stored_words(bare: str, pieces: Sequence[Run], kept: Sequence[Found]) -> str:
    bare, whole = _apart(bare, pieces, kept)
    words = " ".join(rjieba.cut(bare)).split()
    words += [part for word in words if len(word) > 2 for part in _parts(word)]
    words += whole.values()
    return " ".join(words)


def _apart(bare: str, pieces: Sequence[Run], kept: Sequence[Found]) -> tuple[str, dict[int, str]]:
    """What the dictionary cuts, and by their places what stays whole: the words of the lexicon and of other scripts.
    The dictionary is asked once for all of a text: everything else in it is blank meanwhile, so that places are what
    they were."""
    whole = {start: text for text, start, is_han in pieces if not is_han}
    for start, end, form in kept:
        if " " not in bare[start:end]:
            whole[start] = form
            bare = f"{bare[:start]}{' ' * (end - start)}{bare[end:]}"
    return bare, whole


def group_token(group: str) -> str:
    """A lexicon group as a token: without the spaces a form may have."""
    return "_".join(group.split())


@lru_cache(maxsize=20_000)
def _parts(word: str) -> tuple[str, ...]:
    """The shorter words inside a long one, as a search engine's dictionary gives them."""
    return tuple(part for part in rjieba.cut_for_search(word) if part != word and len(part) > 1)


def _usual_sounds(normalised: str) -> list[str]:
    """The pairs of each stretch of characters that have a sound: of 绿碱, `'lu lu'jian jian`, what is between."""
    stretches = "".join(map(SPREAD_SOUNDS.__getitem__, normalised)).split("\n")
    return [sounds[sounds.index(" ") + 1 : sounds.rindex(" ")] for sounds in stretches if sounds.count(" ") > 1]


class _SpreadCharacters(dict[str, str]):
    """Character → itself as the end of one pair and the beginning of the next."""

    def __missing__(self, character: str) -> str:
        self[character] = f"{character} {character}"
        return self[character]


SPREAD_CHARACTERS = _SpreadCharacters({" ": "\n"})
