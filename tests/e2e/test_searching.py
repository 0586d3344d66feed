"""Searching as a visitor does: by keyboard alone and without script; axe looks at what a search box says."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.e2e.axe import violations_in_every_look
from tests.e2e.browsers import shown_in_time
from tests.e2e.gallery import PATIENCE_MS
from tests.e2e.museums import Museum

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FILL = """
from tests.factories.archive import ArtifactFactory, PersonFactory
from tests.museum.telling import serve_sound, tell
lines = [f"第{n}句，慢慢讲。" if n % 20 else f"第{n}句，讲水银整流器。" for n in range(1, 61)]
told = tell(*lines, slug="rectifier", title="水银整流器的蓝光", duration_ms=60_000)
serve_sound(told.interview)
for n in range(25):
    ArtifactFactory.create(title=f"水银整流器零件{n}")
PersonFactory.create(name="水银匠", slug="shuiyinjiang")
"""


@pytest.fixture(scope="module")
def filled(museum: Museum, chromium: Browser) -> Museum:
    """The museum with an interview that speaks of a rectifier three times, and things about it; all of it findable."""
    museum.manage("shell", "--no-imports", "-c", FILL)
    shown_in_time(chromium, f"{museum.url}/search/?q=水银整流器&kind=interview", ".passage")
    return museum


@pytest.fixture
def visitor(page: Page, filled: Museum) -> Iterator[Page]:
    """A window whose console stays clean: no error of a script, nothing refused by the content security policy."""
    told: list[str] = []
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    yield page
    assert [line for line in told if "404" not in line] == []


def test_by_keyboard_from_three_letters_to_the_second(visitor: Page) -> None:
    visitor.goto("/search/")
    box = visitor.get_by_role("combobox", name="搜讲述、藏品、照片和人")
    box.focus()
    visitor.keyboard.type("shuiyinzheng")
    options = visitor.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_contain_text("水银整流器")
    expect(box).to_have_attribute("aria-expanded", "true")
    for key in ("ArrowUp", "ArrowDown", "ArrowDown"):
        visitor.keyboard.press(key)
    expect(box).to_have_attribute("aria-activedescendant", re.compile("q-list-"))
    visitor.keyboard.press("Enter")
    visitor.wait_for_url(re.compile("q="))
    assert "水银整流器" in unquote(visitor.url)
    visitor.goto("/search/?q=水银整流器&kind=interview")
    visitor.get_by_role("link", name="从 00:00:19 听起").focus()
    visitor.keyboard.press("Enter")
    visitor.wait_for_url(re.compile("/interviews/rectifier/"))
    expect(visitor.locator("[data-where]")).to_have_text("第 1 处，共 3 处")
    line = visitor.locator(".seg:target")
    expect(line).to_contain_text("讲水银整流器")
    expect(line).to_be_in_viewport()
    assert visitor.locator("[data-player]").get_attribute("data-start-ms") == "19000"
    expect(visitor.locator("[data-now]")).to_have_text("00:00:19")


def test_enter_in_the_box_goes_from_place_to_place(visitor: Page) -> None:
    visitor.goto("/interviews/rectifier/?within=水银整流器")
    visitor.locator("#in").focus()
    for number, clock in ((2, "00:00:39"), (3, "00:00:59"), (1, "00:00:19")):
        visitor.keyboard.press("Enter")
        expect(visitor.locator("[data-where]")).to_have_text(f"第 {number} 处，共 3 处")
        expect(visitor.locator("[data-now]")).to_have_text(clock)
    visitor.keyboard.press("Shift+Enter")
    expect(visitor.locator("[data-where]")).to_have_text("第 3 处，共 3 处")


def test_escape_closes_and_the_box_still_searches(visitor: Page) -> None:
    visitor.goto("/")
    box = visitor.locator("form[data-suggest] input[name=q]").first
    box.focus()
    visitor.keyboard.type("水银")
    expect(visitor.get_by_role("option").first).to_be_visible()
    expect(visitor.locator("form[data-suggest] [role=status]").first).to_have_text(re.compile(r"\d+ 个提示"))
    visitor.keyboard.press("Escape")
    expect(visitor.get_by_role("option")).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    visitor.keyboard.press("Enter")
    visitor.wait_for_url(re.compile("q="))
    assert unquote(visitor.url).endswith("q=水银")


def test_a_box_without_a_line_says_so_and_proposes_when_it_is_back(page: Page, filled: Museum) -> None:
    page.goto("/search/")
    told = page.locator("form:has(#q) [role=status]")
    page.context.set_offline(True)
    page.locator("#q").press_sequentially("水银")
    expect(told).to_have_text("断网了。连上网，再找一次。")
    expect(told).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("option").first).to_contain_text("水银")
    expect(told).not_to_have_text(re.compile("断网"))


def test_a_very_long_address_is_answered_by_the_museum(page: Page, filled: Museum) -> None:
    page.goto("/search/?q=" + "水" * 800)
    expect(page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first).to_be_visible()
    expect(page.get_by_role("link", name="株化记忆").first).to_be_visible()


def test_nothing_is_asked_while_characters_are_composed(visitor: Page) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/search/suggestions/" in request.url:
            asked.append(unquote(request.url).partition("q=")[2])

    visitor.on("request", note)
    visitor.goto("/search/")
    visitor.locator("#q").focus()
    keyboard = visitor.context.new_cdp_session(visitor)
    for composed in ("s", "sh", "shui"):
        keyboard.send("Input.imeSetComposition", {"text": composed, "selectionStart": 0, "selectionEnd": len(composed)})
    visitor.wait_for_timeout(500)
    assert asked == []
    keyboard.send("Input.insertText", {"text": "水银"})
    expect(visitor.get_by_role("option").first).to_be_visible()
    assert asked == ["水银"]


def test_without_script_everything_is_a_link(chromium: Browser, filled: Museum) -> None:
    context = chromium.new_context(base_url=filled.url, java_script_enabled=False, locale="zh-CN")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto("/search/?q=水银整流器")
    page.get_by_role("navigation", name="翻页").get_by_role("link", name="下一页").click()
    assert unquote(page.url).endswith("/search/?q=水银整流器&page=2")
    page.get_by_role("navigation", name="种类").get_by_role("link", name=re.compile("讲述")).click()
    page.get_by_role("link", name="去掉 讲述").click()
    assert unquote(page.url).endswith("/search/?q=水银整流器")
    page.goto("/interviews/rectifier/?within=水银整流器")
    page.get_by_role("link", name="下一处").click()
    expect(page.locator(".within [role=status]")).to_have_text("第 2 处，共 3 处")
    expect(page.locator(".seg:target")).to_contain_text("讲水银整流器")
    context.close()


def test_axe_finds_nothing_among_the_suggestions_and_a_finger_finds_each(visitor: Page) -> None:
    option = visitor.get_by_role("option").first

    def ask() -> None:
        visitor.goto("/search/")
        visitor.locator("#q").press_sequentially("水银")
        expect(option).to_be_visible()

    assert violations_in_every_look(visitor, ask) == {}
    box = option.bounding_box()
    assert box is not None
    assert box["height"] >= 44
