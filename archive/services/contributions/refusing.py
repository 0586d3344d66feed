"""Not used: with a reason that the receipt tells kindly, and a word of the curator's own."""

from django.db import transaction

from archive.contribution_states import ContributionState, NotUsedReason
from archive.models import Contribution
from archive.services.contributions.moves import move


@transaction.atomic
def refuse(contribution: Contribution, *, reason: NotUsedReason, note: str = "") -> Contribution:
    """Nothing of it is deleted, and one may think again (`moves.FOLLOWS`). Raises WrongMove."""
    return move(contribution, ContributionState.NOT_USED, not_used_reason=reason, not_used_note=note.strip())
