"""What is asked: twelve forms of what visitors type, 2 to 12 characters, drawn from the archive's own words.

All come from the first interviews and records, so that an archive of a tenth of the size answers the same questions.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import opencc
from pypinyin import Style, lazy_pinyin

from search.entries import Entry, Filters, Sort
from search.text.sound import syllable
from tests.benchmarks.search.speech import Speech, rare_words, spoken_years

PER_FORM = 40
NO_FILTERS = Filters()
COMMON = 400
"""Words are drawn from so many of the likeliest ones of the long tail, and from the everyday words of the chain."""

CLAUSE = re.compile(r"[，。！？]")
ASKED = ("{}是么子？", "哪个讲过{}", "{}在哪里", "哪一年开始{}", "为什么要{}？", "{}怎么样了")


@dataclass(frozen=True, slots=True)
class Question:
    """One query as a visitor asks it; `form` says of which of the twelve forms it is."""

    form: str
    text: str
    filters: Filters = NO_FILTERS
    sort: Sort = "relevance"


@dataclass(frozen=True, slots=True)
class Meant:
    """What is typed, and the writings of which a text has to hold one to be right."""

    typed: str
    writings: tuple[str, ...]

    def is_in(self, text: str) -> bool:
        return any(writing in text for writing in self.writings)


class Asking:
    """Draws questions; the same archive gives the same ones."""

    def __init__(self, sample: Sequence[Entry]) -> None:
        self._chance = random.Random(1966)
        self._sample = sample
        self._speech = Speech("questions")
        self._traditional = opencc.OpenCC("s2t")
        told = "，".join(passage.text for entry in sample for passage in entry.passages)
        self._clauses = sorted({clause for clause in CLAUSE.split(told) if 5 <= len(clause) <= 24})

    def all(self) -> list[Question]:
        forms: dict[str, Callable[[], Question]] = {
            "word": lambda: self._plain("word", self._word()),
            "name": lambda: self._plain("name", self._name()),
            "phrase": lambda: self._plain("phrase", self._piece(4, 8)),
            "quoted": lambda: self._plain("quoted", f"“{self._piece(4, 8)}”"),
            "question": lambda: self._plain("question", self._question()),
            "number": lambda: self._plain("number", self._number()),
            "pinyin": lambda: self._plain("pinyin", "".join(lazy_pinyin(self._word(), Style.NORMAL))),
            "traditional": lambda: self._plain("traditional", self._traditional.convert(self._word())),
            "misheard": lambda: self._plain("misheard", self._misheard()),
            "several words": lambda: self._plain("several words", f"{self._word()} {self._word()}"),
            "field or years": lambda: self._plain("field or years", self._narrowed_in_words()),
            "filters": self._filtered,
        }
        return [ask() for ask in forms.values() for _ in range(PER_FORM)]

    def keystrokes(self) -> list[str]:
        """Names and words as they grow under the fingers: characters, then pinyin, then initials."""
        typed: dict[str, None] = {}
        for _ in range(PER_FORM):
            word = self._chance.choice((self._name, self._word))()
            letters = lazy_pinyin(word, Style.NORMAL)
            for spelling in (word, "".join(letters), "".join(letter[0] for letter in letters)):
                typed |= {spelling[:length]: None for length in range(1, min(len(spelling), 8) + 1)}
        return list(typed)

    def inside(self, entry: Entry) -> list[str]:
        """What somebody looks for within one recording: its own words and phrases."""
        clauses = [part for passage in entry.passages for part in CLAUSE.split(passage.text) if len(part) >= 8]
        starts = [self._chance.choice(clauses) for _ in range(PER_FORM)]
        return [clause[2 : 2 + self._chance.randint(2, 6)] for clause in starts] + [self._word() for _ in starts]

    def meant(self) -> list[Meant]:
        """Words, phrases, words in the other script, years in the other wording: questions with a known answer."""
        words = [self._word() for _ in range(PER_FORM)]
        phrases = [self._piece(4, 6) for _ in range(PER_FORM)]
        years = list(spoken_years())[: PER_FORM // 2]
        return [
            *(Meant(text, (text,)) for text in (*words, *phrases)),
            *(Meant(self._traditional.convert(word), (word,)) for word in words[: PER_FORM // 2]),
            *(Meant(written, (spoken, written)) for spoken, written in years),
        ]

    def _plain(self, form: str, text: str) -> Question:
        return Question(form, text)

    def _word(self) -> str:
        if self._chance.random() < 0.5:
            return self._speech.rare() if self._chance.random() < 0.5 else self._chance.choice(rare_words()[:COMMON])
        return self._piece(2, 3)

    def _piece(self, shortest: int, longest: int) -> str:
        length = self._chance.randint(shortest, longest)
        clause = self._chance.choice(self._clauses)
        start = self._chance.randint(0, max(0, len(clause) - length))
        return clause[start : start + length]

    def _name(self) -> str:
        people = [person for entry in self._sample for person in entry.people]
        return self._chance.choice(people)

    def _question(self) -> str:
        return self._chance.choice(ASKED).format(self._chance.choice((self._word, self._name))())

    def _number(self) -> str:
        spoken, written = self._chance.choice(list(spoken_years()))
        return self._chance.choice((spoken, written, written[2:], self._speech.number(), self._speech.number()))

    def _misheard(self) -> str:
        """A word with one character exchanged for another of the same sound."""
        word = self._word()
        place = self._chance.randrange(len(word))
        alike = [character for character in COMMON_CHARACTERS if syllable(character) == syllable(word[place])]
        return word[:place] + self._chance.choice(alike or [word[place]]) + word[place + 1 :]

    def _narrowed_in_words(self) -> str:
        year = 1950 + self._chance.randrange(50)
        forms = (f"讲述人:{self._name()}", f"{self._word()} {year}..{year + 8}", f"车间:{self._speech.words.place(3)}")
        return self._chance.choice(forms)

    def _filtered(self) -> Question:
        filters = (
            Filters(kinds=("interview",)),
            Filters(kinds=("artifact", "photograph"), has_picture=True),
            Filters(generations=(1,), decades=(1960,)),
            Filters(tags=("标签7",)),
            Filters(years=(1958, 1966)),
        )
        sort: Sort = self._chance.choice(("relevance", "relevance", "date", "newest"))
        return Question("filters", self._word(), self._chance.choice(filters), sort)


COMMON_CHARACTERS = "".join(dict.fromkeys("".join(rare_words())))
