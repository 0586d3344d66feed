"""What a link to a record looks like in a family's chat: its title, a sentence, a picture everybody may have."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from media.models import Visibility
from museum.cards import Shown


@dataclass(frozen=True, slots=True)
class ShareImage:
    """A JPEG by its full address: chats fetch it without a cookie, and know neither WebP nor relative links."""

    url: str
    width: int
    height: int
    alt: str


def share_image_of(pictures: Iterable[Shown]) -> ShareImage | None:
    """Of the first picture that is ready and public, at the size a page shows it."""
    return next((image for shown in pictures if (image := _image(shown))), None)


def _image(shown: Shown) -> ShareImage | None:
    file = shown.picture.usual_file()
    if file is None or shown.picture.asset.visibility != Visibility.PUBLIC:
        return None
    return ShareImage(absolute(file.url), file.width_px, file.height_px, shown.alt)


def absolute(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path
