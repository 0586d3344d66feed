"""One character, one form: traditional, regional and variant characters become one simplified character.

The fold is a table from character to character, built once from OpenCC's dictionaries and
`search/data/variants.yaml`. It looks at no neighbours, for three reasons: a word cut by a cue border folds as it
does whole; folding twice changes nothing; and every character keeps its place, so highlights are exact. Where
OpenCC needs neighbours to choose (乾 is 干 in 乾燥 and stays in 乾隆) both are folded together, on both sides,
which costs nothing in search.
"""

from functools import lru_cache
from pathlib import Path

import opencc
import yaml

DATA = Path(__file__).parent.parent / "data"

HAN_BLOCKS = (
    (0x2E80, 0x2FDF),  # radicals
    (0x3005, 0x3007),  # 々〆〇
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),  # beyond the BMP: 𠮷 and other rare name characters
)

HAN = "".join(f"{chr(first)}-{chr(last)}" for first, last in HAN_BLOCKS)
"""The Han characters, for use inside a character class of a regular expression."""

TO_SIMPLIFIED = ("hk2s", "tw2s", "t2s")
FROM_SIMPLIFIED = ("s2t", "s2tw", "s2hk")
KEPT = frozenset("么幺")
"""OpenCC's Taiwanese table takes 么 for a form of 幺; here they are two words (什么, 幺妹)."""


def is_han(character: str) -> bool:
    code = ord(character)
    return any(first <= code <= last for first, last in HAN_BLOCKS)


@lru_cache(maxsize=1)
def folds() -> dict[int, str]:
    """The table for `str.translate`: code point of a folded character → its one form."""
    characters = [chr(code) for first, last in HAN_BLOCKS for code in range(first, last + 1)]
    table = dict(zip(characters, _converted(characters, TO_SIMPLIFIED), strict=True))
    table |= {kept: kept for kept in KEPT} | _curated()
    for converter in FROM_SIMPLIFIED:
        # A simplified character whose traditional form folds to another one (锺 → 鍾 → 钟) joins it.
        for character, traditional in zip(characters, _converted(characters, (converter,)), strict=True):
            if character not in KEPT and _final(table, traditional) != _final(table, character):
                table[_final(table, character)] = _final(table, traditional)
    return {ord(character): _final(table, character) for character in table if _final(table, character) != character}


def _converted(characters: list[str], configurations: tuple[str, ...]) -> list[str]:
    text = "\n".join(characters)
    for configuration in configurations:
        text = opencc.OpenCC(configuration).convert(text)
    converted = text.split("\n")
    return [after if len(after) == 1 else before for before, after in zip(characters, converted, strict=True)]


def _curated() -> dict[str, str]:
    variants: dict[str, str] = yaml.safe_load((DATA / "variants.yaml").read_text(encoding="utf-8"))
    return {form: head for head, forms in variants.items() for form in forms}


def _final(table: dict[str, str], character: str) -> str:
    """Follows the table to its end; a circle ends at its smallest character, so that all of it agrees."""
    seen = [character]
    while (following := table.get(seen[-1], seen[-1])) != seen[-1]:
        if following in seen:
            return min(seen[seen.index(following) :])
        seen.append(following)
    return seen[-1]
