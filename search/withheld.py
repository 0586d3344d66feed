"""Keeps out of every answer what was closed a moment ago and is still in the index.

A withdrawal, a cut or a name taken back is in the outbox, marked urgent, from the transaction that made it; the index
follows when a worker gets to it. In between, and for as long as no worker runs, the entries concerned are excluded
from every query: they are neither matched nor counted, suggested or put into a facet. It costs one query a request, on
an index of the outbox that is nearly always empty, and nothing at all in the engine while it is.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from django.db import connection

from search.engines.base import Answer, AnyTerm, Ask, EngineUnavailable, Index, Without
from search.models import OutboxRow
from search.registry import NotRegistered, by_label

MOST_WITHHELD = 10_000
"""More than an engine should be made to exclude; the search rests until the worker has caught up."""


def withheld_ids() -> tuple[str, ...]:
    """Entries that a change wants out of the index, or shorter, before anybody sees them again."""
    with connection.cursor() as cursor:
        cursor.execute(*_look())
        targets = cursor.fetchall()
    if len(targets) > MOST_WITHHELD:
        raise EngineUnavailable(
            "More has been closed than can be kept out of the answers one by one. The search goes on when the worker "
            "has taken it out of the index."
        )
    return tuple(sorted({entry_id for label, object_id in targets if (entry_id := _entry_id(label, object_id))}))


@cache
def _look() -> tuple[str, tuple[Any, ...]]:
    """The query, worded once: wording it takes ten times as long as finding that there is nothing."""
    rows = OutboxRow.objects.filter(urgent=True).values_list("model_label", "object_id").distinct()
    sql, params = rows.order_by()[: MOST_WITHHELD + 1].query.sql_with_params()
    return sql, params


def _entry_id(label: str, object_id: str) -> str:
    """Empty for a model of another version of the museum: none of this one's entries is meant."""
    try:
        return by_label(label).entry_id(object_id)
    except NotRegistered:
        return ""


def without_withheld(index: Index) -> Index:
    """The index as it may be asked now."""
    ids = withheld_ids()
    return Withholding(index, ids) if ids else index


class Withholding:
    """An index whose answers know nothing of some of its entries. Only what a question needs goes through it; whatever
    else is asked of the index is asked of the index itself."""

    def __init__(self, index: Index, ids: Sequence[str]) -> None:
        self._index = index
        self._excluded = AnyTerm("entry_id", tuple(ids))

    def ask(self, *questions: Ask) -> list[Answer]:
        return self._index.ask(
            *(replace(question, query=Without(question.query, self._excluded)) for question in questions)
        )

    def __getattr__(self, name: str) -> Any:
        return getattr(self._index, name)
