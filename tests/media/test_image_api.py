"""Tiles at their stable addresses: described as IIIF asks, and as closed as the picture."""

import io

import pytest
from django.test import Client

from media.iiif.image import tile_names
from media.models import Asset, Derivative, Picture, Visibility
from media.services.adding import add_picture
from media.services.derive import rebuild
from media.services.visibility import set_public_px, set_visibility
from museum.models import User
from tests.media import samples
from tests.media.conftest import Convert
from tests.media.remembering import Remembered

pytestmark = pytest.mark.django_db

SIZE = (1401, 703)


@pytest.fixture
def shown(db: None, converted_before: Convert, remembered: Remembered) -> Asset:
    content = io.BytesIO(samples.picture(width=SIZE[0], height=SIZE[1]))
    with remembered.in_use():
        picture = add_picture(content, filename="全景.jpg", visibility=Visibility.PUBLIC)
    return converted_before(picture.asset, "tiles")


@pytest.fixture
def base(shown: Asset) -> str:
    return f"/iiif/image/{shown.uuid}"


def addresses(base: str) -> list[str]:
    names = [*tile_names(SIZE), "full/max/0/default.jpg", "full/320,161/0/default.jpg"]
    return [f"{base}/info.json", *(f"{base}/{name}" for name in names)]


def statuses(client: Client, base: str) -> set[int]:
    return {client.get(address).status_code for address in addresses(base)}


def test_the_description_names_the_address_it_is_read_at(client: Client, base: str) -> None:
    response = client.get(f"{base}/info.json")
    described = response.json()
    assert described["id"] == f"http://testserver{base}"
    assert (described["width"], described["height"]) == SIZE
    assert response["Content-Type"].startswith("application/ld+json")
    assert response["Access-Control-Allow-Origin"] == "*"


def test_every_tile_and_size_is_there(client: Client, base: str) -> None:
    assert statuses(client, base) == {200}
    for size in client.get(f"{base}/info.json").json()["sizes"]:
        assert client.get(f"{base}/full/{size['width']},{size['height']}/0/default.jpg").status_code == 200


def test_the_bare_address_leads_to_the_description(client: Client, base: str) -> None:
    assert client.get(base)["Location"] == f"{base}/info.json"


def test_the_picture_knows_where_its_tiles_are(base: str) -> None:
    assert Picture.objects.for_display().get().tiles_url == f"{base}/info.json"


@pytest.mark.parametrize("visibility", [Visibility.STAFF, Visibility.KEEPERS])
def test_what_is_closed_looks_as_if_it_were_not_there(client: Client, shown: Asset, base: str, visibility: str) -> None:
    set_visibility(assets=[shown], visibility=visibility)
    assert statuses(client, base) == {404}


def test_what_was_taken_back_is_gone_for_everybody(client: Client, curator: User, shown: Asset, base: str) -> None:
    set_visibility(assets=[shown], visibility=Visibility.SEALED)
    assert statuses(client, base) == {410}
    client.force_login(curator)
    assert statuses(client, base) == {410}


@pytest.mark.parametrize("name", ["info.json", "full/max/0/default.jpg", "0,0,512,512/512,512/0/default.jpg"])
def test_a_browser_asks_before_it_uses_its_copy(client: Client, shown: Asset, base: str, name: str) -> None:
    response = client.get(f"{base}/{name}")
    assert response["Cache-Control"] == "public, no-cache"
    known = {"if-none-match": response["ETag"]}
    assert client.get(f"{base}/{name}", headers=known).status_code == 304
    set_visibility(assets=[shown], visibility=Visibility.SEALED)
    assert client.get(f"{base}/{name}", headers=known).status_code == 410


def test_where_only_small_may_go_out_there_are_no_tiles(client: Client, curator: User, shown: Asset, base: str) -> None:
    set_public_px(assets=[shown], public_px=320)
    assert "tiles" not in client.get(f"{base}/info.json").json()
    small = client.get(f"{base}/full/max/0/default.jpg")
    assert small["Content-Length"] == client.get(f"{base}/full/320,161/0/default.jpg")["Content-Length"]
    refused = [f"{base}/{name}" for name in tile_names(SIZE)] + [f"{base}/full/640,321/0/default.jpg"]
    assert {client.get(address).status_code for address in refused} == {404}
    client.force_login(curator)
    assert {client.get(address).status_code for address in refused} == {200}


def test_what_staff_see_larger_is_kept_by_no_shared_cache(client: Client, shown: Asset, base: str) -> None:
    set_public_px(assets=[shown], public_px=320)
    for name in ("info.json", "full/max/0/default.jpg"):
        response = client.get(f"{base}/{name}")
        assert (response["Cache-Control"], response["Vary"]) == ("private, no-cache", "Cookie")


def test_addresses_stay_when_tiles_are_made_again(client: Client, shown: Asset, base: str, converted: Convert) -> None:
    tag = client.get(f"{base}/full/max/0/default.jpg")["ETag"]
    rebuild(derivatives=Derivative.objects.filter(recipe="tiles"))
    assert statuses(client, base) == {200}
    converted(shown, "tiles")
    assert statuses(client, base) == {200}
    assert client.get(f"{base}/full/max/0/default.jpg")["ETag"] != tag


@pytest.mark.parametrize(
    "name",
    [
        "full/max/90/default.jpg", "full/max/0/gray.jpg", "full/max/0/default.png", "full/pct:50/0/default.jpg",
        "square/max/0/default.jpg", "1,1,9,9/9,9/0/default.jpg", "full/999999999,1/0/default.jpg", "..%2f../x",
        "full/../0/default.jpg", "", "info.xml",
    ],
)  # fmt: skip
def test_what_was_not_made_is_not_found(client: Client, base: str, name: str) -> None:
    assert client.get(f"{base}/{name}").status_code == 404


def test_nothing_can_be_written(client: Client, base: str) -> None:
    assert client.post(f"{base}/info.json").status_code == 405


def test_while_tiles_are_being_made_there_is_nothing_yet(client: Client, picture: Picture) -> None:
    assert client.get(f"/iiif/image/{picture.asset.uuid}/info.json").status_code == 404
