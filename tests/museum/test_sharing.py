"""The picture a chat shows: one that everybody may have, by its full address."""

import pytest
from django.conf import settings

from museum.cards import Shown
from museum.sharing import share_image_of
from tests.museum.looking import picture

pytestmark = pytest.mark.django_db


def shown(**fields: object) -> Shown:
    return Shown(picture(**fields), "白色的缸", "", False)  # type: ignore[arg-type]  # words for the factory


def test_it_is_a_jpeg_of_a_pages_width_at_a_full_address() -> None:
    image = share_image_of([shown()])
    assert image is not None
    assert image.url.startswith(settings.SITE_URL)
    assert image.url.endswith("/renditions/1/640.jpg")
    assert (image.width, image.height, image.alt) == (640, 480, "白色的缸")


def test_where_only_a_small_picture_may_go_out_the_chat_gets_the_small_one() -> None:
    image = share_image_of([shown(public_px=320)])
    assert image is not None
    assert image.url.endswith("/320.jpg")


def test_what_staff_see_is_not_shared() -> None:
    open_one = shown()
    image = share_image_of([shown(visibility="staff"), open_one])
    assert image is not None
    assert str(open_one.picture.asset.uuid) in image.url
    assert share_image_of([shown(visibility="keepers")]) is None


def test_without_a_picture_there_is_none() -> None:
    assert share_image_of([]) is None
