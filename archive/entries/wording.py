"""Small shared parts of entries: joining words, years, people, pictures."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import timezone

from archive.dates import FuzzyDate
from archive.masking import NameMask
from archive.models import Artifact, Person, Photograph, Place, Record
from archive.models.links import PersonLink, PictureLink
from archive.rights import Viewer, may_find, may_tell_life, shown_name
from archive.states import PictureUse
from media.models import Picture
from search.entries import Visibility

FIRST_YEAR = 1900
"""Stands for the open beginning of a date (1958年以前): the world of the works begins here."""


def visibility_of(record: Record) -> Visibility | None:
    """Which part of the index the record belongs to; None when it must not be in the index."""
    if may_find(record, Viewer.PUBLIC):
        return "public"
    return "staff" if may_find(record, Viewer.STAFF) else None


def joined(*parts: object, by: str = " · ") -> str:
    """The parts that say something, in one line."""
    return by.join(text for part in parts if part is not None and (text := str(part).strip()))


def paragraphs(*parts: object) -> str:
    return joined(*parts, by="\n")


def filled(**fields: Iterable[object]) -> Mapping[str, tuple[str, ...]]:
    """Field values as the search takes them; empty ones, and fields without any, are left out."""
    values = {name: tuple(dict.fromkeys(str(one) for one in given if one)) for name, given in fields.items()}
    return {name: given for name, given in values.items() if given}


def years_of(when: FuzzyDate | None) -> tuple[int, int] | None:
    """First and last year, an open end being cut off at 1900 or at this year."""
    if when is None:
        return None
    first, last = when.earliest, when.latest
    this_year = timezone.localdate().year
    first_year = first.year if first > date.min else min(FIRST_YEAR, last.year)
    last_year = last.year if last < date.max else max(this_year, first_year)
    return first_year, last_year


def link_label(link: PersonLink, mask: NameMask) -> str:
    """What the person of a link may be called; nothing when the person must not be mentioned."""
    if link.person is not None:
        return shown_name(link.person) or ""
    return mask(link.name)


def people_of(links: Iterable[PersonLink]) -> tuple[str, ...]:
    """The persons (not mere names) among the links, as they may be called."""
    labels = (shown_name(link.person) for link in links if link.person is not None)
    return tuple(dict.fromkeys(label for label in labels if label))


def generations_of(people: Iterable[Person]) -> tuple[int, ...]:
    """The generations of these people, where their lives may be told."""
    return tuple(
        sorted(
            {int(person.generation) for person in people if person.generation and may_tell_life(person, Viewer.PUBLIC)}
        )
    )


def source_label(record: Artifact | Photograph, mask: NameMask) -> str:
    """Who gave it, as far as that may be said."""
    if record.source_is_unnamed:
        return ""
    if record.donor is not None:
        return shown_name(record.donor) or ""
    return mask(record.source_name)


def place_names(places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.name for place in places if place.live))


def workshop_names(places: Iterable[Place]) -> tuple[str, ...]:
    return place_names(place for place in places if place.is_workshop)


def may_hang_online(record: Record) -> bool:
    """Whether the rights statement lets the public see pictures of the record outside the museum's rooms."""
    return record.rights is None or record.rights.picture_use != PictureUse.ROOM_ONLY


def first_open_picture(record: Record, images: Iterable[PictureLink]) -> Picture | None:
    if not may_hang_online(record):
        return None
    return next((image.picture for image in images if not image.is_closed and is_shown(image.picture)), None)


def is_shown(picture: Picture | None) -> bool:
    """Whether there is a picture, and nobody took it back."""
    return picture is not None and not picture.asset.is_sealed


def thumbnail(picture: Picture | None) -> str:
    return str(picture.thumbnail_url) if picture is not None else ""
