"""Every change of the lexicon, in one transaction: the words, what was there before, and the task for the index.

    with changing(by=user):
        row.save()

Whatever is written to the rows inside becomes one `LexiconChange`, found by comparing the whole lexicon before and
after. So no way of writing can be forgotten, a change is known by what it does and not by what it was meant to do, and
each can be undone.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from search.curation import editions
from search.lexicon import touched
from search.models import LexiconChange, LexiconEdition, SurnameRow, TermRow
from search.models.lexicon import KeptRow
from search.text.streams import Analyzer

KINDS: Mapping[str, type[KeptRow]] = {"term": TermRow, "surname": SurnameRow}

Place = tuple[str, int]
"""(kind, primary key)"""
State = dict[Place, KeptRow]

_is_open: ContextVar[bool] = ContextVar("lexicon_change_is_open", default=False)


class NotUndoable(ValueError):
    """The change cannot be taken back; the message says what stands in the way."""


@contextmanager
def changing(
    *,
    by: Any = None,
    origin: LexiconChange.Origin = LexiconChange.Origin.EDIT,
    undoes: LexiconChange | None = None,
) -> Iterator[None]:
    """One change. Inside another one it is part of that."""
    if _is_open.get():
        yield
        return
    opened = _is_open.set(True)
    try:
        with transaction.atomic():
            LexiconEdition.objects.get_or_create(pk=LexiconEdition.ONLY)
            edition = LexiconEdition.objects.select_for_update().get(pk=LexiconEdition.ONLY)
            before, former = _state(), editions.refresh()
            yield
            change = _difference(before, _state(), former)
            if change is not None:
                change.made_by, change.origin, change.undoes = by, origin, undoes
                change.save(force_insert=True)
                edition.token = LexiconEdition.new_token()
                edition.save()
    finally:
        _is_open.reset(opened)
        editions.forget()


def undo(change: LexiconChange, *, by: Any = None) -> None:
    """Puts back what was there before the change. Raises NotUndoable."""
    if LexiconChange.objects.filter(undoes=change).exists():
        raise NotUndoable(gettext("这次改动已经撤回过了。"))
    try:
        with changing(by=by, origin=LexiconChange.Origin.UNDO, undoes=change):
            now = _state()
            for row in change.rows:
                _refuse_if_changed_since(row, now.get((row["kind"], row["pk"])))
            for row in sorted(change.rows, key=lambda row: row["before"] is not None):
                _put_back(row)
    except IntegrityError as error:
        raise NotUndoable(gettext("撤回不了：有一个词后来又用到了别的行里。请先改那一行。")) from error


def _refuse_if_changed_since(row: Mapping[str, Any], now: KeptRow | None) -> None:
    if (now and now.values()) != row["after"]:
        word = next(iter((row["after"] or row["before"]).values()))
        raise NotUndoable(gettext("撤回不了：“%(word)s”后来又改过。请先撤回后面的改动。") % {"word": word})


def _put_back(row: Mapping[str, Any]) -> None:
    model = KINDS[row["kind"]]
    if row["before"] is None:
        model._default_manager.get(pk=row["pk"]).delete()
    else:
        model(**{"id": row["pk"], **row["before"]}).save()


def _state() -> State:
    return {(kind, row.pk): row for kind, model in KINDS.items() for row in model._default_manager.order_by("pk")}


def _difference(before: State, after: State, former: Analyzer) -> LexiconChange | None:
    """`former` is what the index follows so far: the analyzer of the edition before."""
    rows = [
        {"kind": kind, "pk": pk, "before": was and was.values(), "after": becomes and becomes.values()}
        for kind, pk in sorted(before.keys() | after.keys())
        if ((was := before.get((kind, pk))) and was.values())
        != ((becomes := after.get((kind, pk))) and becomes.values())
    ]
    if not rows:
        return None
    new = _analyzer(after)
    touches = touched(former.lexicon, new.lexicon)
    return LexiconChange(
        rows=rows,
        forms=touches.forms,
        surnames=touches.surnames,
        fingerprint_before=former.fingerprint,
        fingerprint_after=new.fingerprint,
        state=LexiconChange.State.WAITING if touches else LexiconChange.State.DONE,
        finished_at=None if touches else timezone.now(),
    )


def _analyzer(state: State) -> Analyzer:
    terms = [row for row in state.values() if isinstance(row, TermRow)]
    surnames = [row for row in state.values() if isinstance(row, SurnameRow)]
    return Analyzer(editions.lexicon_of(terms, surnames))
