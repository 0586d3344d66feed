"""Where faces are drawn: on the picture as large as there is, and told what to do while there is none."""

import pytest
from django.test import Client
from django.utils import timezone

from archive.models import Photograph
from media.models import Derivative
from tests.archive.admin.conftest import address
from tests.factories.archive import PictureFactory

pytestmark = pytest.mark.django_db


def screen(browser: Client, photograph: Photograph) -> str:
    return browser.get(address("photograph", "edit", photograph.pk)).content.decode()


def test_faces_are_drawn_on_the_whole_picture(director: Client) -> None:
    picture = PictureFactory.create()
    info = {"name": "info.json", "media_type": "application/json", "size_bytes": 1, "width_px": 40, "height_px": 30}
    Derivative.objects.create(
        asset=picture.asset, recipe="tiles", state="done", served_generation=1, files=[info], not_before=timezone.now()
    )
    html = screen(director, Photograph.objects.create(title="合影", picture=picture))
    assert "data-face-board" in html
    assert f'src="/iiif/image/{picture.asset.uuid}/full/max/0/default.jpg"' in html
    assert "archive/admin/faces.js" in html


def test_while_the_picture_is_being_made_the_curator_is_told(director: Client) -> None:
    html = screen(director, Photograph.objects.create(title="合影", picture=PictureFactory.create()))
    assert "照片还在准备" in html
    assert "data-face-board" not in html


def test_without_a_picture_the_curator_is_told_where_to_choose_one(director: Client) -> None:
    assert "先在“照片与标识”里选好照片" in screen(director, Photograph.objects.create(title="合影"))
