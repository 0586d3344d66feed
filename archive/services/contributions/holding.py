"""Two curators at one contribution: who has it open, and whether it is still what the page showed.

The hold is a courtesy: it says who is at it, and passes to whoever takes over. What keeps words from being lost is the
`version` that every form carries; a form made for another version is refused, and shown again with what was typed.
"""

from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from archive.models import Contribution, Hold
from archive.services.contributions.moves import locked

IDLE: Final = timedelta(minutes=30)
"""Whoever has not been heard of for so long has gone home."""


class HeldByOther(ValueError):
    """Somebody else is at it. `hold` says who, and since when."""

    def __init__(self, hold: Hold) -> None:
        super().__init__(str(hold.holder))
        self.hold = hold


class Changed(ValueError):
    """Something has happened to it since the page was opened: an answer, a file, another curator's word."""


@transaction.atomic
def hold(contribution: Contribution, *, by: Any, takes_over: bool = False) -> Hold:
    """Whoever has it now: `by`, unless somebody else does and is not relieved."""
    locked(contribution)
    now = timezone.now()
    current = Hold.objects.select_related("holder").filter(contribution=contribution).first()
    if current is None:
        return Hold.objects.create(contribution=contribution, holder=by, since=now, touched_at=now)
    if current.holder_id != by.pk:
        if not takes_over and not is_idle(current):
            return current
        current.holder, current.since = by, now
    elif is_idle(current):
        current.since = now
    current.touched_at = now
    current.save()
    return current


def is_idle(hold: Hold) -> bool:
    return hold.touched_at < timezone.now() - IDLE


def release(contribution: Contribution, *, by: Any) -> None:
    """Done with it, for now."""
    Hold.objects.filter(contribution=contribution, holder=by).delete()


def version_of(contribution: Contribution) -> str:
    """Changes with everything that happens to a contribution."""
    return str(int(contribution.updated_at.timestamp() * 1_000_000))


def check(contribution: Contribution, *, by: Any, version: str) -> Contribution:
    """The locked row, for what a page that showed `version` asks for. Call inside a transaction.

    Raises HeldByOther, Changed.
    """
    row = locked(contribution)
    current = Hold.objects.select_related("holder").filter(contribution=row).first()
    if current is not None and current.holder_id != by.pk and not is_idle(current):
        raise HeldByOther(current)
    if version_of(row) != version:
        raise Changed
    return row
