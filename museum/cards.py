"""Cards: how a record looks from outside, on lists, in exhibits, beside other records."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from django.utils.translation import gettext as _

from archive.models import Artifact, Interview, Person, Photograph, Place
from archive.models.record import Record
from archive.rights import may_see, may_tell_life, picture_size
from archive.states import Display, PictureUse
from media.models import Asset, Picture
from museum.fetching import load_files
from museum.reader import Reader

LABEL_CHARACTERS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A record from outside. `is_small_only` keeps a picture whose rights allow no more at thumbnail size."""

    kind: str
    url: str
    title: str
    picture: Picture | None = None
    alt: str = ""
    is_small_only: bool = False
    is_photo: bool = False
    years: str = ""
    generation: str = ""
    note: str = ""
    duration_ms: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture this viewer may see, with its words."""

    picture: Picture
    alt: str
    caption: str
    is_small_only: bool
    label: str = ""
    """What its small one says below: 正面, 背面, or the first words of its caption."""


def to_show(picture: Picture | None) -> Picture | None:
    """The picture, unless it was taken back: then not even a frame stands where it hung."""
    return None if picture is None or picture.asset.is_sealed else picture


def size_allowed(record: Record, reader: Reader) -> str:
    """Without a rights statement nobody has asked the owner yet: small."""
    return picture_size(record.rights.picture_use if record.rights else PictureUse.SMALL, reader.viewer)


def pictures_of(record: Artifact | Photograph, reader: Reader) -> list[Shown]:
    """The pictures of a record that this viewer may see, the leading one first."""
    size = size_allowed(record, reader)
    if size == "none":
        return []
    is_small = size == "small"
    shown = []
    if isinstance(record, Photograph) and not (record.is_picture_closed and reader.is_public):
        if record.picture and to_show(record.picture):
            alt = reader.say(record.alt_text or record.caption or record.title)
            shown.append(Shown(record.picture, alt, "", is_small, _("正面")))
        if record.verso_picture and to_show(record.verso_picture):
            alt = reader.say(record.verso_text) or _("照片背面")
            shown.append(Shown(record.verso_picture, alt, _("背面"), is_small, _("背面")))
    for image in record.images.all():
        if to_show(image.picture) and (not image.is_closed or not reader.is_public):
            alt = reader.say(image.alt_text or image.caption or record.title)
            caption = reader.say(image.caption)
            label = caption[:LABEL_CHARACTERS] or _("图 %(number)d") % {"number": len(shown) + 1}
            shown.append(Shown(image.picture, alt, caption, is_small, label))
    return shown


def why_no_picture(record: Artifact | Photograph, reader: Reader) -> str:
    """What stands where a picture would be."""
    if size_allowed(record, reader) == "none":
        return _("说好了只在展馆看，网上不放。到社区展馆来，能看到原件。")
    if _taken_back(record):
        return _("照片里的人把自己的样子收回去了，图不再给人看。文字照样能看。")
    is_closed = record.is_picture_closed if isinstance(record, Photograph) else bool(record.images.all())
    return _("图收着，按捐赠人的意思不上网。文字照样能看。") if is_closed else _("还没拍，拍好了就放上来。")


def _taken_back(record: Artifact | Photograph) -> bool:
    pictures = [image.picture for image in record.images.all()]
    if isinstance(record, Photograph) and record.picture is not None:
        pictures.append(record.picture)
    return any(picture.asset.is_sealed for picture in pictures)


def artifact_card(artifact: Artifact, reader: Reader, *, with_generation: bool = True) -> Card:
    pictures = pictures_of(artifact, reader)
    first = pictures[0] if pictures else None
    return Card(
        kind=artifact.KIND,
        url=artifact.get_absolute_url(),
        title=reader.say(artifact.title),
        picture=first.picture if first else None,
        alt=first.alt if first else "",
        is_small_only=bool(first and first.is_small_only),
        years=str(artifact.made or artifact.used or ""),
        generation=generation_of(artifact, reader) if with_generation else "",
    )


def generation_of(artifact: Artifact, reader: Reader) -> str:
    """The earliest generation among the people the object belongs to, as far as their lives may be told."""
    people = (link.person for link in artifact.people.all() if link.person)
    return min(
        (person.generation for person in people if person.generation and may_tell_life(person, reader.viewer)),
        default="",
    )


def photograph_card(photograph: Photograph, reader: Reader) -> Card:
    closed = photograph.is_picture_closed and reader.is_public
    size = size_allowed(photograph, reader)
    return Card(
        kind=photograph.KIND,
        url=photograph.get_absolute_url(),
        title=reader.say(photograph.title),
        picture=None if closed or size == "none" else to_show(photograph.picture),
        alt=reader.say(photograph.alt_text or photograph.caption or photograph.title),
        is_small_only=size == "small",
        is_photo=True,
        years=str(photograph.taken or ""),
    )


def interview_card(interview: Interview, reader: Reader) -> Card:
    from_narrators = [row for row in interview.participants.all() if row.kind == "narrator"]
    told = [row.person for row in from_narrators if is_told(row, reader)]
    return Card(
        kind=interview.KIND,
        url=interview.get_absolute_url(),
        title=reader.say(interview.title),
        picture=to_show(interview.portrait) or face_of(told),
        years=str(interview.recorded or ""),
        generation=min((person.generation for person in told if person.generation), default=""),
        note=reader.say(interview.synopsis),
        duration_ms=interview.duration_ms,
    )


def face_of(people: Iterable[Person]) -> Picture | None:
    """The first face that may be shown."""
    shown = (to_show(person.portrait) for person in people if person.effective_display == Display.PUBLIC)
    return next((portrait for portrait in shown if portrait), None)


def is_told(row: Any, reader: Reader) -> bool:
    """Whether more than a label may be said of somebody who took part."""
    return bool(row.person and not row.is_anonymous and may_tell_life(row.person, reader.viewer))


def person_card(person: Person, reader: Reader) -> Card | None:
    """None when the person must not be mentioned."""
    label = person.label(reader.viewer)
    if label is None:
        return None
    told = may_tell_life(person, reader.viewer)
    where = next((str(post.place) for post in person.posts.all() if post.place and post.place.live), "") if told else ""
    return Card(
        kind=person.KIND,
        url=person.get_absolute_url(),
        title=label,
        picture=to_show(person.portrait) if told and person.effective_display == Display.PUBLIC else None,
        generation=person.generation if told else "",
        note=where,
    )


def place_card(place: Place) -> Card:
    return Card(
        kind=place.KIND,
        url=place.get_absolute_url(),
        title=place.name,
        picture=to_show(place.picture),
        note=place.get_kind_display(),
    )


def card_of(record: Any, reader: Reader) -> Card | None:
    """The card of any record; None when this viewer may not see it."""
    if isinstance(record, Person):
        return person_card(record, reader)
    if isinstance(record, Place):
        return place_card(record) if record.live else None
    if not isinstance(record, Record) or not may_see(record, reader.viewer):
        return None
    if isinstance(record, Artifact):
        return artifact_card(record, reader)
    if isinstance(record, Photograph):
        return photograph_card(record, reader)
    return interview_card(record, reader) if isinstance(record, Interview) else None


def cards_of(records: Iterable[Any], reader: Reader) -> list[Card]:
    return shelves(reader, one=records)["one"]


def shelves(reader: Reader, *, beside: Iterable[Asset | None] = (), **records: Iterable[Any]) -> dict[str, list[Card]]:
    """The cards of several lists under their names. The files of all their pictures are loaded in one query, together
    with those of `beside`, which the page shows or plays besides."""
    found = {name: unfilled(rows, reader) for name, rows in records.items()}
    load_files([*beside, *assets_on(chain(*found.values()))])
    return found


def unfilled(records: Iterable[Any], reader: Reader) -> list[Card]:
    """Cards without the files of their pictures; whoever makes them loads those of `assets_on` with others."""
    return [card for card in (card_of(record, reader) for record in records) if card]


def assets_on(cards: Iterable[Card]) -> list[Asset]:
    return [card.picture.asset for card in cards if card.picture]
