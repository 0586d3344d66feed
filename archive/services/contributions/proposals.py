"""What becomes of names and corrections when somebody takes back what they said."""

from archive.models import Contribution, Correction, NameClaim, NameProposal
from archive.services.drafts import drop_claims
from search.outbox import touch


def follow_withdrawal(contribution: Contribution) -> None:
    """The name is not shown any more, or again; the index has to hear of it (`NameClaim.is_taken_back`)."""
    for claim in contribution.claims.select_related("face__photograph"):
        touch(claim.face.photograph)


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
