"""Makes hits of what the engine found: the best snippet, the marks, the reason, the second to jump to."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from search.clauses import Clause, said_as
from search.documents import initials, shown_of
from search.engines.base import Answer, Scored
from search.entries import REASONS, Explanation, Hit, Match, PassageHit, Reason
from search.planning import Level, Plan
from search.text.highlight import MOST_MARKED, Highlighter, Mark, Marked, Needle, parts_of
from search.text.normalise import normalised_text
from search.text.sound import pair_tokens
from search.text.streams import Analyzer

SNIPPET_CHARACTERS = 120
LINE_BREAK = "\n"
"""No word, number or sound goes across it."""


def needle_of(clause: Clause, analyzer: Analyzer) -> Needle:
    sounds = [frozenset(place) for place in clause.sounds]
    latin = [run for run in clause.runs if not run.is_han]
    exact = {clause.runs[0].text} if len(clause.runs) == 1 else {clause.text} - {""}
    spelt: set[str] = set()
    if latin and len(clause.runs) == 1:
        spelt = {normalised_text(term) for term in analyzer.lexicon.by_initials.get(clause.text, ())}
        if readings := clause.readings(clause.runs[0]):
            sounds = [frozenset({token}) for token in pair_tokens(readings[0])]
    return Needle(
        typed=clause.word.text,
        exact=frozenset(exact),
        may_be_parted=clause.word.is_phrase and len(clause.runs) == 1 and clause.runs[0].is_han,
        runs=tuple(run.text for run in clause.runs),
        numbers={
            token: clause.typed(mention.start, mention.end) for mention in clause.mentions for token in said_as(mention)
        },
        groups={name: clause.typed(start, end) for start, end, names in clause.groups for name in names},
        renumbered=clause.renumbered,
        beside_numbers=tuple(run.text for run in clause.beside_numbers),
        beside_groups=tuple(run.text for run in clause.beside_groups),
        sounds=tuple(sounds),
        spelt=frozenset(spelt),
    )


def opens_ms(passage: Scored) -> int:
    """When a passage begins."""
    start_ms: int = shown_of(passage.stored)["spans"][0][1]
    return start_ms


def span_at(spans: Sequence[list[Any]], offset: int) -> list[Any]:
    """The segment that holds this character of a passage."""
    return next((span for span in spans if span[3] + span[4] > offset), spans[0])


def names_marked(shown: Mapping[str, Any], about: Collection[str]) -> Marked:
    """A passage with the names of these entries marked."""
    marks = (
        Mark(offset, offset + length, "exact")
        for entity, offset, length in shown["mentions"]
        if entity in about and length
    )
    return Marked(shown["text"], tuple(marks), 0)


def spoken_of_from(shown: Mapping[str, Any], about: Collection[str]) -> int:
    """The character of a passage from which one of these entries is spoken of."""
    return min((offset for entity, offset, _ in shown["mentions"] if entity in about), default=0)


class Shown:
    """An entry as it was stored: what is shown of it, read once."""

    def __init__(self, entry: Scored) -> None:
        self.id = entry.entry_id
        self.number = entry.number
        self.shown = shown_of(entry.stored)

    @property
    def has_passages(self) -> bool:
        return bool(self.shown.get("passages"))


class Presenter:
    """Presents the documents found for one plan at one level."""

    def __init__(self, plan: Plan, level: Level, analyzer: Analyzer, *, about: Collection[str] = ()) -> None:
        clauses = plan.content if level in ("some", "any") else plan.clauses
        self._highlighter = Highlighter(
            [needle_of(clause, analyzer) for clause in clauses], analyzer, by_sound=level == "sound"
        )
        self._plan, self._level = plan, level
        self._lexicon = analyzer.lexicon
        self._about = about
        self._heard: dict[str, tuple[dict[str, Any], Marked]] = {}
        # Syllables that are heard apart match as well; nothing is marked then, and nobody is told that it is there.
        self._unmarked: Reason = "sound" if level == "sound" else "exact"
        self._letters = frozenset(clause.text for clause in clauses if level == "sound" and clause.text.isascii())

    def hit(self, entry: Shown, score: float, spoken: Answer) -> Hit:
        shown = entry.shown
        title = self._name(shown["title"])
        snippet = self._snippet(shown, title)
        found = [passage for passage in spoken.found if passage.number == entry.number]
        telling = self._telling(found)
        more = spoken.group_totals.get(entry.number, 0) - len(found)
        years = shown["years"]
        return Hit(
            id=entry.id,
            kind=shown["kind"],
            url=shown["url"],
            title=shown["title"],
            subtitle=shown["subtitle"],
            thumbnail_url=shown["thumbnail_url"],
            years=(years[0], years[1]) if years else None,
            generations=tuple(shown.get("generations", ())),
            duration_ms=shown.get("duration_ms", 0),
            has_sound=shown["has_sound"],
            has_picture=shown["has_picture"],
            identifiers=tuple(shown["identifiers"]),
            score=score,
            reason=self._reason([title, snippet, *(self._read(passage)[1] for passage in telling)], score),
            title_parts=parts_of(title),
            snippet_parts=parts_of(snippet, most=SNIPPET_CHARACTERS),
            passages=tuple(map(self.passage, telling)),
            more_passages=max(0, more),
            explanations=tuple(dict.fromkeys((*title.explanations, *snippet.explanations))),
        )

    def _reason(self, told: Sequence[Marked], score: float) -> Reason:
        """The best of the texts that hold all words. Where each holds only some, or what matches is not shown at all,
        the score tells how the words were met."""
        parts = [(reason, marked.missing) for marked in told if (reason := marked.reason)]
        whole = [reason for reason, missing in parts if not missing]
        if not whole and (met := self._plan.reason_of(score, self._level)):
            return met
        return min(whole or [reason for reason, _ in parts], key=REASONS.index, default=self._unmarked)

    def _telling(self, passages: Sequence[Scored]) -> list[Scored]:
        """Those of a record's passages that say something another does not say. Windows overlap by a segment: where
        one holds all that is marked in another, and more, it takes its place."""
        if len(passages) < 2:
            return list(passages)
        kept: list[tuple[Scored, set[Any]]] = []
        for passage in passages:
            shown, marked = self._read(passage)
            own = _marked_segments(shown["spans"], marked)
            if own and own <= {segment for _, told in kept for segment in told}:
                continue
            narrower = [at for at, (_, told) in enumerate(kept) if told and told < own]
            if narrower:
                kept[narrower[0]] = (passage, own)
                for at in reversed(narrower[1:]):
                    del kept[at]
            else:
                kept.append((passage, own))
        return [passage for passage, _ in kept]

    def _snippet(self, shown: Mapping[str, Any], title: Marked) -> Marked:
        """The text that holds most of the words, and of those the one that holds them best; else the summary."""
        best: Marked | None = None
        names = "　".join((*shown["names"], *shown["more"]))
        texts = [text for text in (shown["summary"], shown["body"], shown["subtitle"], names) if text]
        # Most records are found by what is spoken in them: one look tells that nothing is in any of these.
        whole = LINE_BREAK.join(texts)
        if len(texts) > 1 and len(whole) <= MOST_MARKED and not self._highlighter.mark(whole).marks:
            texts = []
        for text in texts:
            marked = self._highlighter.mark(text)
            if marked.marks and (best is None or _worth(marked) < _worth(best)):
                best = marked
            if best is not None and not any(_worth(best)):
                return best
        if best is None and not title.marks:
            best = next((name for name in map(self._name, shown["names"]) if name.marks), None)
        return best or Marked(shown["summary"] or shown["body"] or "", (), title.missing)

    def _name(self, name: str) -> Marked:
        """A name may also be asked for by the first letters of its syllables."""
        marked = self._highlighter.mark(name)
        if marked.marks or not self._letters:
            return marked
        for typed in self._letters.intersection(initials((name,), self._lexicon)):
            told = Explanation(found=name, asked=typed, reason="sound")
            return Marked(name, (Mark(0, len(name), "sound", typed),), marked.missing - 1, (told,))
        return marked

    def _speech(self, shown: Mapping[str, Any]) -> Marked:
        """What is spoken, with the words that were asked for marked, or else the names of what must be spoken of."""
        marked = self._highlighter.mark(shown["text"])
        return marked if marked.marks or not self._about else names_marked(shown, self._about)

    def _read(self, passage: Scored) -> tuple[dict[str, Any], Marked]:
        """A passage as it was stored, marked; read once, though it is looked at more often."""
        if passage.id not in self._heard:
            shown = shown_of(passage.stored)
            self._heard[passage.id] = shown, self._speech(shown)
        return self._heard[passage.id]

    def passage(self, passage: Scored) -> PassageHit:
        shown, marked = self._read(passage)
        first = marked.marks[0].start if marked.marks else spoken_of_from(shown, self._about)
        spans: list[list[Any]] = shown["spans"]
        span = span_at(spans, first)
        return PassageHit(
            id=shown["id"],
            parts=parts_of(marked),
            speaker=shown["speaker"],
            segment_id=span[0],
            start_ms=span[1],
            opens_ms=spans[0][1],
            end_ms=spans[-1][2],
            reason=marked.reason or self._unmarked,
            score=passage.score,
            explanations=marked.explanations,
        )

    def matches(self, passage: Scored) -> list[Match]:
        """Each segment of the passage in which something is marked."""
        shown, marked = self._read(passage)
        found: list[Match] = []
        for segment_id, start_ms, end_ms, offset, length in shown["spans"]:
            inside = [mark for mark in marked.marks if mark.start < offset + length and mark.end > offset]
            if not inside:
                continue
            text = shown["text"][offset : offset + length]
            moved = tuple(
                type(mark)(max(mark.start - offset, 0), min(mark.end - offset, length), mark.reason) for mark in inside
            )
            reason: Reason = max((mark.reason for mark in inside), key=REASONS.index)
            found.append(
                Match(
                    segment_id=segment_id,
                    start_ms=start_ms,
                    end_ms=end_ms,
                    speaker=shown["speaker"],
                    parts=parts_of(Marked(text, moved, 0)),
                    reason=reason,
                )
            )
        return found


def _worth(marked: Marked) -> tuple[int, int]:
    """How little of what was asked is missing, and how near it is to what was asked: the least is the best."""
    return marked.missing, REASONS.index(marked.reason) if marked.reason else len(REASONS)


def _marked_segments(spans: Sequence[list[Any]], marked: Marked) -> set[Any]:
    """The ids of the segments in which anything is marked. Both spans and marks are in the order of the text."""
    found: set[Any] = set()
    beginnings = [span[3] for span in spans]
    for mark in marked.marks:
        first = max(bisect_right(beginnings, mark.start) - 1, 0)
        found |= {
            span[0] for span in spans[first : bisect_left(beginnings, mark.end)] if span[3] + span[4] > mark.start
        }
    return found
