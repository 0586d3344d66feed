"""What the receipt says follows what was made: online when it can be seen, taken in again when it cannot."""

from django.contrib.contenttypes.models import ContentType

from archive.contribution_states import ContributionState
from archive.models import Contribution, Curated, Outcome, Record
from archive.rights import standing_of
from archive.services.contributions.moves import move
from archive.states import Standing

FOLLOWING = (ContributionState.ACCEPTED, ContributionState.ONLINE)


def follow(instance: Curated) -> None:
    """Called whenever a record has been saved. One question for what nobody handed in."""
    if not isinstance(instance, Record):
        return
    outcomes = Outcome.objects.filter(
        content_type=ContentType.objects.get_for_model(instance),
        object_id=instance.pk,
        is_joined=False,
        contribution__state__in=FOLLOWING,
    )
    for outcome in outcomes.select_related("contribution"):
        _settle(outcome.contribution)


def _settle(contribution: Contribution) -> None:
    """Online as long as one thing made of it can be seen."""
    records = [outcome.record for outcome in contribution.outcomes.filter(is_joined=False)]
    is_seen = any(isinstance(each, Record) and standing_of(each) is Standing.PUBLIC for each in records)
    wanted = ContributionState.ONLINE if is_seen else ContributionState.ACCEPTED
    if contribution.state != wanted:
        move(contribution, wanted)
