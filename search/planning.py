"""Turns what was asked into queries of the engine's algebra.

Each wanted word becomes a `Clause` that knows its ways of being matched, best first: the characters themselves, the
same number, a synonym, the same sound. A `Plan` puts clauses together for entries or passages at one of four
levels:

    strict   every word, by characters, number or synonym
    sound    the same, or by sound
    some     the words inside the words (dictionary), every one of them
    any      any pair of characters, best first: how questions are answered
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from search.engines.base import AllOf, AnyOf, AnyTerm, Flat, Kind, Phrase, Query, Ranked, Term
from search.entries import Reason
from search.function_words import content_words, is_question
from search.ranking import LOOSENED_CHARACTERS, QUESTION_CHARACTERS, TIERS, WEIGHTS, WHOLE_VALUE, Weights
from search.syntax import Syntax, Word
from search.text.normalise import normalise, normalised_text
from search.text.numbers import Mention
from search.text.sound import pair_tokens, spelled
from search.text.streams import Analyzer, Run, Token, bigrams, group_token, runs, unigrams

Level = Literal["strict", "sound", "some", "any"]
LETTERS = re.compile(r"[a-zü]{2,24}")
FEWEST_INITIALS = 2
MOST_INITIALS = 8


@dataclass(frozen=True, slots=True)
class Where:
    """A set of token fields: what a record says itself (`text_`) or what is spoken in it (`spoken_`)."""

    prefix: str

    def __getitem__(self, stream: str) -> str:
        return self.prefix + stream


TEXT, SPOKEN = Where("text_"), Where("spoken_")


class Clause:
    """One wanted word."""

    def __init__(self, word: Word, analyzer: Analyzer) -> None:
        self.word = word
        self._normalised = normalise(word.text)
        self.text = self._normalised.text.strip()
        self._analyzer = analyzer

    def typed(self, start: int, end: int) -> str:
        """The visitor's own characters for start..end of `text`."""
        before = len(self._normalised.text) - len(self._normalised.text.lstrip())
        first, last = self._normalised.original_range(start + before, end + before)
        return self.word.text[first:last]

    @cached_property
    def runs(self) -> list[Run]:
        return runs(self.text)

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
        for token in self._analyzer.sounds(self.text, self.runs):
            by_place.setdefault(token.start, []).append(token.text)
        return [tuple(dict.fromkeys(by_place[place])) for place in sorted(by_place)]

    def ways(self, where: Where) -> Iterator[tuple[Reason, Query]]:
        """How it may be matched, best first."""
        yield "exact", self.exact(where)
        if self.word.is_phrase:
            return
        if numbers := self.numbers(where):
            yield "number", numbers
        if synonyms := self.synonyms(where):
            yield "synonym", synonyms
        if sound := self.sound(where):
            yield "sound", sound

    def exact(self, where: Where) -> Query:
        return AllOf((*(_run_query(run, where) for run in self.runs), *self._joints(where)))

    def _joints(self, where: Where) -> Iterator[Query]:
        """Where Latin and Han meet without a gap they must meet in the text too: 1958年 is not 1958 … 年."""
        for before, after in pairwise(self.runs):
            if before.end == after.start and before.is_han != after.is_han:
                first, last = (before.text[-1], after.text) if before.is_han else (before.text, after.text[0])
                yield Term(where["bigram"], first + last)

    def numbers(self, where: Where) -> Query | None:
        if not self.mentions:
            return None
        alternatives: list[Query] = [
            AnyOf(tuple(Term(where["number"], token) for token in said_as(mention))) for mention in self.mentions
        ]
        rest = self._rest([(mention.start, mention.end) for mention in self.mentions], where)
        return AllOf((*alternatives, *rest))

    def synonyms(self, where: Where) -> Query | None:
        if not self.groups:
            return None
        meant = [
            AnyOf(tuple(Term(where["synonym"], group_token(name)) for name in names)) for _, _, names in self.groups
        ]
        return AllOf((*meant, *self._rest([(start, end) for start, end, _ in self.groups], where)))

    def sound(self, where: Where) -> Query | None:
        latin = [run for run in self.runs if not run.is_han]
        parts: list[Query] = [AnyOf(tuple(Term(where["sound"], token) for token in place)) for place in self.sounds]
        for run in latin:
            readings = spelled(run.text) if LETTERS.fullmatch(run.text) else ()
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

    def _named(self, term: str, where: Where) -> Query:
        return AllOf(tuple(_run_query(run, where) for run in runs(normalised_text(term))))

    def _rest(self, covered: Sequence[tuple[int, int]], where: Where) -> list[Query]:
        """What of the word is not covered must be there as it is."""
        bare = list(self.text)
        for start, end in covered:
            bare[start:end] = " " * (end - start)
        return [_run_query(run, where) for run in runs("".join(bare)) if run.text not in ("的", "了")]

    def scored(self, where: Where, weights: Weights, *, words: bool = True) -> list[Query]:
        """The terms that rank documents which hold the word."""
        found: list[Query] = []
        singles = unigrams(self.runs)
        found += _terms(bigrams(self.runs), where["bigram"], weights.bigram)
        found += _terms(singles, where["unigram"], weights.unigram)
        if words:
            found += _terms(self._analyzer.words(self.text, self.runs), where["word"], weights.word)
        if not self.word.is_phrase:
            found += [
                Term(where["number"], token, weights.number) for mention in self.mentions for token in said_as(mention)
            ]
            groups = [name for _, _, names in self.groups for name in names]
            found += [Term(where["synonym"], group_token(name), weights.synonym) for name in groups]
        return found

    def scored_sound(self, where: Where, weights: Weights) -> list[Query]:
        return [Term(where["sound"], token, weights.sound) for place in self.sounds for token in place]

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


def _run_query(run: Run, where: Where) -> Query:
    if not run.is_han or len(run.text) == 1:
        return Term(where["unigram"], run.text)
    pairs = tuple(token.text for token in bigrams([run]))
    return Phrase(where["bigram"], pairs) if len(pairs) > 1 else Term(where["bigram"], pairs[0])


def said_as(mention: Mention) -> tuple[str, ...]:
    """The tokens that a document must hold one of to tell the same number: the most telling, and its other reading."""
    first = mention.tokens[0]
    if first[0] == "y":
        return mention.tokens
    return (first,)


def _terms(tokens: Iterator[Token], field: str, boost: float) -> list[Query]:
    return [Term(field, token, boost) for token in dict.fromkeys(token.text for token in tokens)]


class Plan:
    """The queries of one request, for both kinds of documents and every level."""

    def __init__(self, syntax: Syntax, analyzer: Analyzer, weights: Weights = WEIGHTS) -> None:
        self.syntax = syntax
        self._analyzer = analyzer
        self._weights = weights
        words = _joined_pinyin([word for word in syntax.wanted if not word.field])
        self.clauses = [clause for word in words if (clause := Clause(word, analyzer)).runs]
        self.fields = [clause for word in syntax.wanted if word.field and (clause := Clause(word, analyzer)).runs]
        self.excluded = [clause for word in syntax.excluded if (clause := Clause(word, analyzer)).runs]

    @cached_property
    def is_question(self) -> bool:
        """One run of words that is asked, not looked up."""
        plain = [clause for clause in self.clauses if not clause.word.is_phrase]
        return any(
            is_question(clause.text) or any(run.is_han and len(run.text) >= QUESTION_CHARACTERS for run in clause.runs)
            for clause in plain
        )

    @cached_property
    def content(self) -> list[Clause]:
        """The words inside the words: phrases as they are, the rest by the dictionary and without function words."""
        return self._apart(joined=False)

    @cached_property
    def stretches(self) -> list[Clause]:
        """Like `content`, but neighbouring words stay together, so that the pairs between them count."""
        return self._apart(joined=True)

    def _apart(self, *, joined: bool) -> list[Clause]:
        found: list[Clause] = []
        for clause in self.clauses:
            if clause.word.is_phrase:
                found.append(clause)
            else:
                words = content_words(clause.text, self._analyzer, joined=joined)
                typed = (clause.typed(start, start + len(text)) for start, text in words)
                found.extend(inner for text in typed if (inner := Clause(Word(text), self._analyzer)).runs)
        return found or self.clauses

    @property
    def levels(self) -> tuple[Level, ...]:
        """What to try, until something is found."""
        if not self.clauses or self.syntax.is_exact:
            return ("strict",)
        if self.is_question:
            return ("strict", "any")
        size = sum(len(run.text) for clause in self.clauses for run in clause.runs)
        can_loosen = len(self.clauses) > 1 or (size >= LOOSENED_CHARACTERS and not self.clauses[0].word.is_phrase)
        return ("strict", "sound", "some", "any") if can_loosen else ("strict", "sound")

    def query(self, kind: Kind, level: Level) -> Query | None:
        """What matches and how it ranks; None when the query has no words (only filters)."""
        if not self.clauses:
            return None
        wheres = (TEXT, SPOKEN) if kind == "entries" else (TEXT,)
        if level == "any":
            return self._any(wheres)
        clauses = self.content if level == "some" else self.clauses
        reasons: tuple[Reason, ...] = ("exact", "number", "synonym") if level == "strict" else (*TIERS,)
        matched = AllOf(tuple(self._matched(clause, wheres, reasons) for clause in clauses))
        scored = [part for clause in clauses for part in self._scored(clause, wheres, level)]
        return Ranked(matched, (*self._tiers(clauses, wheres, reasons), *scored, *self._whole_name(wheres)))

    def _matched(self, clause: Clause, wheres: Sequence[Where], reasons: Sequence[Reason]) -> Query:
        found = [query for where in wheres for reason, query in clause.ways(where) if reason in reasons]
        return AnyOf(tuple(found)) if len(found) > 1 else found[0]

    def _tiers(self, clauses: Sequence[Clause], wheres: Sequence[Where], reasons: Sequence[Reason]) -> Iterator[Query]:
        """A bonus for each step that all words reach: documents that match exactly collect all of them."""
        possible = {reason for clause in clauses for reason, _ in clause.ways(TEXT)}
        step: tuple[Reason, ...] = ("exact",)
        height = TIERS["exact"] - TIERS["number"]
        following: tuple[tuple[Reason, float], ...] = (
            ("number", TIERS["number"] - TIERS["synonym"]),
            ("synonym", TIERS["synonym"] - TIERS["sound"]),
        )
        for reason, more in following:
            if reason in possible:
                yield Flat(AllOf(tuple(self._matched(clause, wheres, step) for clause in clauses)), height)
                step, height = (*step, reason), more
            else:
                height += more
        if step != tuple(reason for reason in reasons if reason in possible):
            yield Flat(AllOf(tuple(self._matched(clause, wheres, step) for clause in clauses)), height)

    def _scored(self, clause: Clause, wheres: Sequence[Where], level: Level) -> Iterator[Query]:
        yield from clause.scored(TEXT, self._weights)
        if level != "strict":
            yield from clause.scored_sound(TEXT, self._weights)
        if SPOKEN in wheres:
            yield from self._names(clause)
            pairs = _terms(bigrams(clause.runs), SPOKEN["bigram"], self._weights.spoken)
            yield from pairs

    def _names(self, clause: Clause) -> Iterator[Query]:
        yield from _terms(bigrams(clause.runs), "name_bigram", self._weights.name)

    def _whole_name(self, wheres: Sequence[Where]) -> Iterator[Query]:
        if SPOKEN not in wheres:
            return
        whole = " ".join(clause.text for clause in self.clauses)
        yield Flat(AnyTerm("name", (whole,)), self._weights.whole_name)
        yield Flat(AnyTerm("identifier", (whole,)), self._weights.whole_name)
        yield Flat(AnyTerm("initials", (whole,)), self._weights.whole_name)

    def _any(self, wheres: Sequence[Where]) -> Query:
        scored = [part for clause in self.stretches for part in clause.scored(TEXT, self._weights)]
        needed = [part for part in scored if not isinstance(part, Term) or part.field != TEXT["unigram"]]
        if SPOKEN in wheres:
            for clause in self.stretches:
                spoken = _terms(bigrams(clause.runs), SPOKEN["bigram"], self._weights.spoken)
                scored += [*spoken, *self._names(clause)]
                needed += spoken
        return Ranked(AnyOf(tuple(needed or scored)), tuple(scored))

    def excluded_query(self, kind: Kind) -> Query | None:
        """What no result may hold: anywhere in the record, spoken or written, in these words or another form of
        them."""
        if not self.excluded:
            return None
        wheres = (TEXT, SPOKEN) if kind == "entries" else (TEXT,)
        parts: list[Query] = []
        for clause in self.excluded:
            if clause.word.field:
                parts.append(clause.field_query())
            else:
                parts.extend(
                    query for where in wheres for reason, query in clause.ways(where) if reason in ("exact", "number")
                )
        return AnyOf(tuple(parts))


def _joined_pinyin(words: list[Word]) -> list[Word]:
    """`feiteng lu` is one word in three syllables: pinyin is often typed with spaces."""
    letters = [normalised_text(word.text) for word in words]
    if len(words) < 2 or any(
        word.is_phrase or not LETTERS.fullmatch(text) for word, text in zip(words, letters, strict=True)
    ):
        return words
    return [Word("".join(letters))] if spelled("".join(letters)) else words
