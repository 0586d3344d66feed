"""What words find now, and how far the index has followed: what a curator wants to see after saving."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from search import installed
from search.clauses import SPOKEN, TEXT, Clause
from search.engines.base import AllOf, AnyOf, AnyTerm, Ask, EngineError
from search.models import LexiconChange, TermRow
from search.syntax import Word

FINDING = ("exact", "number", "synonym")


def records_found(words: Iterable[str], viewer: frozenset[str]) -> dict[str, int]:
    """How many records each word finds, by itself, as a number or through its synonyms. Empty while the engine cannot
    be asked."""
    analyzer = installed.analyzer()
    clauses = {word: clause for word in words if (clause := Clause(Word(word), analyzer)).runs}
    visible = AnyTerm("visibility", tuple(sorted(viewer)))
    questions = [
        Ask(
            kind="entries",
            query=AllOf(
                (
                    AnyOf(
                        tuple(
                            query
                            for where in (TEXT, SPOKEN)
                            for reason, query in clause.ways(where)
                            if reason in FINDING
                        )
                    ),
                    visible,
                )
            ),
            limit=0,
        )
        for clause in clauses.values()
    ]
    if not questions:
        return {}
    try:
        answers = installed.engine().live().ask(*questions)
    except EngineError:
        return {}
    return {word: answer.total for word, answer in zip(clauses, answers, strict=True)}


@dataclass(frozen=True, slots=True)
class Following:
    """How far the index has followed a change: `done` of `total` entries. `total` is 0 until they have been looked
    for."""

    done: int
    total: int


def following(changes: Sequence[LexiconChange]) -> dict[int, Following]:
    """Change → how far it is; changes that are finished are left out."""
    unfinished = [change for change in changes if change.state != LexiconChange.State.DONE]
    waiting = Count("outbox_rows", filter=Q(outbox_rows__reason=""))
    rows = LexiconChange.objects.filter(pk__in=[change.pk for change in unfinished]).annotate(waiting=waiting)
    left = dict(rows.order_by().values_list("pk", "waiting"))
    return {
        change.pk: Following(change.entries_total - left.get(change.pk, 0), change.entries_total)
        for change in unfinished
    }


def following_rows(rows: Sequence[TermRow]) -> Mapping[int, Following]:
    """Row → how far the latest unfinished change that concerns it is; rows in effect are left out. Two queries."""
    changes = list(LexiconChange.objects.exclude(state=LexiconChange.State.DONE).order_by("id"))
    if not changes:
        return {}
    told = following(changes)
    wanted = {row.pk for row in rows}
    return {
        row["pk"]: told[change.pk]
        for change in changes
        for row in change.rows
        if row["kind"] == "term" and row["pk"] in wanted
    }
