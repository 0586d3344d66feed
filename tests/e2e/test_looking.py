"""Looking closely in a real browser: with keys alone, with nothing loaded before it is asked for, accessible to all."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, Request, expect

from tests.e2e.axe import violations_in_every_look
from tests.e2e.browsers import shown_in_time
from tests.e2e.museums import Museum
from tests.e2e.test_curator_path import publish, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FINEST = "512,512,512,512/512,512/0/default.jpg"
"""A tile in the middle at full size: nobody asks for it before going close."""

PLANT = """
from pathlib import Path
from archive.models import *
from media.services.adding import add_picture
rights = RightsStatement.objects.create(code="open-{tag}", name="CC BY 4.0", picture_use="full", allows_download=True)
def picture(name):
    with Path(r"{folder}", name).open("rb") as file:
        return add_picture(file, filename=name)
front, back = picture("front.png"), picture("back.png")
Photograph.objects.create(
    accession_number="ZH-P-7001", title="班组合影", picture=front, verso_picture=back, verso_text="一九六二年",
    rights=rights, live=True,
)
"""


@dataclass(frozen=True)
class Planted:
    """A photograph with a front and a back, converted."""

    url: str
    edit_url: str


@pytest.fixture(scope="module")
def planted(museum: Museum, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Planted:
    folder = tmp_path_factory.mktemp("prints")
    for name, shade in (("front.png", 90), ("back.png", 180)):
        drawn(folder / name, shade)
    museum.manage("shell", "-c", PLANT.format(folder=folder, tag="looking"))
    museum.manage("make_derivatives")
    pk = museum.manage(
        "shell", "--no-imports", "-c",
        "from archive.models import Photograph; print(Photograph.objects.get(accession_number='ZH-P-7001').pk)",
    ).split()[-1]  # fmt: skip
    planted = Planted("/photographs/ZH-P-7001/", f"/admin/curation/photographs/edit/{pk}/")
    shown_in_time(chromium, museum.url + planted.url, "a[data-zoom]", count=2)
    return planted


def drawn(path: Path, shade: int) -> None:
    picture = Image.new("RGB", (2000, 1500), (shade, 160, 140))
    for column in range(4):
        ImageDraw.Draw(picture).ellipse((250 + 400 * column, 500, 450 + 400 * column, 760), fill=(240, 230, 210))
    picture.save(path)


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser complains of: broken scripts, breaches of the policy."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    yield found
    assert found == []


def requested(page: Page) -> list[str]:
    addresses: list[str] = []

    def note(request: Request) -> None:
        addresses.append(request.url)

    page.on("request", note)
    return addresses


def test_a_photograph_is_looked_at_closely_with_keys_alone(page: Page, planted: Planted, complaints: list[str]) -> None:
    addresses = requested(page)
    page.goto(planted.url)
    assert not [url for url in addresses if "openseadragon" in url or "/iiif/" in url]
    page.get_by_role("link", name="放大看").first.focus()
    page.keyboard.press("Enter")
    canvas = page.get_by_role("application")
    expect(canvas).to_be_focused()
    page.wait_for_load_state("networkidle")
    assert not [url for url in addresses if url.endswith(FINEST)]
    with page.expect_request(lambda request: request.url.endswith(FINEST)):
        for key in ("+", "+", "+", "+", "ArrowLeft", "ArrowDown"):
            page.keyboard.press(key)
    page.keyboard.press("Home")
    page.keyboard.press("Escape")
    expect(canvas).to_have_count(0)
    expect(page.get_by_role("link", name="放大看").first).to_be_focused()


def test_the_other_side_is_a_click_away(page: Page, planted: Planted, complaints: list[str]) -> None:
    page.goto(planted.url)
    page.get_by_role("link", name="放大看").first.click()
    expect(page.get_by_role("application")).to_be_focused()
    with page.expect_response(lambda response: response.url.endswith("info.json")) as answer:
        page.get_by_role("navigation", name="别的角度").get_by_role("link", name="背面").click()
    assert answer.value.ok
    expect(page.get_by_role("link", name="背面", exact=True)).to_have_attribute("aria-current", "true")


def test_without_script_the_largest_picture_opens(museum: Museum, chromium: Browser, planted: Planted) -> None:
    context = chromium.new_context(base_url=museum.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(planted.url)
    with page.expect_navigation():
        page.get_by_role("link", name="放大看").first.click()
    assert page.url.endswith(".jpg")
    context.close()


def test_a_curator_draws_a_face_and_a_visitor_finds_it(page: Page, planted: Planted) -> None:
    page.set_viewport_size({"width": 1280, "height": 1000})
    sign_in(page)
    page.goto(f"{planted.edit_url}#tab-照片里是谁")
    page.get_by_role("tab", name="照片里是谁").click()
    board = page.locator("[data-face-picture]")
    expect(board.locator("img")).to_be_visible()
    area = board.bounding_box()
    assert area is not None
    page.mouse.move(area["x"] + area["width"] * 0.125, area["y"] + area["height"] * 0.33)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] * 0.225, area["y"] + area["height"] * 0.51, steps=4)
    page.mouse.up()
    box = board.get_by_role("button")
    expect(box).to_be_focused()
    left = page.locator("#id_faces-0-left")
    assert float(left.input_value()) == pytest.approx(0.125, abs=0.01)
    drawn_at = float(left.input_value())
    page.keyboard.press("ArrowRight")
    assert float(left.input_value()) == pytest.approx(drawn_at + 0.005, abs=1e-4)
    wide = float(page.locator("#id_faces-0-width").input_value())
    page.keyboard.press("Shift+ArrowRight")
    assert float(page.locator("#id_faces-0-width").input_value()) == pytest.approx(wide + 0.005, abs=1e-4)
    page.keyboard.press("Enter")
    page.keyboard.type("前排左起第一")
    page.get_by_role("button", name="加一个框").click()
    expect(board.get_by_role("button")).to_have_count(2)
    page.keyboard.press("Delete")
    expect(board.get_by_role("button")).to_have_count(1)
    publish(page)
    page.goto(planted.url)
    frame = page.get_by_role("link", name="前排左起第一：还不知道是谁")
    expect(frame).to_have_count(1)
    expect(page.locator("#face-1")).to_contain_text("还没有人认出来")
    expect(page.locator("#frame-2")).to_have_count(0)


def test_axe_finds_nothing_while_somebody_looks(page: Page, planted: Planted) -> None:
    def look() -> None:
        page.goto(planted.url)
        page.get_by_role("link", name="放大看").first.click()
        expect(page.get_by_role("application")).to_be_focused()

    assert violations_in_every_look(page, look) == {}
