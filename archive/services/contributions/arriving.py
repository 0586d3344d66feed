"""What has arrived in pieces joins the contribution it was sent for.

It may come after the contribution was handed in: a long recording is taken in by a worker. What was taken back in the
meantime still gets it, sealed, so that undoing brings it back and erasing reaches it; what is gone gets nothing.
"""

from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet

from archive.contribution_states import ContributionState, FileCheck
from archive.models import Contribution, ContributionItem
from media.models import Asset, Intake, IntakeState, Visibility
from media.models.intake import VOICE, IntakeQuerySet
from media.services.disposal import dispose
from media.services.intake.files import discard
from media.services.visibility import set_visibility
from media.signals import taken_in


def connect() -> None:
    taken_in.connect(join, sender=Intake, dispatch_uid="archive.contributions.arriving")


def join(intake: Intake, asset: Asset, **kwargs: Any) -> None:
    """Put the asset last among the files of its contribution, sealed until the scanner has spoken."""
    contribution = Contribution.objects.select_for_update().filter(uuid=intake.owner).first()
    if contribution is None or contribution.state == ContributionState.ERASED:
        dispose(asset=asset)
        return
    set_visibility(assets=[asset], visibility=Visibility.SEALED)
    last = contribution.items.aggregate(last=Max("position"))["last"]
    contribution.save(update_fields=["updated_at"])
    ContributionItem.objects.create(
        contribution=contribution,
        asset=asset,
        check_state=FileCheck.WAITING,
        position=0 if last is None else last + 1,
    )


def is_awaited(contribution: Contribution) -> bool:
    """Whether something has arrived whole and is only waiting for the worker."""
    return Intake.objects.owned_by(contribution.uuid.hex).arrived().filter(asset=None).exists()


def problems_of(contribution: Contribution) -> list[str]:
    """Why a voice of this contribution is not among its files although it was finished; every chunk of it is kept."""
    return list(_not_joined().owned_by(contribution.uuid.hex).values_list("error", flat=True))


def with_problems() -> QuerySet[Contribution]:
    """Contributions with a voice that could not be joined: somebody has to look at the log, and at the disk."""
    owners = _not_joined().values_list("owner", flat=True)
    return Contribution.objects.handed_in().filter(uuid__in=[UUID(owner) for owner in owners])


def _not_joined() -> IntakeQuerySet:
    return Intake.objects.filter(media_type=VOICE, state=IntakeState.FAILED)


def forget(contribution: Contribution) -> None:
    """Let go of whatever is still on its way: nobody waits for it any more."""
    for intake in Intake.objects.owned_by(contribution.uuid.hex).unfinished():
        discard(intake=intake)
