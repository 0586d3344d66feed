"""What the receipt says follows what was made: online when it can be seen, taken in again when it cannot."""

from django.contrib.contenttypes.models import ContentType

from archive.contribution_states import ContributionKind, ContributionState
from archive.models import Contribution, Curated, Outcome, Record
from archive.rights import standing_of
from archive.services.contributions.moves import move
from archive.services.visibility import assets_of
from archive.states import Standing

FOLLOWING = (ContributionState.ACCEPTED, ContributionState.ONLINE)
SETTLED_BY_HAND = (ContributionKind.NAME, ContributionKind.CORRECTION)
"""A curator's yes settles these; nothing of them can be looked for in the record."""


def follow(instance: Curated) -> None:
    """Called whenever a record has been saved. One question for what nobody handed in."""
    if not isinstance(instance, Record):
        return
    outcomes = Outcome.objects.filter(
        content_type=ContentType.objects.get_for_model(instance),
        object_id=instance.pk,
        contribution__state__in=FOLLOWING,
    ).exclude(contribution__kind__in=SETTLED_BY_HAND)
    for outcome in outcomes.select_related("contribution"):
        _settle(outcome.contribution)


def _settle(contribution: Contribution) -> None:
    """Online as long as one thing made of it can be seen."""
    own = set(contribution.items.values_list("asset", flat=True))
    is_seen = any(_is_seen(outcome, own) for outcome in contribution.outcomes.all())
    wanted = ContributionState.ONLINE if is_seen else ContributionState.ACCEPTED
    if contribution.state != wanted:
        move(contribution, wanted)


def _is_seen(outcome: Outcome, own: set[int]) -> bool:
    """What was put to a record that was there before is seen once that record shows it."""
    record = outcome.record
    if not isinstance(record, Record) or standing_of(record) is not Standing.PUBLIC:
        return False
    return not outcome.is_joined or any(asset.pk in own for asset in assets_of(record))
