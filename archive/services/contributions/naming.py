"""这是谁: kept as it was said, weighed with what others say, and taken in as one more witness's word.

Taking it in says nothing in public by itself: whether the name is read outside is decided by the person's entry, or by
`is_public` for a name without one (`archive.rights`, `museum.faces`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from wagtail.log_actions import log

from archive import receipts
from archive.contribution_states import ContributionState, CreditAs
from archive.log_actions import TAKE_NAME
from archive.models import Contribution, FaceRegion, NameClaim, NameProposal, Person, Photograph
from archive.services.contributions import drafting
from archive.services.contributions.moves import take_in
from archive.services.drafts import carry_claim
from archive.states import Certainty, ClaimStatus, FaceStatus
from archive.testimony import CERTAIN, Said, Support, plain, weigh
from search.outbox import touch

FACE_SIDE: Final = Decimal("0.06")
"""How large a face is drawn around a point that was tapped, as a part of the picture; a curator draws it better."""


class NoName(ValueError):
    """There is neither a name nor a person to take in. `str()` is a sentence for the curator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSaid:
    """What somebody says of one face. `x_permille`, `y_permille`: where it was tapped; `device`, `contact`: of whom."""

    photograph: Photograph
    name: str
    certainty: str = Certainty.LIKELY
    how: str = ""
    words: str = ""
    face: FaceRegion | None = None
    x_permille: int | None = None
    y_permille: int | None = None
    where: str = ""
    device: str = ""
    contact: str = ""


@transaction.atomic
def propose(contribution: Contribution, said: NameSaid) -> NameProposal:
    """Keep what was said with a draft. Said again before it is handed in, it is written over. Raises NotADraft."""
    place = said.face.position or str(said.face) if said.face else said.where
    row = drafting.save_words(contribution, {"who": said.name, "where": place, "story": said.words})
    proposal, _made = NameProposal.objects.update_or_create(
        contribution=row,
        defaults={
            "photograph": said.photograph,
            "face": said.face,
            "x_permille": said.x_permille,
            "y_permille": said.y_permille,
            "where": said.where,
            "name": said.name,
            "certainty": said.certainty,
            "how": said.how,
            "words": said.words,
            "device_key": _key("device", said.device),
            "contact_key": _key("contact", plain(said.contact)),
        },
    )
    return proposal


@transaction.atomic
def accept(
    proposal: NameProposal,
    *,
    by: Any,
    name: str = "",
    person: Person | None = None,
    how_known: str = "",
    is_public: bool = False,
) -> NameClaim:
    """Write it down as one witness's word, in the record and in its drafts. Others' words stay beside it.

    Raises NoName, WrongMove.
    """
    if not name.strip() and person is None:
        raise NoName(gettext("请写下姓名，或者选一个人物。说在录音里的，听了再写。"))
    contribution = take_in(proposal.contribution)
    face = _face_of(proposal)
    claim: NameClaim = NameClaim.objects.create(
        face=face,
        name=name.strip(),
        person=person,
        certainty=proposal.certainty,
        witness_name=credit_of(contribution),
        said_on=contribution.received_at.date() if contribution.received_at else None,
        how_known=how_known.strip(),
        is_public=is_public,
        contribution=contribution,
        sort_order=face.claims.count(),
    )
    _settle(face)
    carry_claim(claim)
    touch(face.photograph)
    log(instance=face.photograph, action=TAKE_NAME, user=by, data={"face": face.number})
    return claim


def credit_of(contribution: Contribution) -> str:
    """How the teller wants to stand beside it; "" for somebody who does not."""
    teller = contribution.teller
    return teller.name if teller is not None and teller.credit != CreditAs.NOBODY else ""


def weighed(photograph: Photograph) -> dict[int, list[Support]]:
    """What each face of the photograph has behind each name, by the face's primary key: claims that stand, and
    proposals that wait. Three queries."""
    claims = NameClaim.objects.filter(face__photograph=photograph).exclude(status=ClaimStatus.REJECTED)
    heard: dict[int, list[Said]] = {}
    for claim in claims.select_related("person", "contribution__name_proposal").order_by("pk"):
        if not claim.is_taken_back:
            name = claim.person.name if claim.person else claim.name
            heard.setdefault(claim.face_id, []).append(Said(name, claim.certainty, _witness(claim)))
    waiting = NameProposal.objects.filter(
        photograph=photograph, face__isnull=False, contribution__state__in=ContributionState.waiting()
    ).exclude(name="")
    for proposal in waiting.order_by("pk"):
        if proposal.face_id is not None:
            heard.setdefault(proposal.face_id, []).append(Said(proposal.name, proposal.certainty, proposal.keys))
    return {face: weigh(sayings) for face, sayings in heard.items()}


def _witness(claim: NameClaim) -> frozenset[str]:
    """A claim that a curator typed is its witness's; one that came in keeps the marks it came with."""
    proposal = getattr(claim.contribution, "name_proposal", None) if claim.contribution else None
    if proposal is not None:
        return frozenset(proposal.keys)
    if claim.witness_id:
        return frozenset({f"person:{claim.witness_id}"})
    return frozenset({f"name:{plain(claim.witness_name)}"} if claim.witness_name else ())


def _settle(face: FaceRegion) -> None:
    """The face's state and its claims' follow from what is said; what a curator has confirmed stays confirmed."""
    claims = [row for row in face.claims.select_related("person", "contribution__name_proposal") if _counts(row)]
    names = {plain(row.person.name if row.person else row.name) for row in claims}
    if face.status != FaceStatus.CONFIRMED:
        face.status = FaceStatus.DISPUTED if len(names) > 1 else FaceStatus.UNCONFIRMED
        face.save(update_fields=["status"])
    supports = weighed(face.photograph).get(face.pk, [])
    agreed = {plain(each.name) for each in supports if each.certainty == CERTAIN}
    for row in claims:
        if row.status == ClaimStatus.OPEN and plain(row.person.name if row.person else row.name) in agreed:
            row.status = ClaimStatus.SUPPORTED
            row.save(update_fields=["status"])


def _counts(claim: NameClaim) -> bool:
    return claim.status != ClaimStatus.REJECTED and not claim.is_taken_back


def _face_of(proposal: NameProposal) -> FaceRegion:
    """The face that was meant; one that nobody has drawn yet gets a frame around the point, or only its words."""
    if proposal.face is not None:
        return proposal.face
    last = FaceRegion.objects.filter(photograph=proposal.photograph).aggregate(last=Max("number"))["last"] or 0
    face: FaceRegion = FaceRegion.objects.create(
        photograph=proposal.photograph,
        number=last + 1,
        position=proposal.where,
        sort_order=last,
        **_frame(proposal),
    )
    proposal.face = face
    proposal.save(update_fields=["face"])
    return face


def _frame(proposal: NameProposal) -> Mapping[str, Decimal]:
    if proposal.x_permille is None or proposal.y_permille is None:
        return {}
    furthest = 1 - FACE_SIDE
    x, y = (Decimal(side) / 1000 - FACE_SIDE / 2 for side in (proposal.x_permille, proposal.y_permille))
    left, top = (min(max(side, Decimal(0)), furthest) for side in (x, y))
    return {"left": left, "top": top, "width": FACE_SIDE, "height": FACE_SIDE}


def _key(kind: str, secret: str) -> str:
    return receipts.hash_of(f"witness:{kind}:{secret}") if secret else ""
