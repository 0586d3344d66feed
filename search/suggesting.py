"""What a visitor may be about to type, and what they may have meant."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from search.clauses import SPOKEN, TEXT, Clause
from search.documents import MOST_PREFIX, name_readings, shown_of
from search.engines.base import AllOf, AnyOf, AnyTerm, Ask, Flat, Index, Query, Ranked, Term
from search.entries import Suggestion
from search.lexicon import NUMBERS, Lexicon
from search.ranking import LOOSENED_CHARACTERS
from search.spellings import spellings, spelt
from search.syntax import Word
from search.text.normalise import normalised_text
from search.text.script import is_han
from search.text.sound import syllable, without_tones
from search.text.streams import Analyzer

TERM = "term"
"""The kind of a suggestion that comes from the lexicon."""

KIND_SCORES = {"person": 4.0, "place": 3.0, "organisation": 2.0, "interview": 2.0, "exhibit": 1.0}
WHOLE_SCORE = 20.0
LONGEST_TYPED = 40
CANDIDATES = 60
"""Records looked at for one keystroke, before those with the same name are put together."""

FEWEST_TO_CORRECT, MOST_TO_CORRECT = 2, 12
MOST_CORRECTIONS = 3
SURE_LETTERS = 2
"""Letters at the beginning of mistyped pinyin that are taken to be right, to look up names by."""

MOST_RELATED = 16
"""Words whose counts are asked for to tell a few that are related."""


def typed_key(prefix: str) -> str:
    """What was typed, as prefixes are stored: without spaces and punctuation."""
    return "".join(character for character in normalised_text(prefix[: LONGEST_TYPED * 2]) if character.isalnum())


class Suggester:
    def __init__(self, index: Index, analyzer: Analyzer) -> None:
        self._index = index
        self._analyzer = analyzer

    def suggest(self, prefix: str, *, viewer: frozenset[str], limit: int = 8) -> list[Suggestion]:
        """Names, titles and lexicon words that begin so, in characters, pinyin or initials; where none does, those that
        begin with the sound of the characters (气笛 → 汽笛). Only what the viewer can find."""
        key = typed_key(prefix)[:LONGEST_TYPED]
        if not key or limit < 1:
            return []
        alike = spelt(key, self._analyzer.lexicon) if len(key) > 1 else ()
        found = (self._begun(begun, viewer, limit) for begun in (key, *alike))
        return next(filter(None, found), [])

    def _begun(self, key: str, viewer: frozenset[str], limit: int) -> list[Suggestion]:
        named = self._names(key, viewer)
        words = [word for word in lexicon_prefixes(self._analyzer.lexicon).get(key, ()) if word not in named][:limit]
        offered = [*list(named)[:limit], *words]
        counts = self._counts(offered, viewer)
        suggestions = [
            Suggestion(text=text, kind=kind, count=max(counts[text], 1), url=url)
            for text, (kind, url) in list(named.items())[:limit]
        ]
        suggestions += [Suggestion(text=word, kind=TERM, count=counts[word]) for word in words if counts[word]]
        suggestions.sort(key=lambda suggestion: not _is_whole(suggestion.text, key))
        return suggestions[:limit]

    def related(self, text: str, *, viewer: frozenset[str], limit: int = 6) -> list[Suggestion]:
        """Other words for what is asked, then neighbours of its words in the lexicon, only those that are found."""
        lexicon = self._analyzer.lexicon
        asked = normalised_text(text)
        groups = dict.fromkeys(name for word in lexicon.longest(asked) for name in lexicon.groups[word.form])
        near = [form for name in groups for form in lexicon.members[name]]
        near += [form for name in groups for form in neighbours(lexicon).get(name, ())]
        offered = [form for form in dict.fromkeys(near) if form not in asked and asked not in form][:MOST_RELATED]
        counts = self._counts(offered, viewer)
        return [Suggestion(text=form, kind=TERM, count=counts[form]) for form in offered if counts[form]][:limit]

    def _names(self, key: str, viewer: frozenset[str]) -> dict[str, tuple[str, str]]:
        """Name → (kind, address), likeliest first. 谭ties is looked for as tanties and kept where 谭 is in the name."""
        said, written = spelt_out(key), {character for character in key if is_han(character)}
        begins_so = AnyOf(tuple(Term("suggest", prefix) for prefix in dict.fromkeys((key, said[:MOST_PREFIX]))))
        matched: Query = AllOf((begins_so, AnyTerm("visibility", tuple(sorted(viewer)))))
        preferred = tuple(Flat(AnyTerm("kind", (kind,)), score) for kind, score in KIND_SCORES.items())
        whole = Flat(AnyOf((AnyTerm("name", (key,)), AnyTerm("initials", (key,)))), WHOLE_SCORE)
        ask = Ask(kind="entries", query=Ranked(matched, (whole, *preferred)), limit=CANDIDATES, count=False)
        found: dict[str, tuple[str, str]] = {}
        for scored in self._index.ask(ask)[0].found:
            shown = shown_of(scored.stored)
            names = [name for name in (shown["title"], *shown["names"]) if written <= set(typed_key(name))]
            begins = [name for name in names if typed_key(name).startswith(key)]
            for name in (begins or names)[:1]:
                found.setdefault(name, (shown["kind"], shown["url"]))
        return found

    def _counts(self, texts: Iterable[str], viewer: frozenset[str]) -> dict[str, int]:
        """In how many records each text stands, written or spoken."""
        asked = list(texts)
        visible = AnyTerm("visibility", tuple(sorted(viewer)))
        clauses = [Clause(Word(text, is_phrase=True), self._analyzer) for text in asked]
        questions = [
            Ask(
                kind="entries",
                query=AllOf((AnyOf((clause.exact(TEXT), clause.exact(SPOKEN))), visible)),
                limit=0,
            )
            for clause in clauses
            if clause.runs
        ]
        answers = self._index.ask(*questions) if questions else []
        totals = iter(answer.total for answer in answers)
        return {text: next(totals) if clause.runs else 0 for text, clause in zip(asked, clauses, strict=True)}

    def corrections(self, text: str, *, viewer: frozenset[str]) -> tuple[str, ...]:
        """Names and lexicon words that differ from what was typed by one character, else what stands in it; only what
        does lead to records."""
        typed = normalised_text(text).strip()
        if not FEWEST_TO_CORRECT <= len(typed) <= MOST_TO_CORRECT:
            return ()
        near = [form for form in self._analyzer.lexicon.groups if is_near(typed, form)]
        letters = without_tones("".join(typed.split()))
        if letters.isascii() and letters.isalpha():
            near += self._spelt_nearly(letters, viewer)
        clause = Clause(Word(text), self._analyzer)
        singles = tuple(Term("name_unigram", character) for run in clause.runs for character in run.text if run.is_han)
        if len(singles) > 1:
            matched = AllOf((AnyOf(singles, at_least=len(singles) - 1), AnyTerm("visibility", tuple(sorted(viewer)))))
            for scored in self._index.ask(Ask(kind="entries", query=matched, limit=CANDIDATES, count=False))[0].found:
                shown = shown_of(scored.stored)
                near += [name for name in (shown["title"], *shown["names"]) if is_near(typed, normalised_text(name))]
        counts = self._counts(dict.fromkeys(near), viewer)
        likeliest = sorted((form for form in counts if counts[form]), key=lambda form: -counts[form])
        return tuple(likeliest[:MOST_CORRECTIONS]) or self._inside(typed, viewer)

    def _inside(self, typed: str, viewer: frozenset[str]) -> tuple[str, ...]:
        """The longest parts of a short word that are found. Longer ones have been taken apart by the search itself."""
        if len(typed) >= LOOSENED_CHARACTERS or not all(is_han(character) for character in typed):
            return ()
        counts = self._counts(pieces(typed), viewer)
        longest = max((len(piece) for piece in counts if counts[piece]), default=0)
        return tuple(piece for piece in counts if counts[piece] and len(piece) == longest)[:MOST_CORRECTIONS]

    def _spelt_nearly(self, letters: str, viewer: frozenset[str]) -> list[str]:
        """Lexicon words and names whose pinyin is one slip of the hand away."""
        near = [
            form
            for said, forms in spellings(self._analyzer.lexicon).items()
            if is_near(letters, said)
            for form in forms
        ]
        begins = Term("suggest", letters[:SURE_LETTERS])
        matched = AllOf((begins, AnyTerm("visibility", tuple(sorted(viewer)))))
        for scored in self._index.ask(Ask(kind="entries", query=matched, limit=CANDIDATES, count=False))[0].found:
            shown = shown_of(scored.stored)
            for name in (shown["title"], *shown["names"]):
                said = ("".join(reading) for reading in name_readings(typed_key(name), self._analyzer.lexicon))
                near += [name for spelling in said if is_near(letters, spelling)][:1]
        return near


def spelt_out(key: str) -> str:
    """What was typed, with the sounds of its characters: 谭ties → tanties."""
    if all(is_han(character) for character in key):
        return key
    return "".join(syllable(character) if is_han(character) else character for character in key)


def pieces(word: str) -> list[str]:
    """The parts of a word that are shorter than it and have two characters at least: 进株化 → 进株, 株化."""
    return [
        word[at : at + length]
        for length in range(len(word) - 1, FEWEST_TO_CORRECT - 1, -1)
        for at in range(len(word) - length + 1)
    ]


def is_near(typed: str, form: str) -> bool:
    """Whether one character put in, left out, changed, or two neighbours swapped make one text of the other."""
    if typed == form or abs(len(typed) - len(form)) > 1 or min(len(typed), len(form)) < FEWEST_TO_CORRECT:
        return False
    start = 0
    while start < min(len(typed), len(form)) and typed[start] == form[start]:
        start += 1
    rest_typed, rest_form = typed[start:], form[start:]
    if len(typed) == len(form):
        swapped = rest_typed[:2] == rest_form[1::-1] and rest_typed[2:] == rest_form[2:]
        return (rest_typed[1:] == rest_form[1:] and len(typed) > FEWEST_TO_CORRECT) or swapped
    longer, shorter = (rest_typed, rest_form) if len(typed) > len(form) else (rest_form, rest_typed)
    return longer[1:] == shorter


def _is_whole(text: str, key: str) -> bool:
    return typed_key(text) == key


@lru_cache(maxsize=4)
def neighbours(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Group → the terms beside it in its category: curators write down together what belongs together."""
    by_category: dict[str, list[str]] = defaultdict(list)
    for term in lexicon.terms:
        if term.category and term.category != NUMBERS:
            by_category[term.category].append(term.term)
    reach = MOST_RELATED // 2
    return {
        normalised_text(term).strip(): (*terms[at + 1 : at + 1 + reach], *reversed(terms[max(0, at - reach) : at]))
        for terms in by_category.values()
        for at, term in enumerate(terms)
    }


@lru_cache(maxsize=4)
def lexicon_prefixes(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Beginnings, in characters, pinyin and initials → lexicon words, shortest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for term in lexicon.terms:
        if term.category == NUMBERS:
            continue
        for form in term.forms:
            word = typed_key(form)
            readings = name_readings(word, lexicon) if len(word) > 1 else []
            spellings = [
                word,
                *("".join(said) for said in readings),
                *("".join(s[0] for s in said) for said in readings),
            ]
            for prefix in {spelling[:length] for spelling in spellings for length in range(1, len(spelling) + 1)}:
                found[prefix].append(form)
    return {prefix: tuple(sorted(dict.fromkeys(forms), key=len)) for prefix, forms in found.items()}
