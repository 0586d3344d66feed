"""What there is to look at on a record's page, and what is said where there is nothing."""

from typing import Any

from archive.models import Artifact, Photograph
from museum.cards import pictures_of, size_allowed, why_no_picture
from museum.reader import Reader
from museum.sharing import share_image_of


def looking_at(record: Artifact | Photograph, reader: Reader) -> dict[str, Any]:
    """The part of a record's context that has to do with its pictures."""
    pictures = pictures_of(record, reader)
    return {
        "pictures": pictures,
        "no_picture": "" if pictures else why_no_picture(record, reader),
        "picture_use": size_allowed(record, reader),
        "share_image": share_image_of(pictures),
    }
