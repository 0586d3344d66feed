"""Delivery: the decision first, then ranges and validators."""

import io
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from media.models import Asset, Picture, Recording, Visibility
from media.services.adding import add_picture
from media.services.muting import mute
from media.services.visibility import set_public_px, set_visibility
from media.storage import store
from museum.models import User
from tests.media import samples
from tests.media.conftest import Convert

pytestmark = pytest.mark.django_db


def body(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]  # a streaming answer of the test client


@pytest.fixture
def shown(picture: Picture, converted_before: Convert) -> Asset:
    return converted_before(picture.asset, "renditions")


@pytest.fixture
def url(shown: Asset) -> str:
    return next(file.url for file in shown.served_files("renditions") if file.media_type == "image/webp")


def seal(asset: Asset, visibility: str = Visibility.SEALED) -> None:
    set_visibility(assets=[asset], visibility=visibility)


def test_the_public_receives_what_is_public(client: Client, url: str) -> None:
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert len(body(response)) == int(response["Content-Length"])
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_public_cannot_tell_hidden_from_absent(client: Client, shown: Asset, url: str) -> None:
    seal(shown, Visibility.STAFF)
    assert client.get(url).status_code == 404


def test_what_was_taken_back_says_so_kindly_and_is_kept_nowhere(client: Client, shown: Asset, url: str) -> None:
    seal(shown)
    for address in (url, shown.original_url, f"{shown.base_url}renditions/99/1.jpg", f"{shown.base_url}wagtail/a.jpg"):
        response = client.get(address)
        assert (response.status_code, response["Cache-Control"]) == (410, "no-store")
        assert "收回去了" in response.content.decode()


def test_staff_receive_what_is_for_staff_but_nothing_sealed(
    client: Client, curator: User, shown: Asset, url: str
) -> None:
    client.force_login(curator)
    seal(shown, Visibility.STAFF)
    assert client.get(url).status_code == 200
    seal(shown)
    assert client.get(url).status_code == client.get(shown.original_url).status_code == 410


def test_sealing_kills_a_copy_that_a_browser_kept(client: Client, shown: Asset, url: str) -> None:
    etag = client.get(url)["ETag"]
    seal(shown)
    assert client.get(url, headers={"if-none-match": etag}).status_code == 410


def test_a_browser_must_ask_before_it_uses_its_copy(client: Client, url: str) -> None:
    response = client.get(url)
    assert response["Cache-Control"] == "public, no-cache"
    again = client.get(url, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_tiles_have_their_own_addresses_and_no_second_ones(
    client: Client, picture: Picture, converted_before: Convert
) -> None:
    shown = converted_before(picture.asset, "tiles")
    assert client.get(f"{shown.base_url}tiles/1/info.json").status_code == 404
    assert client.get(f"{shown.base_url}tiles/1/full/64,48/0/default.jpg").status_code == 404


def test_where_only_a_small_picture_may_go_out_the_large_ones_are_for_staff(
    client: Client, curator: User, converted_before: Convert
) -> None:
    content = io.BytesIO(samples.picture(width=1400, height=700))
    shown = converted_before(
        add_picture(content, filename="合影.jpg", visibility=Visibility.PUBLIC).asset, "renditions"
    )
    set_public_px(assets=[shown], public_px=320)
    large, small = f"{shown.base_url}renditions/1/640.jpg", f"{shown.base_url}renditions/1/320.jpg"
    assert (client.get(large).status_code, client.get(small).status_code) == (404, 200)
    client.force_login(curator)
    assert client.get(large).status_code == 200


def test_a_page_names_no_size_that_would_be_refused(converted_before: Convert) -> None:
    content = io.BytesIO(samples.picture(width=1400, height=700))
    shown = add_picture(content, filename="合影.jpg", visibility=Visibility.PUBLIC)
    set_public_px(assets=[converted_before(shown.asset, "renditions")], public_px=320)
    limited = Picture.objects.for_display().get(pk=shown.pk)
    assert limited.sources().width == 320
    assert limited.largest_url == limited.thumbnail_url


def test_an_original_is_for_staff_however_public(client: Client, curator: User, shown: Asset) -> None:
    assert client.get(shown.original_url).status_code == 404
    client.force_login(curator)
    response = client.get(shown.original_url)
    assert body(response) == samples.picture()
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("name", ["../1/320.webp", "%2e%2e/%2e%2e/x", "missing.webp", "..%2f..%2foriginals", "a//b"])
def test_there_is_no_way_out_of_the_folder(client: Client, shown: Asset, name: str) -> None:
    assert client.get(f"{shown.base_url}renditions/1/{name}").status_code == 404


def test_no_branch_but_derivatives_has_an_address(client: Client, shown: Asset) -> None:
    for path in (shown.original.path, "quarantine/x", "work/x"):
        assert client.get(f"/files/{path}").status_code == 404


def test_a_file_lost_from_disk_is_a_404(client: Client, shown: Asset, url: str) -> None:
    store().remove_tree(f"derivatives/{str(shown.uuid)[:2]}/{shown.uuid}")
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-9", 0, 9), ("bytes=5-", 5, None), ("bytes=-7", -7, None), ("bytes=3-99999999", 3, None)],
)
def test_one_range_is_sent_alone(client: Client, url: str, asked: str, first: int, last: int | None) -> None:
    whole = body(client.get(url))
    part = client.get(url, headers={"range": asked})
    expected = whole[first : None if last is None else last + 1]
    assert (part.status_code, body(part)) == (206, expected)
    start = first if first >= 0 else len(whole) + first
    assert part["Content-Range"] == f"bytes {start}-{start + len(expected) - 1}/{len(whole)}"


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0"])
def test_a_range_behind_the_end_is_416(client: Client, url: str, asked: str) -> None:
    response = client.get(url, headers={"range": asked})
    assert response.status_code == 416
    assert response["Content-Range"].startswith("bytes */")


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "bytes=9-3", "bytes=-", "lines=0-1", "nonsense"])
def test_what_is_no_single_range_gets_the_whole(client: Client, url: str, asked: str) -> None:
    assert client.get(url, headers={"range": asked}).status_code == 200


def test_a_range_of_another_version_gets_the_whole(client: Client, url: str) -> None:
    etag = client.get(url)["ETag"]
    ranged = {"range": "bytes=0-9"}
    assert client.get(url, headers={**ranged, "if-range": etag}).status_code == 206
    assert client.get(url, headers={**ranged, "if-range": '"former"'}).status_code == 200


def test_head_tells_the_length_and_sends_nothing(client: Client, url: str) -> None:
    response = client.head(url)
    assert (response.status_code, response.content) == (200, b"")
    assert int(response["Content-Length"]) == len(body(client.get(url)))


def test_only_reading_is_allowed(client: Client, url: str) -> None:
    assert client.post(url).status_code == 405


def test_a_web_server_in_front_may_send_the_bytes(client: Client, url: str, settings: pytest.FixtureRequest) -> None:
    settings.X_ACCEL_REDIRECT_PREFIX = "/protected/"  # type: ignore[attr-defined]  # pytest-django's settings proxy
    response = client.get(url)
    assert response["X-Accel-Redirect"].startswith("/protected/derivatives/")
    assert response.content == b""


def test_the_decision_comes_before_the_web_server_in_front(
    client: Client, shown: Asset, url: str, settings: pytest.FixtureRequest
) -> None:
    settings.X_ACCEL_REDIRECT_PREFIX = "/protected/"  # type: ignore[attr-defined]  # as above
    seal(shown)
    response = client.get(url)
    assert response.status_code == 410
    assert "X-Accel-Redirect" not in response


def test_a_file_costs_one_query(client: Client, url: str, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's fixture is untyped here
        client.get(url)


def test_sound_can_be_sought(client: Client, recording: Recording, converted_before: Convert) -> None:
    converted_before(recording.asset, "low")
    source = Recording.objects.for_display().get().sources(low=True)[0]
    assert source.media_type == "audio/ogg; codecs=opus"
    response = client.get(urlsplit(source.url).path, headers={"range": "bytes=100-199"})
    assert (response.status_code, response["Content-Type"], len(body(response))) == (206, "audio/ogg", 100)


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.text(alphabet="bytes=-,0123456789 ", max_size=30))
def test_no_range_header_breaks_delivery(client: Client, url: str, asked: str) -> None:
    assert client.get(url, headers={"range": asked}).status_code in {200, 206, 416}


def test_a_replaced_picture_no_longer_answers(client: Client, curator: User, shown: Asset, url: str) -> None:
    picture = Picture.objects.get(asset=shown)
    picture.file.save("new.png", ContentFile(samples.picture("png")), save=True)
    shown.refresh_from_db()
    assert shown.visibility == Visibility.SEALED
    assert picture.asset.visibility == Visibility.PUBLIC
    assert client.get(url).status_code == 410


def test_a_deleted_picture_no_longer_answers_but_its_original_is_kept(client: Client, url: str) -> None:
    picture = Picture.objects.get()
    path = picture.asset.original.path
    picture.delete()
    assert client.get(url).status_code == 410
    assert store().exists(path)


def test_two_assets_of_one_original_are_decided_apart(client: Client, shown: Asset, converted_before: Convert) -> None:
    twin = add_picture(io.BytesIO(samples.picture()), filename="b.jpg", visibility=Visibility.STAFF)
    hidden = converted_before(twin.asset, "renditions")
    assert client.get(shown.served_files("renditions")[0].url).status_code == 200
    assert client.get(hidden.served_files("renditions")[0].url).status_code == 404


def test_keepers_alone_receive_what_is_closed(client: Client, curator: User, shown: Asset, url: str) -> None:
    seal(shown, Visibility.KEEPERS)
    collector = User.objects.create_user("collector", password="a-long-password")
    collector.groups.add(Group.objects.get(name="征集员"))
    for user, status in ((collector, 404), (curator, 200)):
        client.force_login(user)
        assert client.get(url).status_code == status
        assert client.get(shown.original_url).status_code == status


@pytest.mark.parametrize("asked", [f"bytes={'9' * 4400}-", f"bytes=-{'9' * 4400}", "bytes=٣-٤", "bytes=0-,1-", "\0"])
def test_a_range_nobody_can_read_brings_the_whole_file(client: Client, url: str, asked: str) -> None:
    assert client.get(url, headers={"range": asked}).status_code == 200


@pytest.mark.parametrize("name", ["a" * 300, "中" * 100, "a/" * 60, "..%2F..%2Fetc", "%2E%2E/x", ""])
def test_a_name_that_is_no_file_is_absent(client: Client, url: str, name: str) -> None:
    assert client.get(f"{url.rpartition('/')[0]}/{name}").status_code == 404


def test_a_folder_is_no_file(client: Client, shown: Asset, url: str) -> None:
    folder = store().local_copy(f"derivatives/{str(shown.uuid)[:2]}/{url.removeprefix('/files/')}")
    with folder as path:
        (path.parent / "inner").mkdir()
    assert client.get(f"{url.rpartition('/')[0]}/inner").status_code == 404


def test_an_original_that_holds_muted_words_is_for_keepers(client: Client, curator: User, recording: Recording) -> None:
    staff = User.objects.create_user("bianmu", password="a-long-password")
    staff.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(staff)
    assert client.get(recording.asset.original_url).status_code == 200
    mute(recording=recording, ranges=[[100, 200]])
    assert client.get(recording.asset.original_url).status_code == 404
    client.force_login(curator)
    assert client.get(recording.asset.original_url).status_code == 200
