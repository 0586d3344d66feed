"""One wanted word, and the ways in which a document may hold it, best first: the characters themselves, the same
number, a synonym, the same sound.
"""

import operator
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from search.engines.base import AllOf, AnyOf, BestOf, Flat, Phrase, Query, Ranked, Term
from search.entries import Reason
from search.ranking import WHOLE_VALUE, Weights
from search.spellings import spellings, spelt
from search.syntax import Word
from search.text.normalise import normalise, normalised_text
from search.text.numbers import Mention
from search.text.numerals import rewritten
from search.text.sound import pair_tokens, spelled, without_tones
from search.text.streams import Analyzer, Run, bigrams, group_token, runs, unigrams

LETTERS = re.compile(r"[a-z]{2,24}")
FEWEST_INITIALS = 2
MOST_INITIALS = 8
FEWEST_PARTED, MOST_PARTED = 2, 24
"""Characters on each side of a comma, and in the whole phrase."""


@dataclass(frozen=True, slots=True, eq=False)  # there are two, and a question looks up a hundred times which
class Where:
    """A set of token fields: what a record says itself (`text_`) or what is spoken in it (`spoken_`)."""

    prefix: str

    def __getitem__(self, stream: str) -> str:
        return self.prefix + stream


SPEAKER = "speaker"
TEXT, SPOKEN = Where("text_"), Where("spoken_")


class Clause:
    """One wanted word."""

    def __init__(self, word: Word, analyzer: Analyzer) -> None:
        self.word = word
        self._normalised = normalise(word.text)
        self.text = self._normalised.text.strip()
        self._analyzer = analyzer
        self._ways: dict[Where, tuple[tuple[Reason, Query], ...]] = {}

    def typed(self, start: int, end: int) -> str:
        """The visitor's own characters for start..end of `text`."""
        before = len(self._normalised.text) - len(self._normalised.text.lstrip())
        first, last = self._normalised.original_range(start + before, end + before)
        return self.word.text[first:last]

    @property
    def is_of_record(self) -> bool:
        """Whether it names a field of a record. Who speaks is the one field that a passage has."""
        return self.word.field not in ("", SPEAKER)

    @cached_property
    def runs(self) -> list[Run]:
        return runs(self.text)

    @cached_property
    def pairs(self) -> tuple[str, ...]:
        """Each pair of neighbouring characters once; other words whole."""
        return tuple(dict.fromkeys(bigrams(self.runs)))

    @cached_property
    def characters(self) -> tuple[str, ...]:
        """Each character once; other words whole."""
        return tuple(dict.fromkeys(unigrams(self.runs)))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Each of the dictionary's words in it once."""
        return tuple(dict.fromkeys(token.text for token in self._analyzer.words(self.text, self.runs)))

    @cached_property
    def mentions(self) -> list[Mention]:
        return self._analyzer.mentions(self.text)

    @cached_property
    def groups(self) -> list[tuple[int, int, tuple[str, ...]]]:
        """(start, end, groups) of the lexicon's words in it."""
        lexicon = self._analyzer.lexicon
        found = [(word.start, word.end, lexicon.groups[word.form]) for word in lexicon.longest(self.text)]
        return [
            (start, end, names) for start, end, names in found if any(len(lexicon.members[name]) > 1 for name in names)
        ]

    @cached_property
    def sounds(self) -> list[tuple[str, ...]]:
        """For each pair of neighbouring characters the tokens of which one must be heard; [] where it has no sound."""
        by_place: dict[int, list[str]] = {}
        for token in self._analyzer.sounds(self.text):
            by_place.setdefault(token.start, []).append(token.text)
        return [tuple(dict.fromkeys(by_place[place])) for place in sorted(by_place)]

    @cached_property
    def sounds_by_pair(self) -> dict[str, tuple[str, ...]]:
        """Pair of characters → the tokens it may sound like."""
        by_pair: dict[str, dict[str, None]] = {}
        for token in self._analyzer.sounds(self.text):
            by_pair.setdefault(self.text[token.start : token.end], {})[token.text] = None
        return {pair: tuple(tokens) for pair, tokens in by_pair.items()}

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """The word in pinyin letters without tones, in each reading."""
        letters = without_tones(self.text)
        return (letters,) if LETTERS.fullmatch(letters) else spelt(self.text, self._analyzer.lexicon)

    def ways(self, where: Where) -> tuple[tuple[Reason, Query], ...]:
        """How it may be matched, best first."""
        if where not in self._ways:
            self._ways[where] = tuple(self._found_ways(where))
        return self._ways[where]

    def _found_ways(self, where: Where) -> Iterator[tuple[Reason, Query]]:
        yield "exact", self.exact(where)
        if self.word.is_phrase:
            if parted := self.parted(where):
                yield "variant", parted
            return
        if numbers := self.numbers(where):
            yield "number", numbers
        if synonyms := self.synonyms(where):
            yield "synonym", synonyms
        if sound := self.sound(where):
            yield "sound", sound

    def exact(self, where: Where) -> Query:
        if len(self.runs) > 1 and not any(run.is_han for run in self.runs):  # ZH-P-0012: its parts, side by side
            return Phrase(where["bigram"], tuple(run.text for run in self.runs))
        return AllOf((*(run_query(run, where) for run in self.runs), *self._joints(where)))

    def parted(self, where: Where) -> Query | None:
        """A phrase with a comma somewhere inside, as whoever wrote down what was said may have put one: the pair of
        characters that it parts is not there."""
        (run, *others) = self.runs
        size = len(run.text)
        if others or not run.is_han or not 2 * FEWEST_PARTED <= size <= MOST_PARTED:
            return None
        pairs = pairs_in(run)
        places = range(FEWEST_PARTED - 1, size - FEWEST_PARTED)
        return AnyOf(tuple(Phrase(where["bigram"], (*pairs[:at], *pairs[at + 1 :])) for at in places))

    def _joints(self, where: Where) -> Iterator[Query]:
        """Where Latin and Han meet without a gap they must meet in the text too: 1958年 is not 1958 … 年."""
        for before, after in pairwise(self.runs):
            if before.end == after.start and before.is_han != after.is_han:
                first, last = (before.text[-1], after.text) if before.is_han else (before.text, after.text[0])
                yield Term(where["bigram"], first + last)

    @cached_property
    def renumbered(self) -> str:
        """A word whose numeral tells no number, with that numeral written the other way: 八级工 for 8级工; or ""."""
        other, lexicon = rewritten(self.text), self._analyzer.lexicon
        known = (word.form for text in (self.text, other) for word in lexicon.longest(text))
        return other if other != self.text and not lexicon.number_words.isdisjoint(known) else ""

    def numbers(self, where: Where) -> Query | None:
        told = self._told(where)
        if not self.renumbered:
            return told
        written = Clause(Word(self.renumbered, is_phrase=True), self._analyzer).exact(where)
        return AnyOf((told, written)) if told else written

    def _told(self, where: Where) -> Query | None:
        if not self.mentions:
            return None
        alternatives: list[Query] = [
            AnyOf(tuple(Term(where["number"], token) for token in said_as(mention))) for mention in self.mentions
        ]
        return AllOf((*alternatives, *(run_query(run, where) for run in self.beside_numbers)))

    def synonyms(self, where: Where) -> Query | None:
        if not self.groups:
            return None
        meant = [
            AnyOf(tuple(Term(where["synonym"], group_token(name)) for name in names)) for _, _, names in self.groups
        ]
        return AllOf((*meant, *(run_query(run, where) for run in self.beside_groups)))

    def sound(self, where: Where) -> Query | None:
        latin = [run for run in self.runs if not run.is_han]
        parts: list[Query] = [AnyOf(tuple(Term(where["sound"], token) for token in place)) for place in self.sounds]
        for run in latin:
            readings = self.readings(run)
            heard: list[Query] = [
                AllOf(tuple(Term(where["sound"], token) for token in pair_tokens(said))) for said in readings
            ]
            heard += [self._named(term, where) for term in self._analyzer.lexicon.by_initials.get(run.text, ())]
            if where is TEXT and FEWEST_INITIALS <= len(run.text) <= MOST_INITIALS and len(self.runs) == 1:
                heard.append(Term("initials", run.text))
            if not heard:
                return None
            parts.append(AnyOf(tuple(heard)))
        return AllOf(tuple(parts)) if parts else None

    def readings(self, run: Run) -> tuple[tuple[str, ...], ...]:
        """The ways to read a Latin word as pinyin, with or without tone marks."""
        letters = without_tones(run.text)
        return spelled(letters) if LETTERS.fullmatch(letters) else ()

    def _named(self, term: str, where: Where) -> Query:
        return AllOf(tuple(run_query(run, where) for run in runs(normalised_text(term))))

    @cached_property
    def beside_numbers(self) -> list[Run]:
        """What of the word tells no number: it must be there as it is."""
        return self._uncovered([(mention.start, mention.end) for mention in self.mentions])

    @cached_property
    def beside_groups(self) -> list[Run]:
        """What of the word is no word of the lexicon."""
        return self._uncovered([(start, end) for start, end, _ in self.groups])

    def _uncovered(self, covered: Sequence[tuple[int, int]]) -> list[Run]:
        bare = list(self.text)
        for start, end in covered:
            bare[start:end] = " " * (end - start)
        return [run for run in runs("".join(bare)) if run.text not in ("的", "了")]

    def scored(self, where: Where, weights: Weights, *, in_part: bool = True) -> list[Query]:
        """The terms that rank documents which hold the word, or maybe a part of it. Where all of it must be there its
        single characters, which are the most frequent of all terms, tell nothing more."""
        found: list[Query] = []
        found += terms(self.pairs, where["bigram"], weights.bigram)
        if in_part or len(self.characters) == 1:
            found += terms(self.characters, where["unigram"], weights.unigram)
        found += terms(self.words, where["word"], weights.word)
        if not self.word.is_phrase:
            found += [
                Term(where["number"], token, weights.number)
                for mention in self.mentions
                for token in said_as(mention)
                if not is_part_of_stretch(mention, token)
            ]
            groups = [name for _, _, names in self.groups for name in names]
            found += [Term(where["synonym"], group_token(name), weights.synonym) for name in groups]
        return found

    def scored_or_heard(self, where: Where, weights: Weights) -> list[Query]:
        """The same, but a pair of characters that is not there may be heard, for a part of its weight. The better of
        the two counts: what is there as it was asked gains nothing from its own sound."""

        def or_heard(part: Query) -> Query:
            if not isinstance(part, Term) or part.field != where["bigram"]:
                return part
            heard = (Term(where["sound"], token, weights.heard) for token in self.sounds_by_pair.get(part.value, ()))
            return BestOf((part, *heard))

        return [or_heard(part) for part in self.scored(where, weights)]

    def scored_sound(self, where: Where, weight: float) -> list[Query]:
        heard = [token for place in self.sounds for token in place]
        for run in self.runs:
            if not run.is_han:
                heard += [token for said in self.readings(run)[:1] for token in pair_tokens(said)]
        return [Term(where["sound"], token, weight) for token in dict.fromkeys(heard)]

    def homophones(self, where: Where) -> list[Query]:
        """Where a word of the lexicon stands that is read just so: likelier meant than syllables that happen to
        meet."""
        known = spellings(self._analyzer.lexicon)
        words = dict.fromkeys(word for spelling in self.spellings for word in known.get(spelling, ()))
        return [self._named(word, where) for word in words if normalised_text(word) != self.text]

    def field_query(self) -> Query:
        """The word in the field it names, whole or in part, in any script, or a synonym of the whole."""
        name = self.word.field
        streams = self._analyzer.streams(self.word.text)
        tokens = streams["bigram"].split() + [run.text for run in self.runs if len(run.text) == 1]
        parts: tuple[Query, ...] = tuple(Term("field", f"{name}:{token}") for token in dict.fromkeys(tokens))
        groups = self._analyzer.lexicon.groups.get(self.text, ())
        meant = tuple(Term("field", f"{name}:~{group_token(group)}") for group in groups)
        whole = Term("field", f"{name}:={group_token(self.text)}")
        return Ranked(AnyOf((AllOf(parts), *meant)), (Flat(whole, WHOLE_VALUE),))


def run_query(run: Run, where: Where) -> Query:
    if not run.is_han or len(run.text) == 1:
        return Term(where["unigram"], run.text)
    pairs = pairs_in(run)
    return Phrase(where["bigram"], pairs) if len(pairs) > 1 else Term(where["bigram"], pairs[0])


def pairs_in(run: Run) -> tuple[str, ...]:
    """The pairs of neighbouring characters of a stretch of Han, in order."""
    return tuple(map(operator.add, run.text, run.text[1:]))


def said_as(mention: Mention) -> tuple[str, ...]:
    """The tokens that a document must hold one of to tell the same: of a number the most telling, of a year its other
    reading, of a stretch of years itself and each year in it."""
    first = mention.tokens[0]
    if first[0] == "y":
        return mention.tokens
    if first[0] == "d":
        stretches = tuple(token for token in mention.tokens if token[0] == "d")
        years = tuple(token[1:] for token in mention.tokens if token[0] == "r")
        return (*stretches, *(f"{sign}{year}" for year in years for sign in "yr"))
    return (first,)


def is_part_of_stretch(mention: Mention, token: str) -> bool:
    """七零年 meets 七十年代初, and is not it: it is found and adds nothing to the score."""
    return mention.tokens[0][0] == "d" and token[0] != "d"


def terms(tokens: Iterable[str], field: str, boost: float) -> list[Query]:
    return [Term(field, token, boost) for token in tokens]
