"""A record as machines read it: schema.org in JSON-LD. Nothing is said here that the page does not say too."""

from typing import Any, Final

from django.conf import settings

from archive.models import Artifact, Photograph
from archive.models.record import Record
from museum.citing import address_of
from museum.names import Name
from museum.reader import Reader
from museum.sharing import ShareImage, absolute

CONTEXT: Final = "https://schema.org"


def artifact_data(record: Artifact, reader: Reader, makers: list[Name], image: ShareImage | None) -> dict[str, Any]:
    """An object is a component of an archive: schema.org knows no museum piece that is not a work of art."""
    return filled(
        **shared("ArchiveComponent", record, reader, image),
        dateCreated=record.date_made_edtf,
        material=[str(term) for term in record.materials.all()],
        creator=[person(name) for name in makers],
        spatialCoverage=[place(link.place) for link in record.places.all() if link.place.live],
    )


def photograph_data(
    record: Photograph, reader: Reader, photographer: Name | None, image: ShareImage | None
) -> dict[str, Any]:
    return filled(
        **shared("Photograph", record, reader, image),
        dateCreated=record.date_taken_edtf,
        abstract=reader.say(record.caption),
        creator=[person(photographer)] if photographer else [],
        contentLocation=place(record.place) if record.place and record.place.live else None,
    )


def shared(kind: str, record: Artifact | Photograph, reader: Reader, image: ShareImage | None) -> dict[str, Any]:
    """What every record tells of itself."""
    address = address_of(record)
    return {
        "@context": CONTEXT,
        "@type": kind,
        "@id": address,
        "url": address,
        "name": reader.say(record.title),
        "description": reader.say(record.story_label or record.description),
        "identifier": record.accession_number,
        "keywords": [tag.name for tag in record.tags.all()],
        "image": picture(image),
        "license": record.rights.uri if record.rights else "",
        "creditText": reader.say(record.credit_line),
        "isPartOf": collection_of(record),
        "holdingArchive": {"@type": "ArchiveOrganization", "name": settings.WAGTAIL_SITE_NAME, "url": absolute("/")},
        "isAccessibleForFree": True,
    }


def collection_of(record: Record) -> dict[str, Any] | None:
    found = record.collection
    if found is None or not found.live:
        return None
    return {"@type": "Collection", "name": str(found), "url": absolute(found.get_absolute_url())}


def picture(image: ShareImage | None) -> dict[str, Any] | None:
    if image is None:
        return None
    return filled(
        **{"@type": "ImageObject", "contentUrl": image.url, "width": image.width, "height": image.height},
        caption=image.alt,
    )


def person(name: Name) -> dict[str, Any]:
    """By the name this reader may read; with an address only where there is a page to go to."""
    return filled(**{"@type": "Person", "name": name.text, "url": absolute(name.url) if name.url else ""})


def place(where: Any) -> dict[str, Any]:
    return {"@type": "Place", "name": str(where), "url": absolute(where.get_absolute_url())}


def filled(**facts: Any) -> dict[str, Any]:
    """Without what nobody knows."""
    return {name: value for name, value in facts.items() if value not in (None, "", [])}
