"""Brings the index up to a changed lexicon: only what the change touches is analysed again.

    waiting    the change is committed; queries use the new words already
      → the entries that hold a touched form are found in the index and put into the outbox, in one transaction
    spreading  the outbox is worked off as ever
      → the index is stamped with the analyzer it agrees with now
    done

A process that dies between any two steps leaves a state from which the next one goes on. The index is stamped from one
change to the next, so a stamp that is behind is known by the chain of unfinished changes that leads from it to the
present; any other stamp is that of an index to be rebuilt (`search.rebuilding.needed`).

All of it happens under `only_writer`, with the edition read after the lock was taken. Whoever holds the lock next knows
the change and analyses with it, so nobody can bring an old reading back.
"""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils import timezone

from search import installed
from search.clauses import SPEAKER, SPOKEN, TEXT, Clause
from search.engines.base import AllOf, AnyOf, Ask, Everything, Index, Kind, Query, Term
from search.indexing import Drained, Generations, drain_into, open_generations
from search.lexicon import Touched
from search.models import LexiconChange, OutboxRow
from search.outbox import Target
from search.registry import registered
from search.syntax import Word
from search.text.streams import Analyzer
from search.writing import only_writer

TURN_SECONDS = 5.0
"""How long the outbox is worked off before others may have the lock: a change that touches thousands of entries must
not hold up a rebuild."""
MOST_FOUND = 10_000
"""As many as both engines give at once. A form that stands in more entries than this touches all of them."""
ASKED_TOGETHER = 40


def unfinished() -> bool:
    return LexiconChange.objects.exclude(state=LexiconChange.State.DONE).exists()


def follow(*, wait_seconds: float = 0.0) -> Drained:
    """One turn: spreads what waits, works off the outbox for a while, and stamps what is done. Raises WriterBusy,
    EngineUnavailable, IndexMissing (nothing to write to yet)."""
    with only_writer(wait_seconds=wait_seconds), open_generations() as generations:
        if generations.live is None and generations.building is None:
            installed.engine().live()  # raises IndexMissing, with the reason
        for change in _in_state(LexiconChange.State.WAITING):
            _spread(change, generations)
        drained = drain_into(generations, most_seconds=TURN_SECONDS)
        _settle(generations)
        return drained


def is_followed(stamp: str) -> bool:
    """Whether an index with this stamp is current, or behind only by changes that are being worked off."""
    current = installed.fingerprint()
    if stamp == current:
        return True
    changes = LexiconChange.objects.exclude(state=LexiconChange.State.DONE).order_by("id")
    steps = list(changes.values_list("fingerprint_before", "fingerprint_after"))
    return bool(steps) and steps[-1][1] == current and any(before == stamp for before, _ in steps)


def _in_state(*states: LexiconChange.State) -> list[LexiconChange]:
    return list(LexiconChange.objects.filter(state__in=states).order_by("id"))


def _spread(change: LexiconChange, generations: Generations) -> None:
    touches, analyzer = Touched(tuple(change.forms), tuple(change.surnames)), installed.analyzer()
    found = {entry_id for index in generations for entry_id in touched_entries(index, touches, analyzer)}
    targets = sorted(target for entry_id in found if (target := _target(entry_id)))
    with transaction.atomic():
        OutboxRow.objects.bulk_create(
            [OutboxRow(model_label=label, object_id=pk, lexicon_change=change) for label, pk in targets],
            batch_size=500,
        )
        change.state = LexiconChange.State.SPREADING
        change.entries_total = len(targets)
        change.save(update_fields=["state", "entries_total"])


def _settle(generations: Generations) -> None:
    """Stamps and finishes changes in the order in which they were made. What could not be read or written waits in the
    outbox with its reason, as after any other change; it holds up nothing."""
    for change in _in_state(LexiconChange.State.WAITING, LexiconChange.State.SPREADING):
        if change.state == LexiconChange.State.WAITING or change.outbox_rows.filter(reason="").exists():
            return
        for index in generations:
            if index.fingerprint == change.fingerprint_before:
                index.stamp(change.fingerprint_after)
        change.state, change.finished_at = LexiconChange.State.DONE, timezone.now()
        change.save(update_fields=["state", "finished_at"])


def _target(entry_id: str) -> Target | None:
    kind, _, object_id = entry_id.partition(":")
    for registration in registered():
        if registration.kind == kind:
            return registration.label, object_id
    return None  # of a kind this museum no longer has: it goes with the next rebuild


# --- what a change touches -------------------------------------------------------------------------------------------


def touched_entries(index: Index, touches: Touched, analyzer: Analyzer) -> set[str]:
    """The entries of an index that hold a touched form or surname: every one, and few others."""
    index.commit()  # what another process wrote and did not live to make visible
    questions = [
        *(question for form in touches.forms for question in _holding(form, analyzer)),
        *(_asked("entries", _anywhere(surname)) for surname in touches.surnames),
    ]
    found: set[str] = set()
    for start in range(0, len(questions), ASKED_TOGETHER):
        for answer in index.ask(*questions[start : start + ASKED_TOGETHER]):
            if len(answer.found) >= MOST_FOUND:
                return set(index.entry_ids())
            found.update(scored.entry_id for scored in answer.found)
    return found


def _holding(form: str, analyzer: Analyzer) -> Iterator[Ask]:
    """Records that hold the form in what they say, what is said in them, what they are called, or who speaks."""
    clause = Clause(Word(form, is_phrase=True), analyzer)
    named = Term("suggest", "".join(character for character in form if character.isalnum()))
    if not clause.runs:
        yield _asked("entries", Everything())
    elif len(form) == 1:
        yield _asked("entries", named)  # a single character is neither a word nor a synonym in a text
    else:
        yield _asked("entries", AnyOf((clause.exact(TEXT), clause.exact(SPOKEN), named)))
        yield _asked("passages", AllOf(tuple(Term("field", f"{SPEAKER}:{pair}") for pair in clause.pairs)))


def _anywhere(character: str) -> Query:
    places: Iterable[str] = (TEXT["unigram"], SPOKEN["unigram"], "suggest")
    return AnyOf(tuple(Term(place, character) for place in places))


def _asked(kind: Kind, query: Query) -> Ask:
    return Ask(kind=kind, query=query, limit=MOST_FOUND, count=False)
