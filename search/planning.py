"""Turns what was asked into queries of the engine's algebra.

Each wanted word is a `Clause`. A `Plan` puts clauses together for entries or passages at one of four levels:

    strict   every word, by characters, number or synonym
    sound    the same, or by sound
    some     the words inside the words (dictionary), every one of them
    any      any pair of characters, best first: how questions are answered
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Literal

from search.clauses import LETTERS, SPOKEN, TEXT, Clause, Where, pairs_in, terms
from search.engines.base import AllOf, AnyOf, AnyTerm, Flat, Kind, Query, Ranked, Term, Without
from search.entries import Reason
from search.function_words import content_words, is_question
from search.ranking import LOOSENED_CHARACTERS, QUESTION_CHARACTERS, TIERS, WEIGHTS, Weights
from search.syntax import Syntax, Word
from search.text.normalise import normalised_text
from search.text.numbers import TAG
from search.text.sound import spelled, without_tones
from search.text.streams import Analyzer

Level = Literal["strict", "sound", "some", "any"]
STRICT: tuple[Reason, ...] = ("exact", "number", "synonym")


class Plan:
    """The queries of one request, for both kinds of documents and every level."""

    def __init__(self, syntax: Syntax, analyzer: Analyzer, weights: Weights = WEIGHTS) -> None:
        self.syntax = syntax
        self._analyzer = analyzer
        self._weights = weights
        self._queries: dict[tuple[Kind, Level], Query | None] = {}
        words = joined([word for word in syntax.wanted if not word.field])
        self.clauses = [clause for word in words if (clause := Clause(word, analyzer)).runs]
        self.fields = [clause for word in syntax.wanted if word.field and (clause := Clause(word, analyzer)).runs]
        self.excluded = [clause for word in syntax.excluded if (clause := Clause(word, analyzer)).runs]

    def fields_of(self, kind: Kind) -> list[Clause]:
        """The fields that documents of this kind hold: `search.fielded` knows of the others."""
        return self.fields if kind == "entries" else [clause for clause in self.fields if not clause.is_of_record]

    @property
    def record_fields(self) -> list[Clause]:
        return [clause for clause in self.fields if clause.is_of_record]

    @cached_property
    def is_question(self) -> bool:
        return any(is_question(clause.text, self._analyzer) for clause in self.clauses if not clause.word.is_phrase)

    @cached_property
    def is_sentence(self) -> bool:
        """An unbroken run of words that is told, not looked up."""
        plain = [clause for clause in self.clauses if not clause.word.is_phrase]
        return any(run.is_han and len(run.text) >= QUESTION_CHARACTERS for clause in plain for run in clause.runs)

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
        if self.syntax.is_exact or not any(self._may_loosen(clause) for clause in self.clauses):
            return ("strict",)
        if self.is_question:
            return ("any",)
        if self.is_sentence:
            return ("strict", "any")
        size = sum(len(run.text) for clause in self.clauses for run in clause.runs)
        can_loosen = len(self.clauses) > 1 or (size >= LOOSENED_CHARACTERS and not self.clauses[0].word.is_phrase)
        return ("strict", "sound", "some", "any") if can_loosen else ("strict", "sound")

    def _may_loosen(self, clause: Clause) -> bool:
        """Short phrases are there as they are or not at all."""
        return not clause.word.is_phrase or any(reason not in STRICT for reason, _ in clause.ways(TEXT))

    def query(self, kind: Kind, level: Level) -> Query | None:
        """What matches and how it ranks; None when the query has no words (only filters). Made once, asked often."""
        if (kind, level) not in self._queries:
            self._queries[kind, level] = self._query(kind, level) if self.clauses else None
        return self._queries[kind, level]

    def _query(self, kind: Kind, level: Level) -> Query:
        wheres = (TEXT, SPOKEN) if kind == "entries" else (TEXT,)
        if level == "any":
            return self._any(wheres)
        clauses = self.content if level == "some" else self.clauses
        reasons = STRICT if level == "strict" else (*TIERS,)
        matched = AllOf(tuple(self._matched(clause, wheres, reasons) for clause in clauses))
        scored = [part for clause in clauses for part in self._scored(clause, wheres, level)]
        certain = (
            {term for clause in clauses for term in self._certain(clause, reasons)} if kind == "passages" else set()
        )
        held = tuple(part for part in scored if isinstance(part, Term) and (part.field, part.value) in certain)
        rest = [part for part in scored if part not in held]
        whole = self._whole_name(wheres, level)
        return Ranked(matched, (*self._tiers(clauses, wheres, reasons), *rest, *whole), held)

    def _matched(self, clause: Clause, wheres: Sequence[Where], reasons: Sequence[Reason]) -> Query:
        found = [query for where in wheres for reason, query in clause.ways(where) if reason in reasons]
        return AnyOf(tuple(found)) if len(found) > 1 else found[0]

    def _certain(self, clause: Clause, reasons: Sequence[Reason]) -> Iterator[tuple[str, str]]:
        """Field and token of what every passage holds that matches this word, if only its characters can match it."""
        if any(reason in reasons for reason, _ in clause.ways(TEXT) if reason != "exact"):
            return
        yield from ((TEXT["unigram"], character) for character in clause.characters)
        for run in clause.runs:
            yield from ((TEXT["bigram"], pair) for pair in (pairs_in(run) if run.is_han else ()))

    def _tiers(self, clauses: Sequence[Clause], wheres: Sequence[Where], reasons: Sequence[Reason]) -> Iterator[Query]:
        """A bonus for each step that all words reach: documents that match exactly collect all of them."""
        possible = _possible(clauses)
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

    def reason_of(self, score: float, level: Level) -> Reason | None:
        """The weakest way in which a document with this score met one of the words; None where the score tells
        nothing of it: in questions, and where nothing was ranked."""
        if level == "any" or score <= 0 or not self.clauses:
            return None
        possible = _possible(self.content if level == "some" else self.clauses)
        ways = [reason for reason in (STRICT if level == "strict" else TIERS) if reason in possible]
        return next((way for way in ways if score >= TIERS[way] - TIERS[ways[-1]]), ways[-1])

    def _scored(self, clause: Clause, wheres: Sequence[Where], level: Level) -> Iterator[Query]:
        yield from clause.scored(TEXT, self._weights, in_part=False)
        if level != "strict":
            yield from clause.scored_sound(TEXT, self._weights.sound)
            if words := [query for where in wheres for query in clause.homophones(where)]:
                yield Flat(AnyOf(tuple(words)), self._weights.homophone)
        if SPOKEN in wheres:
            yield from self._names(clause)
            pairs = terms(clause.pairs, SPOKEN["bigram"], self._weights.spoken)
            yield from pairs

    def _names(self, clause: Clause) -> Iterator[Query]:
        yield from terms(clause.pairs, "name_bigram", self._weights.name)

    def _whole_name(self, wheres: Sequence[Where], level: Level) -> Iterator[Query]:
        if SPOKEN not in wheres:
            return
        whole = " ".join(clause.text for clause in self.clauses)
        yield Flat(AnyTerm("name", (whole,)), self._weights.whole_name)
        yield Flat(AnyTerm("identifier", (whole,)), self._weights.whole_name)
        yield Flat(AnyTerm("initials", (whole,)), self._weights.whole_name)
        yield Flat(Term("suggest", without_tones(whole)), self._weights.name_begins)
        if level == "sound" and len(self.clauses) == 1 and (spellings := self.clauses[0].spellings):
            sounds_so = AnyOf(tuple(Term("suggest", spelling) for spelling in spellings))
            written = self._matched(self.clauses[0], wheres, ("exact",))
            yield Flat(Without(sounds_so, written), self._weights.name_sounds)

    def _any(self, wheres: Sequence[Where]) -> Query:
        """Any pair of characters of the content words. What only sounds like one adds to the score, and is not
        enough to be found."""
        scored = [part for clause in self.stretches for part in clause.scored_or_heard(TEXT, self._weights)]
        asked = [part for clause in self.stretches for part in clause.scored(TEXT, self._weights)]
        needed = [part for part in asked if not isinstance(part, Term) or part.field != TEXT["unigram"]]
        if SPOKEN in wheres:
            for clause in self.stretches:
                spoken = terms(clause.pairs, SPOKEN["bigram"], self._weights.spoken)
                scored += [*spoken, *self._names(clause)]
                needed += spoken
        return Ranked(AnyOf(tuple(needed or asked)), (*self._whole(wheres), *scored))

    def _whole(self, wheres: Sequence[Where]) -> Iterator[Query]:
        """A question that stands somewhere just as it was asked comes before all that only resembles it."""
        if self.is_question:
            whole = AllOf(tuple(self._matched(clause, wheres, STRICT) for clause in self.clauses))
            yield Flat(whole, TIERS["synonym"])

    def spoken_of(self, level: Level) -> Query:
        """Records in which all of it is spoken, in no order."""
        reasons = STRICT if level == "strict" else (*TIERS,)
        return Flat(AllOf(tuple(self._matched(clause, (SPOKEN,), reasons) for clause in self.clauses)))

    def part(self, level: Level) -> Query | None:
        """Passages with a part of what is asked: one of several words, a pair of characters of a single one. None where
        there is no smaller part."""
        if len(self.clauses) > 1:
            reasons = STRICT if level == "strict" else (*TIERS,)
            parts = [self._matched(clause, (TEXT,), reasons) for clause in self.clauses]
        else:
            parts = [part for clause in self.clauses for part in terms(clause.pairs, TEXT["bigram"], 1.0)]
        if len(parts) < 2:
            return None
        return Ranked(
            AnyOf(tuple(parts)), tuple(part for clause in self.clauses for part in clause.scored(TEXT, self._weights))
        )

    def excluded_query(self, kind: Kind) -> Query | None:
        """What no result may hold: anywhere in the record, spoken or written, in these words or another form of
        them."""
        if not self.excluded:
            return None
        wheres = (TEXT, SPOKEN) if kind == "entries" else (TEXT,)
        parts: list[Query] = []
        for clause in self.excluded:
            if kind == "passages" and clause.is_of_record:
                continue
            if clause.word.field:
                parts.append(clause.field_query())
            else:
                parts.extend(
                    query for where in wheres for reason, query in clause.ways(where) if reason in ("exact", "number")
                )
        return AnyOf(tuple(parts)) if parts else None


def _possible(clauses: Sequence[Clause]) -> set[Reason]:
    """The ways in which any of these words could be met."""
    return {reason for clause in clauses for reason, _ in clause.ways(TEXT)}


def joined(words: list[Word]) -> list[Word]:
    """Puts together what is one word and often typed with a space: `feiteng lu`, `P 101`."""
    letters = [without_tones(normalised_text(word.text)) for word in words]
    if len(words) < 2 or any(word.is_phrase for word in words):
        return words
    if all(LETTERS.fullmatch(text) for text in letters) and spelled("".join(letters)):
        return [Word("".join(letters))]
    if len(words) == 2 and TAG.fullmatch(" ".join(letters)):
        return [Word(" ".join(word.text for word in words))]
    return words
