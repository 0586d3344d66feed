"""Finds people, places and things by their names in what is said. No guessing: what may mean two means neither.

At each place the longest name wins (电解一车间, not 一车间), and words of the lexicon count as names of something else,
so that nothing is found inside a longer one. A name that several bear, or that is an ordinary word (食堂, 盐酸), is
left to the curator: a moment can be marked by hand.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from search.text.dictionary import inside_words, is_word
from search.text.normalise import normalise, normalised_text

SHORTEST = 2
NOBODY = ""
"""Bears the names that must not be taken for anything."""

NUMERALS = frozenset("0123456789零〇一二两三四五六七八九十百千")
BEFORE_A_NUMBER = frozenset("在到去进从了和跟调回们的是往至给把叫管第我你他她那这：")
"""What may stand before a name that begins with a number (一车间). After anything else it is the end of a longer name:
合成一车间."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Something with a name. `entity` is the id of its entry, NOBODY when it has none the public may see. `is_certain`:
    a curator has said that this form means it, even if it is an ordinary word."""

    form: str
    entity: str
    is_certain: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text: start..end in its own characters."""

    entity: str
    start: int
    end: int


class Gazetteer:
    """All the names there are. Immutable."""

    def __init__(self, bearers: Iterable[Bearer], words: Iterable[str] = ()) -> None:
        """`words` name nothing: those of two characters are ordinary words even where they are a name, too (固碱), and
        longer ones keep shorter names out of themselves."""
        others = {normalised_text(word).strip() for word in words}
        called: dict[str, set[str]] = defaultdict(set)
        certain: set[str] = set()
        for bearer in bearers:
            form = normalised_text(bearer.form).strip()
            if len(form) >= SHORTEST:
                called[form].add(bearer.entity)
                if bearer.is_certain:
                    certain.add(form)
        ordinary = {
            form for form in called.keys() - certain if len(form) <= SHORTEST and (form in others or is_word(form))
        }
        self._bearers = dict.fromkeys(others, NOBODY) | {
            form: next(iter(entities)) if len(entities) == 1 and form not in ordinary else NOBODY
            for form, entities in called.items()
        }
        heads: dict[str, list[str]] = defaultdict(list)
        for form in self._bearers:
            if len(form) >= SHORTEST:
                heads[form[:SHORTEST]].append(form)
        self._by_head = {head: sorted(forms, key=len, reverse=True) for head, forms in heads.items()}

    def find(self, text: str) -> list[Named]:
        """The names that mean exactly one thing, in order."""
        normalised = normalise(text)
        plain = normalised.text
        borders = Borders(plain)
        found: list[Named] = []
        at = 0
        while at < len(plain) - 1:
            form = self._form_at(plain, at, borders)
            if form and (entity := self._bearers[form]):
                found.append(Named(entity, *normalised.original_range(at, at + len(form))))
            at += len(form) or 1
        return found

    def _form_at(self, plain: str, at: int, borders: "Borders") -> str:
        """The longest name that begins here, "" when none does."""
        for form in self._by_head.get(plain[at : at + SHORTEST], ()):
            if plain.startswith(form, at) and borders.allow(at, at + len(form)):
                return form
        return ""


class Borders:
    """Where in one text a name may begin and end."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        self._inside: frozenset[int] | None = None

    def allow(self, start: int, end: int) -> bool:
        plain = self._plain
        before, after = plain[start - 1] if start else "", plain[end] if end < len(plain) else ""
        first, last = plain[start], plain[end - 1]
        if (_is_latin(before) and _is_latin(first)) or (_is_latin(last) and _is_latin(after)):
            return False
        if first in NUMERALS and before.isalnum() and before not in BEFORE_A_NUMBER:
            return False
        if last in NUMERALS and after in NUMERALS:
            return False
        return end - start > SHORTEST or not self._cuts_a_word(start, end)

    def _cuts_a_word(self, start: int, end: int) -> bool:
        """Short names are found in other words by chance: 老单 in 老单位. The dictionary is asked once a text."""
        if self._inside is None:
            self._inside = inside_words(self._plain)
        return start in self._inside or end in self._inside


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
