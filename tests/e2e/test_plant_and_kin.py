"""The plan and the chart of a family by keyboard, and without script."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.museums import Museum

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLANT_AND_KIN = """
from archive.models import *
from archive.kinship.ties import STANDARD_TYPES, Role
from django.utils import timezone
live = {"live": True, "first_published_at": timezone.now()}
box = {"plan_y": 100, "plan_width": 120, "plan_height": 80, **live}
for slug, name, x, opened in (("dianjie", "电解车间", 100, 1958), ("juhe", "聚合车间", 300, 1966)):
    place = Place.objects.create(slug=slug, name=name, plan_x=x, **box)
    PlaceChange.objects.create(place=place, year=opened, kind="opened", text="开用")
PlaceChange.objects.create(place=place, year=2017, kind="closed", text="停产")
def person(slug, name, generation, **fields):
    return Person.objects.create(
        slug=slug, name=name, generation=generation, living="dead", public_display="public", **fields, **live)
def tie(code, a, b, year):
    kind = STANDARD_TYPES[code]
    found, _ = RelationType.objects.get_or_create(code=code, defaults={
        "name": kind.name, "a_is": kind.a_is, "b_is": kind.b_is, "is_kinship": kind.role is not Role.OTHER})
    Relation.objects.create(type=found, a=a, b=b, started_on=year)
old, master = person("tan-1", "谭德厚", "1", sex="男"), person("qin-1", "覃有德", "1")
son = person("tan-2", "谭铁山", "2", sex="男", biography="十八岁进厂。")
tie("father-son", old, son, "")
tie("master-apprentice", master, son, "1975年")
family = Family.objects.create(slug="tan", name="谭家", **live)
for member in (old, son):
    FamilyMember.objects.create(family=family, person=member)
Post.objects.create(person=son, place=place, started_on="1975年", ended_on="2017年")
event = Event.objects.create(slug="flood", title="大水抢盐", happened_on="1976年", **live)
Collection.objects.create(slug="zh", reference_code="ZH", name="株化记忆", **live)
"""


@pytest.fixture(scope="module")
def works(museum: Museum) -> Museum:
    museum.manage("shell", "-c", PLANT_AND_KIN)
    return museum


@pytest.fixture
def window(works: Museum, page: Page) -> Page:
    """The visitor's window, with the works and the family in the museum."""
    return page


def test_the_slider_moves_through_the_decades(window: Page) -> None:
    window.goto("/plant/?decade=1950")
    expect(window.get_by_role("link", name="聚合车间，还没有")).to_be_visible()
    slider = window.get_by_role("slider", name="年代")
    slider.focus()
    window.keyboard.press("ArrowRight")
    expect(window.get_by_role("link", name="聚合车间，在用，1966 开用")).to_be_visible()
    expect(window.get_by_role("heading", level=1)).to_contain_text("1960")
    assert "decade=1960" in window.url
    window.go_back()
    expect(window.get_by_role("link", name="聚合车间，还没有")).to_be_visible()


def test_a_workshop_opens_by_keyboard_and_tells_its_years(window: Page) -> None:
    window.goto("/plant/?decade=1960")
    window.get_by_role("group", name="厂区图").focus()
    for _step in range(2):
        window.keyboard.press("Tab")
    window.keyboard.press("Enter")
    panel = window.locator("#panel")
    expect(panel.get_by_role("heading", level=2)).to_have_text("聚合车间")
    expect(panel).to_be_focused()
    expect(panel).to_contain_text("1966")


def test_the_chart_is_walked_in_reading_order_and_opens_a_person(window: Page) -> None:
    window.goto("/people/tan-2/")
    window.get_by_role("group", name="关系图").focus()
    names = []
    for _step in range(3):
        window.keyboard.press("Tab")
        names.append(window.evaluate("document.activeElement.getAttribute('aria-label').split('，')[0]"))
    assert names[-1] == "谭铁山"
    assert sorted(names[:2]) == ["覃有德", "谭德厚"]
    window.get_by_role("link", name="谭德厚，儿子谭铁山").press("Enter")
    expect(window.get_by_role("heading", level=1)).to_have_text("谭德厚")


def test_everything_is_there_without_script(works: Museum, chromium: Browser) -> None:
    context = chromium.new_context(
        base_url=works.url, java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    page.goto("/plant/")
    page.get_by_role("navigation", name="选年代").get_by_role("link", name="2010").click()
    expect(page.locator("#plan-list")).to_contain_text("2010")
    page.get_by_role("row", name="聚合车间").get_by_role("link").click()
    expect(page.locator("#panel")).to_contain_text("停产")
    page.goto("/people/path/?from=tan-1&to=qin-1")
    expect(page.locator("#answer")).to_have_text("覃有德是谭德厚的儿子的师傅")
    context.close()
