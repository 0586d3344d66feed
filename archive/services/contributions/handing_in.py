"""The last step: a draft becomes something the museum has received."""

from django.db import transaction
from django.utils import timezone

from archive.contribution_states import ContributionState, PartyRole
from archive.models import Contribution, ContributionParty
from archive.services.contributions.arriving import is_awaited
from archive.services.contributions.consenting import grant_answers
from archive.services.contributions.moves import locked


class NothingTold(ValueError):
    """Neither a word nor a file: there is nothing to hand in yet."""


@transaction.atomic
def hand_in(contribution: Contribution) -> Contribution:
    """Received from now on. A second time does nothing: the same form sent twice is one contribution.

    Raises NothingTold.
    """
    row = locked(contribution)
    if row.state != ContributionState.DRAFT:
        return row
    if not is_told(row):
        raise NothingTold
    ContributionParty.objects.get_or_create(contribution=row, role=PartyRole.TELLER)
    row.state = ContributionState.RECEIVED
    row.received_at = timezone.now()
    row.save()
    grant_answers(row)
    return row


def is_told(contribution: Contribution) -> bool:
    """Whether there is anything to hand in."""
    words = (contribution.story, contribution.what, contribution.who)
    return any(word.strip() for word in words) or contribution.items.exists() or is_awaited(contribution)
