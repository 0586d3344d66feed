"""An exhibit and a trail by keyboard and without script, points set in the editor; axe finds nothing on their pages."""

import re
from dataclasses import dataclass

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.e2e.axe import violations_in_every_look
from tests.e2e.browsers import shown_in_time
from tests.e2e.museums import Museum
from tests.e2e.test_curator_path import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PROGRAMME = """
from pathlib import Path
from archive.models import Place, PlaceChange
from media.services.adding import add_picture
from museum.models import ExhibitIndexPage, ExhibitPage, TrailIndexPage, TrailPage
def picture(name):
    with Path(r"{folder}", name).open("rb") as file:
        return add_picture(file, filename=name, title=name, visibility="public")
red, blue = picture("red.png"), picture("blue.png")
place = Place.objects.create(
    slug="boilers", name="锅炉房", plan_x=420, plan_y=380, plan_width=110, plan_height=70, live=True)
PlaceChange.objects.create(place=place, year=1958, kind="opened", text="开用")
sights = [{{"photograph": None, "image": each, "caption": "厂门口的样子"}} for each in (red, blue)]
points = [{{"title": name, "text": name + "的话。", "artifact": None, "x": 20, "y": 30}} for name in ("三号", "一号")]
text = ("text", {{"heading": "", "body": "<p>" + "汽笛定钟点。" * 300 + "</p>"}})
page = ExhibitPage(title="窗口", slug="windows", body=[
    ("chapter", {{"title": "门口", "lead": ""}}), text,
    ("hotspots", {{"image": red, "alt": "窗口", "caption": "三个窗口", "points": points}}),
    ("chapter", {{"title": "坡上", "lead": ""}}), text,
    ("compare", {{"title": "前后", "before": sights[0], "before_label": "1972", "after": sights[1],
                  "after_label": "2018", "note": ""}}),
    ("gallery", {{"title": "一组", "sights": sights}}),
    ("map", {{"title": "在哪里", "year": 1972, "places": [{{"place": place, "note": "后头。"}}], "note": ""}}),
])
ExhibitIndexPage.objects.get().add_child(instance=page)
page.save_revision().publish()
stations = [{{"title": name, "introduction": name + "开头。", "question": name + "？", "lines": 2, "moments": []}}
            for name in ("闻一闻", "补一补")]
trail = TrailPage(title="鼻子侦探", slug="nose", body=[("station", each) for each in stations])
TrailIndexPage.objects.get().add_child(instance=trail)
trail.save_revision().publish()
print(page.pk)
"""


@dataclass(frozen=True)
class Programme:
    """What is on show, with the address of the exhibit in the editor."""

    museum: Museum
    edit_url: str


@pytest.fixture(scope="module")
def programme(museum: Museum, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Programme:
    folder = tmp_path_factory.mktemp("pictures")
    for name, colour in (("red.png", (180, 60, 50)), ("blue.png", (40, 70, 150))):
        Image.new("RGB", (800, 600), colour).save(folder / name)
    pk = museum.manage("shell", "--no-imports", "-c", PROGRAMME.format(folder=folder)).split()[-1]
    museum.manage("make_derivatives")
    shown_in_time(chromium, f"{museum.url}/exhibits/windows/", "[data-compare] img", count=2)
    return Programme(museum, f"/admin/pages/{pk}/edit/")


@pytest.fixture
def window(programme: Programme, page: Page) -> Page:
    return page


def test_an_exhibit_is_walked_by_keyboard(window: Page) -> None:
    window.goto("/exhibits/windows/")
    chapters = window.get_by_role("navigation", name="各章")
    chapters.get_by_role("link", name="坡上").press("Enter")
    expect(chapters.locator("[aria-current]")).to_contain_text("坡上")
    window.get_by_role("link", name="上一章").press("Enter")
    expect(chapters.locator("[aria-current]")).to_contain_text("门口")
    window.get_by_role("link", name="第 2 点，一号").press("Enter")
    words = window.locator(".hotspots__words li:target")
    expect(words).to_contain_text("一号的话。")
    words.get_by_role("link", name="在图上指出第 2 点").press("Enter")
    assert window.evaluate("document.querySelector(':target').getAttribute('aria-label')") == "第 2 点，一号"
    slider = window.get_by_role("slider")
    slider.focus()
    window.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "露出从前的百分之51")
    window.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "露出从前的百分之0")


def test_a_trail_remembers_where_one_is_and_forgets_when_told(window: Page) -> None:
    window.goto("/trails/nose/")
    window.get_by_role("link", name="从第 1 站走起").press("Enter")
    window.get_by_role("link", name="写好了，下一站").press("Enter")
    expect(window.get_by_role("heading", level=1)).to_have_text("补一补")
    assert window.context.cookies() == []
    window.goto("/trails/nose/")
    expect(window.get_by_text("走过了").filter(visible=True)).to_have_count(1)
    expect(window.get_by_role("link", name="接着走：第 2 站")).to_have_attribute(
        "href", re.compile(r"/trails/nose/2/$")
    )
    window.get_by_role("button", name="从头再走").press("Enter")
    expect(window.get_by_role("link", name="从第 1 站走起")).to_be_focused()
    assert window.evaluate("localStorage.length") == 0


def test_a_point_is_set_on_the_picture(programme: Programme, window: Page) -> None:
    sign_in(window)
    window.goto(programme.edit_url)
    board = window.get_by_role("group", name="在图上放点")
    mark = board.get_by_role("button", name="第 1 点")
    expect(mark).to_have_accessible_name("第 1 点 20%, 30%")
    mark.press("ArrowRight")
    mark.press("Shift+ArrowDown")
    expect(mark).to_have_accessible_name("第 1 点 21%, 35%")
    across = window.locator("input[name$='points-0-value-x']")
    expect(across).to_have_value("21")
    across.fill("80")
    expect(mark).to_have_accessible_name("第 1 点 80%, 35%")


def test_everything_is_there_without_script(programme: Programme, chromium: Browser) -> None:
    context = chromium.new_context(
        base_url=programme.museum.url, java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    page.goto("/exhibits/windows/")
    page.get_by_role("link", name="下一章").click()
    assert page.url.endswith("#chapter-2")
    expect(page.locator(".compare img")).to_have_count(2)
    expect(page.get_by_role("slider")).to_have_count(0)
    expect(page.get_by_text("后头。")).to_be_visible()
    page.goto("/trails/nose/1/")
    page.get_by_role("link", name="下一站").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("补一补")
    context.close()


def test_axe_finds_nothing_on_points_pairs_and_plans(window: Page) -> None:
    assert violations_in_every_look(window, lambda: window.goto("/exhibits/windows/")) == {}
