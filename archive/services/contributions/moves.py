"""Which state may follow which, and the one function that moves a contribution on."""

from typing import Final

from django.db import transaction
from django.utils import timezone

from archive.contribution_states import ContributionState as State
from archive.models import Contribution

FOLLOWS: Final[dict[str, frozenset[str]]] = {
    State.DRAFT: frozenset({State.RECEIVED, State.WITHDRAWN}),
    State.RECEIVED: frozenset({State.LOOKING, State.QUESTION, State.ACCEPTED, State.NOT_USED, State.WITHDRAWN}),
    State.LOOKING: frozenset({State.RECEIVED, State.QUESTION, State.ACCEPTED, State.NOT_USED, State.WITHDRAWN}),
    State.QUESTION: frozenset({State.LOOKING, State.ACCEPTED, State.NOT_USED, State.WITHDRAWN}),
    State.ACCEPTED: frozenset({State.ONLINE, State.LOOKING, State.QUESTION, State.WITHDRAWN}),
    State.ONLINE: frozenset({State.ACCEPTED, State.QUESTION, State.WITHDRAWN}),
    State.NOT_USED: frozenset({State.LOOKING, State.WITHDRAWN}),
    State.WITHDRAWN: frozenset({State.ERASED}),
    State.ERASED: frozenset(),
}
"""From 已收回 only `withdrawing.undo` leads back, to where it was; no curator's button does."""

SETTLED: Final = frozenset({State.ACCEPTED, State.ONLINE, State.NOT_USED})


class WrongMove(ValueError):
    """This state cannot follow that one; somebody else was faster, or the page was old."""

    def __init__(self, contribution: Contribution, state: str) -> None:
        super().__init__(f"{contribution.state} → {state}")


def locked(contribution: Contribution) -> Contribution:
    """The row as it is now, held until the transaction ends. Call inside one."""
    return Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)


@transaction.atomic
def move(contribution: Contribution, state: State, **fields: object) -> Contribution:
    """Set the state and what goes with it (assigned_to, not_used_reason …). Moving to where it is does nothing.

    Raises WrongMove.
    """
    row = locked(contribution)
    if row.state == state and not fields:
        return row
    if row.state != state and state not in FOLLOWS[row.state]:
        raise WrongMove(row, state)
    row.state = state
    for name, value in fields.items():
        setattr(row, name, value)
    if state in SETTLED:
        row.settled_at = row.settled_at or timezone.now()
    row.save()
    return row


@transaction.atomic
def take_in(contribution: Contribution) -> Contribution:
    """Accepted, once: whatever is made of it must not be made twice. Raises WrongMove unless it still waits."""
    row = locked(contribution)
    if row.state not in State.waiting():
        raise WrongMove(row, State.ACCEPTED)
    return move(row, State.ACCEPTED)
