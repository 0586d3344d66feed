"""How the words of the lexicon are spelt in pinyin, as they would be typed: full, without tones, unfolded."""

from collections import defaultdict
from functools import lru_cache

from search.documents import name_readings
from search.lexicon import Lexicon
from search.text.script import is_han


@lru_cache(maxsize=4)
def spellings(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Full pinyin → the lexicon words that are read so."""
    found: dict[str, list[str]] = defaultdict(list)
    for form in lexicon.groups:
        if len(form) > 1:
            for spelling in spelt(form, lexicon):
                found[spelling].append(form)
    return {spelling: tuple(forms) for spelling, forms in found.items()}


def spelt(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """A word of Han characters in letters, in each reading; () for any other."""
    if not word or not all(is_han(character) for character in word):
        return ()
    return tuple("".join(said) for said in name_readings(word, lexicon))
