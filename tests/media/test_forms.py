"""Uploads through Wagtail's own screens go through our door."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from media.forms import RecordingForm
from media.models import Asset, Document, Picture
from museum.models import User
from tests.media import samples
from tests.media.conftest import Convert

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, curator: User) -> Client:
    client.force_login(curator)
    return client


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_picture_comes_in_through_the_add_page(desk: Client) -> None:
    sent = {"title": "大门", "file": upload("门.jpg", samples.picture()), "collection": 1}
    assert desk.post(reverse("wagtailimages:add"), sent).status_code == 302
    picture = Picture.objects.get()
    assert (picture.title, picture.filename, picture.width) == ("大门", "门.jpg", 64)
    assert picture.asset.original.path == picture.file.name


def test_a_picture_comes_in_through_the_multiple_upload(desk: Client) -> None:
    answer = desk.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": upload("a.heic", samples.picture("heic"))},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert answer.json()["success"] is True
    assert Picture.objects.get().asset.original.media_type == "image/heic"


def test_a_picture_comes_in_through_the_chooser(desk: Client) -> None:
    sent = {
        "image-chooser-upload-title": "大门",
        "image-chooser-upload-file": upload("a.png", samples.picture("png")),
        "image-chooser-upload-collection": 1,
    }
    assert desk.post(reverse("wagtailimages_chooser:create"), sent).status_code == 200
    assert Picture.objects.get().title == "大门"


@pytest.mark.parametrize("content", [b"<html><script>1</script>", b"\xff\xd8\xff\xe0broken", b"MZ" + bytes(99), b""])
def test_a_bad_picture_is_a_sentence_not_an_error_page(desk: Client, content: bytes) -> None:
    sent = {"title": "x", "file": upload("a.jpg", content), "collection": 1}
    response = desk.post(reverse("wagtailimages:add"), sent)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not Asset.objects.exists()


def test_a_bad_file_of_many_is_told_in_chinese(desk: Client) -> None:
    answer = desk.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": upload("a.jpg", b"GIF89a" + bytes(40))},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()
    assert answer["success"] is False
    assert "GIF" in answer["error_message"]
    assert "馆里收不了" in answer["error_message"]


def test_a_recording_in_the_picture_form_is_sent_elsewhere(desk: Client) -> None:
    sent = {"title": "x", "file": upload("a.mp3", samples.sound()), "collection": 1}
    response = desk.post(reverse("wagtailimages:add"), sent)
    assert "录音" in response.context["form"].errors["file"][0]


def test_a_document_comes_in_and_its_address_is_ours(desk: Client) -> None:
    sent = {"title": "调令", "file": upload("a.pdf", samples.pdf()), "collection": 1}
    assert desk.post(reverse("wagtaildocs:add"), sent).status_code == 302
    document = Document.objects.get()
    assert document.url == f"/files/{document.asset.uuid}/original"
    assert desk.get(document.url).status_code == 200


def test_the_lists_of_the_admin_show_what_came_in(desk: Client, picture: Picture) -> None:
    assert desk.get(reverse("wagtailimages:index")).status_code == 200
    assert desk.get(reverse("wagtailimages:edit", args=[picture.pk])).status_code == 200


def test_wagtails_own_sizes_hold_no_place_of_shooting(picture: Picture) -> None:
    rendition = picture.get_rendition("max-40x40")
    with rendition.file.open("rb") as file, Image.open(file) as image:
        assert dict(image.getexif()) == {}
    assert rendition.url.startswith(f"/files/{picture.asset.uuid}/wagtail/")


def test_wagtails_own_sizes_come_from_the_clean_picture_once_there_is_one(picture: Picture, converted: Convert) -> None:
    converted(picture.asset)
    fresh = Picture.objects.get()
    fresh.set_focal_point(None)
    assert fresh.get_rendition("fill-20x20").width == 20


def test_a_rendition_obeys_the_asset(client: Client, picture: Picture) -> None:
    url = picture.get_rendition("max-40x40").url
    assert client.get(url).status_code == 200
    Asset.objects.update(visibility="sealed")
    assert client.get(url).status_code == 410


def test_a_recording_takes_its_files_name_for_a_title() -> None:
    form = RecordingForm({}, {"file": upload("陈师傅.mp3", samples.sound())})
    assert form.is_valid(), form.errors
    assert form.save().title == "陈师傅"


def test_a_picture_saved_without_a_form_is_examined_too() -> None:
    picture = Picture(title="x")
    picture.file.save("a.webp", ContentFile(samples.picture("webp")), save=True)
    assert Picture.objects.get().asset.original.media_type == "image/webp"
