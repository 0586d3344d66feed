"""The page of an interview by keyboard alone, and what only a browser can prove of it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.axe import violations_in_every_look
from tests.e2e.browsers import shown_in_time
from tests.e2e.gallery import HEIGHTS, PATIENCE_MS, WIDTHS
from tests.e2e.museums import Museum

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FILL = """
from archive.states import Layer
from tests.factories.archive import RightsStatementFactory
from tests.museum.telling import serve_sound, tell, write
lines = [f"第{n}句，慢慢讲。" if n % 20 else f"第{n}句，讲手轮。" for n in range(1, 201)]
told = tell(*lines, slug="handwheel", title="手轮", duration_ms=200_000)
told.interview.rights = RightsStatementFactory.create(allows_download=True)
told.interview.save()
write(told.interview, *[f"Line {n}." for n in range(1, 201)], layer=Layer.TRANSLATION)
serve_sound(told.interview)
"""


@pytest.fixture(scope="module")
def filled(museum: Museum, chromium: Browser) -> Museum:
    """The museum with an interview of two hundred sentences in two languages, findable."""
    museum.manage("shell", "--no-imports", "-c", FILL)
    shown_in_time(chromium, f"{museum.url}/interviews/handwheel/?within=手轮", "[data-where]")
    return museum


@pytest.fixture
def visitor(page: Page, filled: Museum) -> Iterator[Page]:
    """A window without errors of its own; the sound has no bytes here, so its 404 is expected."""
    told: list[str] = []
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    yield page
    assert [line for line in told if "404" not in line] == []


def test_by_keyboard_from_play_to_a_passage_to_send(visitor: Page) -> None:
    keyboard = visitor.keyboard
    visitor.goto("/interviews/handwheel/")
    visitor.get_by_role("button", name="进 10 秒").focus()
    keyboard.press("Enter")
    expect(visitor.locator("[data-now]")).to_have_text("00:00:10")
    visitor.get_by_role("searchbox", name="在这段讲述里找").focus()
    keyboard.type("手轮")
    keyboard.press("Enter")
    visitor.wait_for_url(re.compile("within="))
    visitor.get_by_role("link", name="下一处").focus()
    keyboard.press("Enter")
    expect(visitor.locator("[data-where]")).to_have_text(re.compile("第 2 处，共 10 处"))
    visitor.get_by_text("选一段，发出去或者引用").focus()
    keyboard.press("Enter")
    expect(visitor.locator("[data-choose-status]")).to_have_text("点第一句，再点最后一句。")
    for clock in ("00:03", "00:05"):
        visitor.get_by_role("link", name=f"听 {clock}").first.focus()
        keyboard.press("Enter")
    sent = visitor.locator("[data-sent]")
    expect(sent).to_contain_text("第4句，慢慢讲。第5句，慢慢讲。第6句，慢慢讲。")
    expect(sent).to_be_focused()
    expect(visitor.get_by_role("button", name="抄链接")).to_be_visible()
    link = visitor.locator("#sent-link").get_attribute("href") or ""
    visitor.goto(link)
    assert visitor.locator("[data-player]").get_attribute("data-start-ms") == "3000"
    expect(visitor.locator("[data-now]")).to_have_text("00:00:03")


def test_whoever_comes_for_a_passage_has_the_wheel_at_hand(visitor: Page) -> None:
    dock, line = visitor.locator("[data-dock]"), visitor.locator(".seg").nth(50)
    visitor.goto("/interviews/handwheel/?t=50")
    line.scroll_into_view_if_needed()
    expect(dock).to_be_visible()
    expect(dock.locator("[data-dock-now]")).to_have_text("00:00:50")
    visitor.goto("/interviews/handwheel/")
    line.scroll_into_view_if_needed()
    expect(dock).to_be_hidden()


def test_where_one_stopped_is_offered_and_never_played_unasked(visitor: Page) -> None:
    visitor.goto("/interviews/handwheel/")
    key = visitor.locator("[data-player]").get_attribute("data-key")
    visitor.evaluate(f"localStorage.setItem('heard:{key}', '24000')")
    visitor.reload()
    expect(visitor.locator("[data-now]")).to_have_text("00:00:00")
    assert visitor.evaluate("[...document.querySelectorAll('audio')].every((each) => each.paused)")
    visitor.get_by_role("button", name="上次听到 00:24，接着听").click()
    expect(visitor.locator("[data-now]")).to_have_text("00:00:24")


def test_a_passage_is_taken_without_script(chromium: Browser, filled: Museum) -> None:
    context = chromium.new_context(base_url=filled.url, java_script_enabled=False, locale="zh-CN")
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto("/interviews/handwheel/")
    page.get_by_text("选一段，发出去或者引用").click()
    page.get_by_label("从", exact=True).fill("0:03")
    page.get_by_label("到", exact=True).fill("0:06")
    page.get_by_role("button", name="取这一段").click()
    expect(page.locator("[data-sent]")).to_contain_text("第4句，慢慢讲。")
    context.close()


def test_axe_finds_nothing_in_two_languages_and_large_type_has_the_player_in_its_first_view(visitor: Page) -> None:
    assert violations_in_every_look(visitor, lambda: visitor.goto("/interviews/handwheel/?t=3,7.5&beside=0")) == {}
    for width in WIDTHS:
        visitor.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        visitor.goto("/interviews/handwheel/")
        box = visitor.locator("[data-toggle]").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= HEIGHTS[width]


def test_that_it_was_heard_is_told_once_a_day(visitor: Page) -> None:
    """The device remembers: neither a second end of the sound nor a second visit tells again."""
    told: list[str] = []
    visitor.on("request", lambda request: told.append(request.method) if request.url.endswith("/heard/") else None)
    end = "document.querySelector('audio').dispatchEvent(new Event('ended'))"
    visitor.goto("/interviews/handwheel/")
    with visitor.expect_request("**/interviews/handwheel/heard/"):
        visitor.evaluate(end)
    visitor.evaluate(end)
    visitor.reload()
    visitor.evaluate(end)
    visitor.wait_for_load_state("networkidle")
    assert told == ["POST"]
