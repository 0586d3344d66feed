"""What becomes of names and corrections when somebody takes back what they said."""

from archive import corrections
from archive.models import Contribution, Correction, NameClaim, NameProposal
from archive.services.drafts import drop_claims
from search.outbox import touch


def follow_withdrawal(contribution: Contribution) -> None:
    """The name and the credit are not shown any more, or again (`NameClaim.is_taken_back`): the index hears of it
    first, and by that row kept pages do, too."""
    for claim in NameClaim.objects.filter(contribution=contribution).select_related("face__photograph"):
        touch(claim.face.photograph, urgent=True)
    if record := corrections.record_of(contribution.about):
        touch(record, urgent=True)


def forget(contribution: Contribution) -> None:
    """Erase the words and who said them. What was put right stays right: it belongs to the record, and names nobody."""
    claims = list(NameClaim.objects.filter(contribution=contribution).select_related("face__photograph"))
    for claim in claims:
        drop_claims(claim.face.photograph, [claim.pk])
        touch(claim.face.photograph)
        claim.delete()
    blank = {"name": "", "where": "", "words": "", "how": "", "device_key": "", "contact_key": ""}
    NameProposal.objects.filter(contribution=contribution).update(**blank)
    Correction.objects.filter(contribution=contribution).update(shown="", proposed="", reason="")
