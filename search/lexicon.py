"""The words of the plant: what belongs together, how it is read, what must not be cut apart.

A lexicon is a value: built from the terms that curators keep (or from `search/data/lexicon.yaml` at the start) and
handed to the analyzer. A term with its variants and synonyms is a *group*; the `synonym` stream holds the groups of
each word. A word may stand in several (接班 is to take over a shift, and a parent's post): it finds the words of
all of them, but does not make one group of them, so that 交接班 does not find 顶替.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from ahocorasick_rs import AhoCorasick

from search.text.normalise import normalised_text
from search.text.script import is_han
from search.text.sound import syllable, toneless

DATA = Path(__file__).parent / "data"

NUMBERS = "数字"
"""Terms of this category are kept for their readings; that they mean the same is already known to
`search.text.numbers`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconTerm:
    """A word and what is known of it. `variants` are other writings, `synonyms` other words, `entity` the id of the
    entry it names (empty when none). `pinyin` has tone marks and a space between syllables."""

    term: str
    pinyin: str = ""
    traditional: str = ""
    variants: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    gloss: str = ""
    category: str = ""
    entity: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """Every way to say it, the term itself first."""
        return tuple(dict.fromkeys((self.term, *self.variants, *self.synonyms)))


Imprint = tuple[tuple[str, ...], bool, tuple[str, ...]]
"""What a form leaves in the documents that hold it: its groups, whether it is no number, how it is read."""


class Found(NamedTuple):
    """A form of the lexicon at start..end of a normalised text."""

    start: int
    end: int
    form: str


class LexiconFault(ValueError):
    """The terms given make no lexicon; the message names the term."""


class Lexicon:
    """Terms with the lookups that the analyzer needs. Immutable."""

    def __init__(
        self, terms: Iterable[LexiconTerm], surname_readings: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        self.terms = tuple(terms)
        self.written_surnames = dict(surname_readings or {})
        # In one order, whatever the order they were given in: tokens follow it.
        readings = sorted(self.written_surnames.items())
        self.surname_readings = {name: tuple(toneless(" ".join(said))) for name, said in readings}
        for term in self.terms:
            if not normalised_text(term.term).strip():
                raise LexiconFault(f"A lexicon term has no characters: {term!r}. Give it a word or remove it.")

    @cached_property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """Normalised form → the groups it belongs to, each named by its term."""
        groups: dict[str, dict[str, None]] = defaultdict(dict)
        for term in self.terms:
            name = normalised_text(term.term).strip()
            for form in term.forms:
                if bare := normalised_text(form).strip():
                    groups[bare][name] = None
        return {form: tuple(sorted(names)) for form, names in groups.items()}

    @cached_property
    def members(self) -> dict[str, tuple[str, ...]]:
        """Group → its forms."""
        members: dict[str, list[str]] = defaultdict(list)
        for form, names in self.groups.items():
            for name in names:
                members[name].append(form)
        return {name: tuple(forms) for name, forms in members.items()}

    @cached_property
    def _forms(self) -> tuple[str, ...]:
        return tuple(self.groups)

    @cached_property
    def _finder(self) -> AhoCorasick:
        return AhoCorasick(self._forms)

    @cached_property
    def _lettered(self) -> frozenset[str]:
        """Forms that begin or end in another script than Chinese, whose words have borders."""
        return frozenset(form for form in self.groups if _is_letter(form[0]) or _is_letter(form[-1]))

    def find(self, text: str) -> list[Found]:
        """Every form in a normalised text, also those inside longer ones, longest first at each place."""
        found = [
            Found(start, end, self._forms[number])
            for number, start, end in self._finder.find_matches_as_indexes(text, overlapping=True)
        ]
        if not self._lettered.isdisjoint(form for _, _, form in found):
            found = [each for each in found if each.form not in self._lettered or _is_whole(text, each)]
        if len(found) > 1:  # they come by their ends
            found.reverse()
            found.sort(key=itemgetter(0))
        return found

    def longest(self, text: str) -> list[Found]:
        """The forms of two characters or more from left to right, longest first, none overlapping another."""
        return longest(self.find(text))

    @cached_property
    def number_words(self) -> frozenset[str]:
        """Forms that hold a numeral and are words all the same (三班倒, 八级工): no number is told in them."""
        return frozenset(
            normalised_text(form)
            for term in self.terms
            if term.category != NUMBERS
            for form in term.forms
            if any(character in "零一二两三四五六七八九十百千万" for character in form)
        )

    @cached_property
    def readings(self) -> dict[str, tuple[str, ...]]:
        """Normalised term → its toneless syllables, where they are not what each character alone would give."""
        known: dict[str, tuple[str, ...]] = {}
        for term in self.terms:
            word, sounds = normalised_text(term.term), toneless(term.pinyin)
            if len(sounds) != len(word) or not all(map(is_han, word)):
                continue
            if sounds != tuple(syllable(character) for character in word):
                known[word] = sounds
        return dict(sorted(known.items()))

    @cached_property
    def by_initials(self) -> dict[str, tuple[str, ...]]:
        """First letters of the syllables → the terms that begin so: ys → 盐酸."""
        initials: dict[str, list[str]] = defaultdict(list)
        for term in self.terms:
            if len(sounds := toneless(term.pinyin)) > 1:
                initials["".join(sound[0] for sound in sounds)].append(term.term)
        return {letters: tuple(dict.fromkeys(terms)) for letters, terms in initials.items()}

    @cached_property
    def imprints(self) -> dict[str, Imprint]:
        """Form → everything of it that goes into documents. What is only asked for queries (gloss, initials) is not
        here: changing it leaves every document as it is. Whoever lets documents depend on more adds it here."""
        return {
            form: (self.groups.get(form, ()), form in self.number_words, self.readings.get(form, ()))
            for form in self.groups.keys() | self.readings.keys() | self.number_words
        }

    @cached_property
    def fingerprint(self) -> str:
        """Changes when, and only when, some document would."""
        told = repr((sorted(self.imprints.items()), sorted(self.surname_readings.items())))
        return hashlib.sha256(told.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Touched:
    """What two lexicons tell differently: documents without any of these forms or surnames are the same under both."""

    forms: tuple[str, ...]
    surnames: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.forms or self.surnames)


def touched(before: Lexicon, after: Lexicon) -> Touched:
    """Which documents have to be analysed again, named by what they hold."""
    return Touched(
        _differing(before.imprints, after.imprints), _differing(before.surname_readings, after.surname_readings)
    )


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key)))


def longest(found: Iterable[Found]) -> list[Found]:
    """Of everything that was found, what reads from left to right: see `Lexicon.longest`."""
    chosen: list[Found] = []
    end = 0
    for each in found:
        if each.start >= end and len(each.form) > 1:
            chosen.append(each)
            end = each.end
    return chosen


def _is_whole(text: str, found: Found) -> bool:
    """A form that begins or ends in another script must not be a piece of a longer word of it."""
    start, end, form = found
    is_cut_before = start > 0 and _is_letter(form[0]) and _is_letter(text[start - 1])
    is_cut_after = end < len(text) and _is_letter(form[-1]) and _is_letter(text[end])
    return not is_cut_before and not is_cut_after


def _is_letter(character: str) -> bool:
    return character.isalnum() and not is_han(character)


def term_from(raw: Mapping[str, Any]) -> LexiconTerm:
    """A term from one mapping of the YAML file. Raises LexiconFault."""
    if not str(raw.get("term", "")).strip():
        raise LexiconFault(f"A lexicon term lacks its word: {dict(raw)!r}. Every item needs `term`.")
    return LexiconTerm(
        term=str(raw["term"]),
        pinyin=str(raw.get("pinyin") or ""),
        traditional=str(raw.get("traditional") or ""),
        variants=tuple(str(form) for form in raw.get("variants") or ()),
        synonyms=tuple(str(form) for form in raw.get("synonyms") or ()),
        gloss=str(raw.get("gloss") or ""),
        category=str(raw.get("category") or ""),
        entity=str(raw.get("entity") or ""),
    )


@lru_cache(maxsize=1)
def starting_lexicon() -> Lexicon:
    """The lexicon that is shipped, before any curator has changed it."""
    raw = yaml.load((DATA / "lexicon.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    surnames = {name: tuple(readings) for name, readings in raw.get("surname_readings", {}).items()}
    return Lexicon((term_from(term) for term in raw["terms"]), surnames)
