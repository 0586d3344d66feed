"""Makes up what people might say: a chain of words learnt from the demo's public transcripts, and a long tail.

Two things decide what a search costs: how often each pair of characters occurs, and how words stand beside one
another. The chain gives the demo's everyday words their neighbours and frequencies; every fourth content word is
exchanged for one of some 12,000 dictionary words and the plant's lexicon, drawn by Zipf's law, so that most words are
rare, as in life.
"""

import bisect
import itertools
import random
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import rjieba
from pypinyin.phrases_dict import phrases_dict

from museum.demo.bulk_words import Words, public_clauses
from search.lexicon import NUMBERS, starting_lexicon

RARE_WORDS = 12_000
IDIOMS = 6
"""One in so many of the dictionary's longer words: most of them are idioms that nobody says."""

EXCHANGED = 0.25
TOLD = 0.06
"""How often a clause names a year, a sum or a number."""

DIGITS = "零一二三四五六七八九"
ENDS = "，，，，。。！？"
NUMBER_FORMS = (
    "{year}年",
    "{short}年",
    "{spoken}年",
    "{decade}十年代",
    "{decade}几年",
    "{small}车间",
    "{small}号泵",
    "一个月{small}块五",
    "{small}度",
    "P-{number}",
    "{small}斤粮",
)


@cache
def rare_words() -> tuple[str, ...]:
    """Words of the long tail, the likeliest first. The order is drawn once, from a fixed seed."""
    plant = [form for term in starting_lexicon().terms if term.category != NUMBERS for form in term.forms]
    listed = [word for number, word in enumerate(phrases_dict) if len(word) in (2, 3) or number % IDIOMS == 0]
    chance = random.Random(1958)
    words = list(dict.fromkeys([*plant, *chance.sample(listed, RARE_WORDS)]))
    chance.shuffle(words)
    return tuple(words)


class Speech:
    """One speaker's flow of words. The same seed says the same."""

    def __init__(self, seed: str) -> None:
        self.chance = random.Random(seed)
        self.words = Words(self.chance)

    def clause(self) -> str:
        """Some three to nine words."""
        following, beginnings = _chain()
        random_number = self.chance.random
        word = beginnings[int(random_number() * len(beginnings))]
        said = []
        for _ in range(3 + int(random_number() * 7)):
            said.append(self.rare() if len(word) > 1 and random_number() < EXCHANGED else word)
            options = following[word]
            if not options:
                break
            word = options[int(random_number() * len(options))]
        if random_number() < TOLD:
            said.append(self.number())
        if random_number() < TOLD:
            said.append(self.words.person())
        return "".join(said)

    def cue(self) -> str:
        """One or two clauses, as people breathe: 20 characters on average."""
        mark = self.chance.choice
        said = self.clause() + mark(ENDS)
        return said if len(said) > 16 or self.chance.random() < 0.4 else said + self.clause() + mark(ENDS)

    def sentences(self, number: int) -> str:
        return "".join(self.cue() for _ in range(number))

    def rare(self) -> str:
        """A word of the long tail, by Zipf's law."""
        words, heights = rare_words(), _zipf()
        return words[bisect.bisect_left(heights, self.chance.random() * heights[-1])]

    def number(self) -> str:
        year = 1950 + int(self.chance.random() * 60)
        tens, units = 1 + int(self.chance.random() * 9), int(self.chance.random() * 10)
        small = f"{DIGITS[tens]}十{DIGITS[units] if units else ''}"
        return self.chance.choice(NUMBER_FORMS).format(
            year=year,
            short=year % 100,
            spoken=DIGITS[year // 10 % 10] + DIGITS[year % 10],
            decade="五六七八九"[int(self.chance.random() * 5)],
            small=small if self.chance.random() < 0.5 else tens * 10 + units,
            number=100 + int(self.chance.random() * 900),
        )


@cache
def _zipf() -> list[float]:
    return list(itertools.accumulate(1 / (rank + 8) for rank in range(len(rare_words()))))


@cache
def _chain() -> tuple[dict[str, list[str]], list[str]]:
    """(word → the words that follow it, words that begin a clause), each as often as it occurs."""
    following: dict[str, list[str]] = defaultdict(list)
    beginnings = []
    for clause in public_clauses():
        words = [word for word in rjieba.cut(clause) if word.isalnum()]
        if not words:
            continue
        beginnings.append(words[0])
        for before, after in itertools.pairwise(words):
            following[before].append(after)
    return following, beginnings


def spoken_years() -> Iterator[tuple[str, str]]:
    """Years as they are spoken, with their usual writing."""
    for year in range(1950, 2000):
        yield f"{DIGITS[year // 10 % 10]}{DIGITS[year % 10]}年", f"{year}年"
