"""From a half-remembered word to grandfather's voice and on to the family group, on a slow line and a slow phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.benchmarks.bench_loading import throttle
from tests.e2e.gallery import LIGHT, Gallery

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORD = "传达室"
CLOCK = "00:00:51"


def slowed(page: Page) -> Page:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    throttle(session)
    return page


def find(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox").first
    box.fill(WORD)
    box.press("Enter")
    expect(page.locator("main mark").first).to_have_text(WORD)
    page.get_by_role("link", name=f"从 {CLOCK} 听起").first.click()


def expect_the_passage(page: Page) -> None:
    line = page.locator(".seg:target")
    expect(line).to_contain_text(WORD)
    expect(line).to_be_in_viewport()
    expect(page.locator("[data-now]")).to_have_text(CLOCK)


def passed_on(page: Page) -> str:
    """The link of the passage, from the line that is spoken to the one after it."""
    page.get_by_role("button", name="发给家里人").first.click()
    line = page.locator(".seg:target")
    line.get_by_role("link").first.click()
    line.locator("xpath=following-sibling::*[contains(@class, 'seg')][1]").get_by_role("link").first.click()
    sent = page.locator("[data-sent]")
    expect(sent).to_contain_text(WORD)
    address = sent.locator("#sent-link").get_attribute("href") or ""
    assert re.search(r"[?&]t=51[\d.]*,\d", address)
    return address


def test_a_word_is_found_heard_and_passed_on(gallery: Gallery) -> None:
    with gallery.fresh(LIGHT) as page:
        slowed(page)
        find(page)
        expect_the_passage(page)
        page.get_by_role("region", name="播放器").get_by_role("button", name="播放").click()
        expect(page.locator("[data-now]")).to_have_text(re.compile("^00:00:5[2-9]$"))
        expect(page.get_by_role("button", name="停一下").first).to_be_visible()
        assert page.evaluate("[...document.querySelectorAll('audio')].some((each) => each.currentTime > 51)")
        address = passed_on(page)
    with gallery.fresh(LIGHT) as page:
        slowed(page).goto(address)
        expect_the_passage(page)
