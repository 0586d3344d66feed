"""How characters sound, as a listener from Hunan who writes them down would confuse them.

A transcript that was only heard writes 绿碱 for 氯碱 and 洪 for 冯. Syllables lose their tone and the distinctions
that local speech does not make, and pairs of them become tokens: one syllable alone matches too much, two rarely
anything wrong.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from pypinyin import Style
from pypinyin.constants import PINYIN_DICT
from pypinyin.style import convert

INITIAL_FOLDS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("r", "l"))
"""zh/ch/sh = z/c/s, n = l, r = l. (h = f is told by the final: see HU_FOLDS.)"""

HU_FOLDS = (("hong", "feng"), ("hui", "fei"), ("hun", "fen"), ("hu", "f"))
"""h = f before u: 洪 = 冯, 黄 = 方, 湖 = 福; but 汉 and 饭 stay two sounds."""

MOST_SYLLABLES = 12
MOST_READINGS = 4
"""A spelling such as `xian` may be one syllable or two; no more readings than this are tried."""


def folded(syllable: str) -> str:
    """A toneless syllable (ü written v) in the form in which sounds are compared."""
    for heard, said in HU_FOLDS:
        if syllable.startswith(heard):
            syllable = said + (syllable[len(heard) :] or ("u" if heard == "hu" else ""))
            break
    for heard, said in INITIAL_FOLDS:
        if syllable.startswith(heard):
            syllable = said + syllable[len(heard) :]
            break
    syllable = syllable.replace("v", "u")
    return syllable[:-1] if syllable.endswith("ng") and not syllable.endswith("ong") else syllable


@lru_cache(maxsize=50_000)
def syllable(character: str) -> str:
    """The usual reading of a character without tone, ü as v; empty when it has none."""
    readings = PINYIN_DICT.get(ord(character), "")
    return _toneless(readings.split(",")[0]) if readings else ""


def toneless(pinyin: str) -> tuple[str, ...]:
    """The syllables of a spelling with tone marks and spaces: `lǜ jiǎn` → lv, jian."""
    return tuple(_toneless(part) for part in re.split(r"[\s'’·]+", pinyin.strip().lower()) if part)


@lru_cache(maxsize=10_000)
def _toneless(syllable_with_tone: str) -> str:
    plain: str = convert(syllable_with_tone, Style.NORMAL, strict=False)
    return plain.replace("ü", "v")


def without_tones(letters: str) -> str:
    """Letters as they are typed without a pinyin keyboard: diànjiě → dianjie, lǜ → lv."""
    apart = unicodedata.normalize("NFD", letters).replace("u\u0308", "v")
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@lru_cache(maxsize=1)
def syllables() -> frozenset[str]:
    """Every toneless syllable that some character has."""
    known = {_toneless(reading) for readings in PINYIN_DICT.values() for reading in readings.split(",")}
    return frozenset(s for s in known if s.isascii() and s.isalpha() and any(v in s for v in "aeiouv"))


def spelled(letters: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read plain letters as two or more pinyin syllables, fewest syllables first; empty when there is
    none."""
    letters = without_tones(letters)
    found: list[tuple[str, ...]] = []
    _spell(letters, (), found)
    return tuple(sorted(found, key=len)[:MOST_READINGS])


def _spell(rest: str, before: tuple[str, ...], found: list[tuple[str, ...]]) -> None:
    if not rest:
        if len(before) > 1:
            found.append(before)
        return
    if len(before) >= MOST_SYLLABLES or len(found) >= MOST_READINGS * 4:
        return
    for length in range(min(6, len(rest)), 0, -1):
        if rest[:length] in syllables():
            _spell(rest[length:], (*before, rest[:length]), found)


def pair_tokens(sounds: tuple[str, ...]) -> tuple[str, ...]:
    """The sound tokens of consecutive syllables."""
    return tuple(f"{folded(first)}'{folded(second)}" for first, second in itertools.pairwise(sounds))


class _FoldedSounds(dict[str, str]):
    """Character → how it sounds, "" where it has no sound; looked up once for every character that occurs."""

    def __missing__(self, character: str) -> str:
        said = syllable(character)
        self[character] = folded(said) if said else ""
        return self[character]


FOLDED_SOUNDS = _FoldedSounds()


class _SpreadSounds(dict[str, str]):
    """Character → its sound as the end of one pair and the beginning of the next; a new line where it has none."""

    def __missing__(self, character: str) -> str:
        said = FOLDED_SOUNDS[character]
        self[character] = f"'{said} {said}" if said else "\n"
        return self[character]


SPREAD_SOUNDS = _SpreadSounds()


class _SignsOfSounds(dict[str, str]):
    """Sound → one character that stands for it in this process, so that a text can be searched for sounds."""

    def __init__(self) -> None:
        self._unused = map(chr, itertools.count(0xE000))

    def __missing__(self, sound: str) -> str:
        return self.setdefault(sound, next(self._unused))  # of two threads that ask at once both get the same


class _Signs(dict[str, str]):
    """Character → the sign of its sound; a blank where it has none."""

    def __missing__(self, character: str) -> str:
        sound = FOLDED_SOUNDS[character]
        self[character] = SIGNS_OF_SOUNDS[sound] if sound else " "
        return self[character]


SIGNS_OF_SOUNDS = _SignsOfSounds()
SIGNS = _Signs()


def signed(tokens: Iterable[str]) -> dict[str, str]:
    """Sound tokens with the signs of their two sounds."""
    return {token: "".join(map(SIGNS_OF_SOUNDS.__getitem__, token.split("'"))) for token in tokens}
