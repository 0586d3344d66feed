"""What is said about something the museum has: who is in a photograph, what is wrong in a record. Neither changes a
word that is public; both stay beside it for a curator to decide."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext

from archive.models import Contribution, FaceRegion, NameClaim, Photograph, Record
from archive.services.accepting.consents import teller_name
from archive.services.accepting.drafts import latest, received_on, save_change
from archive.services.accepting.said import CannotAccept, Said
from archive.states import FaceStatus


def accept_as_name(contribution: Contribution, said: Said, by: Any) -> list[Record]:
    """A witness's word on a face, or on one that is yet to be drawn. It is shown to nobody outside."""
    photograph = said.record
    if not isinstance(photograph, Photograph):
        raise CannotAccept(gettext("请写明是哪一张老照片的登录号。"))
    newest = latest(photograph)
    claim = NameClaim(
        name=said.title[:120],
        person=said.person,
        witness_name=teller_name(contribution),
        said_on=received_on(contribution),
        how_known=said.story[:300],
    )
    face = next((row for row in newest.faces.all() if said.face is not None and row.pk == said.face.pk), None)
    if face is None:
        last = photograph.faces.aggregate(last=Max("number"))["last"] or 0
        last = max([last, *(row.number for row in newest.faces.all())])
        face = FaceRegion(number=last + 1, position=contribution.where[:120], status=FaceStatus.UNCONFIRMED)
        newest.faces.add(face)
    face.claims.add(claim)
    save_change(newest, by)
    return [photograph]


def accept_as_correction(contribution: Contribution, said: Said, by: Any) -> list[Record]:
    """Put to the record it is about; whoever edits that finds it there. Nothing is changed by it."""
    if said.record is None:
        raise CannotAccept(gettext("请写明说的是哪一条的登录号。"))
    return [said.record]
