"""What a link to a record looks like in a family's chat: its title, a sentence, a picture everybody may have."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.templatetags.static import static

from media.models import Picture, Visibility
from museum.cards import Shown

MOST_CHARACTERS: Final = 120


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


def share_image_of_page(picture: Picture | None, alt: str) -> ShareImage | None:
    """The main picture of an exhibit or a story; its files must have been loaded."""
    return _image(Shown(picture, alt, "", is_small_only=False)) if picture else None


def the_museums_own() -> ShareImage:
    """The wheel, for whatever has no picture: a chat shows a grey chain otherwise."""
    return ShareImage(absolute(static("museum/img/share.png")), 600, 600, settings.WAGTAIL_SITE_NAME)


def in_a_sentence(text: str) -> str:
    """As much as a chat or a list of results shows, in one line."""
    words = " ".join(text.split())
    return words if len(words) <= MOST_CHARACTERS else words[: MOST_CHARACTERS - 1] + "…"


def absolute(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path
