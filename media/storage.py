"""Where bytes live: one tree of four branches, of which only one is ever reachable by an address.

    originals/ab/cd/<sha512>                     private, content-addressed, never changed
    derivatives/ab/<asset uuid>/<recipe>/<n>/…   what visitors receive, after media.views has decided
    quarantine/…                                 uploads that are not yet judged (always on local disk)
    wagtail_uploads/…                            Wagtail's own waiting room for half-filled upload forms

Wagtail deletes an image's file with the image. An original may be shared by several assets and outlives them
all, so `delete()` refuses that branch: only `media.services.disposal` removes originals, by its own door.
"""

import logging
from typing import Final

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.functional import cached_property

logger = logging.getLogger(__name__)

ORIGINALS: Final = "originals/"
DERIVATIVES: Final = "derivatives/"


def original_path(sha512: str) -> str:
    """Two levels of 256 folders keep any one of them small with a million originals."""
    return f"{ORIGINALS}{sha512[:2]}/{sha512[2:4]}/{sha512}"


def derivative_path(asset_uuid: str, name: str) -> str:
    """Storage name of a derivative file; `name` is the part of its address after the asset's uuid."""
    return f"{DERIVATIVES}{asset_uuid[:2]}/{asset_uuid}/{name}"


def address_of(name: str) -> str:
    """The address under which `media.views` answers for a stored derivative.

    Raises ValueError for every other branch: nothing else has an address.
    """
    if not name.startswith(DERIVATIVES):
        raise ValueError(f"{name!r} has no address: only files below {DERIVATIVES!r} are ever delivered.")
    return f"{settings.MEDIA_URL}{name.removeprefix(DERIVATIVES).partition('/')[2]}"


class FileStorage(FileSystemStorage):
    """The tree on local disk, below MEDIA_ROOT."""

    @cached_property
    def base_location(self) -> str:
        return str(settings.MEDIA_ROOT)

    def url(self, name: str | None) -> str:
        return address_of(name or "")

    def delete(self, name: str) -> None:
        if name.startswith(ORIGINALS):
            logger.info("original kept", extra={"path": name})
            return
        super().delete(name)
