"""Brings text to the one form that is compared: half width, one script, lower case, with a way back to the original.

Both sides of the search go through here. The result keeps, for each of its characters, where in the original it
came from, so that whatever is found can be shown in the writer's own characters.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from search.text.script import HAN_BLOCKS, folds

PUNCTUATION = (("，", ","), ("！", "!"), ("？", "?"), ("：", ":"), ("；", ";"), ("（", "("), ("）", ")"), ("　", " "))
"""What nearly every Chinese text has and folds."""

TOTAL_PASSES = 3
"""Folding case can produce what compatibility folding changes again; after this many passes nothing does (tested)."""


class Normalised(NamedTuple):
    """`starts` and `ends` give, for each character of `text`, its range in the original; None means character by
    character."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def original_range(self, start: int, end: int) -> tuple[int, int]:
        """Where the non-empty range start..end of `text` lies in the original."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def normalise(text: str) -> Normalised:
    """The text as it is compared. Never raises, whatever the string holds."""
    if text.isascii():
        return Normalised(text.lower())
    if _plain().fullmatch(text):
        return Normalised(text)
    narrow = text
    for wide, half in PUNCTUATION:
        narrow = narrow.replace(wide, half)
    return Normalised(narrow) if _plain().fullmatch(narrow) else folded(text)


def folded(text: str) -> Normalised:
    """The same for any text whatever: five times slower than for simplified characters and their punctuation."""
    single = text.translate(single_folds())
    if unicodedata.is_normalized("NFKC", single) and single.lower() == single:
        return Normalised(single)
    return _by_cluster(text)


def normalised_text(text: str) -> str:
    return normalise(text).text


@lru_cache(maxsize=1)
def single_folds() -> dict[int, str]:
    """Every character of the basic plane that becomes one other character: full width, capitals, other scripts; and
    half characters left over from broken input (surrogates), which no engine can store, become spaces."""
    table = dict(folds())
    for code in range(0x80, 0x10000):
        character = chr(code)
        if code not in table and not unicodedata.combining(character):
            folded = " " if 0xD800 <= code <= 0xDFFF else _fixed(character)
            if folded != character and len(folded) == 1:
                table[code] = folded
    return table | {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}


@lru_cache(maxsize=1)
def _plain() -> re.Pattern[str]:
    """Text in which nothing folds: characters of the basic plane that have their one form already."""
    han = (chr(code) for first, last in HAN_BLOCKS if last < 0x10000 for code in range(first, last + 1))
    kept = "".join(each for each in han if ord(each) not in single_folds() and _fixed(each) == each)
    return re.compile(rf"[{kept}\n !-@\[-~。、《》“”‘’—]*")


def _by_cluster(text: str) -> Normalised:
    """The slow way: each base character with its combining marks is folded as one."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    while position < len(text):
        end = position + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        folded = _fixed(text[position:end])
        pieces.append(folded)
        if len(folded) == end - position:
            starts.extend(range(position, end))
            ends.extend(range(position + 1, end + 1))
        else:
            starts.extend([position] * len(folded))
            ends.extend([end] * len(folded))
        position = end
    return Normalised("".join(pieces), tuple(starts), tuple(ends))


@lru_cache(maxsize=20_000)
def _fixed(cluster: str) -> str:
    for _ in range(TOTAL_PASSES):
        cluster = unicodedata.normalize("NFKC", cluster).translate(folds()).lower()
    return "".join(" " if "\ud800" <= character <= "\udfff" else character for character in cluster)
