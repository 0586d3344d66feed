"""这是谁: the faces of a photograph as a page shows them, with every name a witness gave. No majority decides.

Where a face is, is no secret of the picture; who it is may be one. A face whose person must not be mentioned is left
out whole: an unnamed frame beside named ones would ask the public to name it.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.models import FaceRegion, NameClaim, Photograph
from archive.states import ClaimStatus, FaceStatus
from museum.names import Name, name_of
from museum.reader import Reader


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a face is, in thousandths of the picture's width and height, which SVG counts without a rounding error."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Testimony:
    """One witness's word on a face."""

    name: Name
    witness: Name | None
    certainty: str
    how_known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """`names` are the different names that are said of it, `word` is how sure one can be, in words."""

    number: int
    where: str
    status: str
    frame: Frame | None
    names: list[Name]
    word: str
    testimonies: list[Testimony]

    @property
    def is_unknown(self) -> bool:
        return not self.names

    @property
    def label(self) -> str:
        """What is read out for the frame: 前排左起第一：洪某."""
        said = "、".join(name.text for name in self.names) or _("还不知道是谁")
        return _("%(where)s：%(who)s") % {"where": self.where, "who": said}


def faces_of(record: Photograph, reader: Reader) -> list[Face]:
    """In the order of their numbers, as the curator counted them."""
    faces = sorted(record.faces.all(), key=lambda face: face.number)
    return [shown for face in faces if (shown := face_of(face, reader))]


def face_of(face: FaceRegion, reader: Reader) -> Face | None:
    """None when whoever it is must not be mentioned."""
    claims = [claim for claim in face.claims.all() if claim.status != ClaimStatus.REJECTED and not claim.is_taken_back]
    settled = name_of(face.person, reader)
    testimonies = [found for claim in claims if (found := testimony_of(claim, reader))]
    names = distinct([settled] if settled else [each.name for each in testimonies])
    is_hidden = (face.person_id and not settled) or (not names and any(claim.person_id for claim in claims))
    if is_hidden:
        return None
    return Face(
        number=face.number,
        where=reader.say(face.position) or str(face),
        status=face.status,
        frame=frame_of(face),
        names=names,
        word=word_on(face, names, testimonies, has_claims=bool(claims)),
        testimonies=testimonies,
    )


def testimony_of(claim: NameClaim, reader: Reader) -> Testimony | None:
    """A name in words alone is only shown once somebody has made sure it gives no living person away."""
    if claim.person_id:
        name = name_of(claim.person, reader)
    else:
        name = Name(reader.say(claim.name)) if claim.is_public or not reader.is_public else None
    if name is None:
        return None
    return Testimony(name, witness_of(claim, reader), claim.get_certainty_display(), reader.say(claim.how_known))


def witness_of(claim: NameClaim, reader: Reader) -> Name | None:
    if claim.witness_id:
        return name_of(claim.witness, reader)
    return Name(reader.say(claim.witness_name)) if claim.witness_name else None


def distinct(names: list[Name]) -> list[Name]:
    """Each name once, in the order they were given."""
    return list({name.text: name for name in names}.values())


def word_on(face: FaceRegion, names: list[Name], testimonies: list[Testimony], *, has_claims: bool) -> str:
    """How sure one can be, said the way people say it."""
    if not names:
        return _("有人说过，还在核对") if has_claims else _("还没有人认出来")
    if len(names) > 1:
        return _("说法不一，都写着")
    agreeing = [each for each in testimonies if each.name.text == names[0].text]
    if len(agreeing) > 1:
        return _("%(count)d 位都认得") % {"count": len(agreeing)}
    if face.status == FaceStatus.CONFIRMED:
        return _("已确认")
    return _("一个人说的，等旁证") if agreeing else str(face.get_status_display())


def frame_of(face: FaceRegion) -> Frame | None:
    """None for a face that was counted and not drawn."""
    sides = (face.left, face.top, face.width, face.height)
    if any(side is None for side in sides):
        return None
    return Frame(*(round(float(side or 0) * 1000) for side in sides))
