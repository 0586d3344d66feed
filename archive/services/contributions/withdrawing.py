"""Taking back what was handed in itself: one step of `archive.services.withdrawals.withdraw`, which also closes what
was made of it, tells the ledger and opens the case. Undone until it is erased."""

from django.db import transaction
from django.utils import timezone

from archive.contribution_states import ContributionState
from archive.models import Contribution
from archive.services.contributions import proposals
from archive.services.contributions.moves import WrongMove, locked
from archive.services.visibility import settle
from media.models import Asset


@transaction.atomic
def withdraw(contribution: Contribution) -> Contribution:
    """Everything of it is closed, for everybody. A second time does nothing. Raises WrongMove once it is erased."""
    row = locked(contribution)
    if row.state == ContributionState.WITHDRAWN:
        return row
    if row.state == ContributionState.ERASED:
        raise WrongMove(row, ContributionState.WITHDRAWN)
    row.state_before_withdrawal = row.state
    row.state = ContributionState.WITHDRAWN
    row.withdrawn_at = timezone.now()
    row.save()
    settle(Asset.objects.filter(contribution_items__contribution=row))
    proposals.follow_withdrawal(row)
    return row


@transaction.atomic
def undo(contribution: Contribution) -> Contribution:
    """As it was before. Raises WrongMove for what was not taken back, or is erased."""
    row = locked(contribution)
    if row.state != ContributionState.WITHDRAWN:
        raise WrongMove(row, row.state_before_withdrawal)
    row.state = row.state_before_withdrawal
    row.state_before_withdrawal = ""
    row.withdrawn_at = None
    row.save()
    settle(Asset.objects.filter(contribution_items__contribution=row))
    proposals.follow_withdrawal(row)
    return row
