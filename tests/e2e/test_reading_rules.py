"""What the national guideline for old users (适老化) and WCAG ask of a page, measured on every kind of page.

The guideline: type and lines large enough, targets a finger finds, nothing that pops up, nothing told by colour alone,
a voice that reads. WCAG: twice the type and a window of 320 px without scrolling sideways, a focus one can see,
and nothing that moves for those who asked for rest.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.gallery import DESK, LARGE, LIGHT, LOOKS, PHONE, Gallery, Look
from tests.e2e.page_kinds import BY_NAME, PageKind

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NARROWEST = 320
MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")
TABS = 12


@dataclass(frozen=True, slots=True)
class Rules:
    """Lengths in CSS pixels."""

    type_px: float
    line_height: float
    target_px: float
    paragraph_gap: float
    """Of the gap between lines: the guideline wants 1.3 times as much between paragraphs."""


STANDARD = Rules(type_px=12, line_height=1.2, target_px=24, paragraph_gap=0)
LARGE_TYPE = Rules(type_px=18, line_height=1.3, target_px=44, paragraph_gap=1.3)
RULES = {look.name: LARGE_TYPE if look.reading else STANDARD for look in LOOKS}


def measured(page: Page, name: str, *given: Any) -> Any:
    """What a function of measure.js answers on this page."""
    page.evaluate(MEASURE)
    return page.evaluate(f"(given) => window.measure.{name}(...given)", list(given))


@pytest.mark.parametrize("look", [LIGHT, LARGE], ids=lambda look: look.name)
def test_type_lines_and_targets_are_large_enough(gallery: Gallery, kind: PageKind, look: Look) -> None:
    rules, page = RULES[look.name], gallery.open(kind, look, PHONE)
    found = {}
    for width in (PHONE, DESK):
        gallery.window(look, width)
        found[width] = [
            *measured(page, "smallType", rules.type_px),
            *measured(page, "tightLines", rules.line_height),
            *measured(page, "smallTargets", rules.target_px),
            *measured(page, "tightParagraphs", rules.paragraph_gap),
        ]
    assert {width: what for width, what in found.items() if what} == {}


@pytest.mark.parametrize("look", [LIGHT, LARGE], ids=lambda look: look.name)
def test_nothing_runs_over_at_320_px_or_with_type_twice_as_large(gallery: Gallery, kind: PageKind, look: Look) -> None:
    page = gallery.open(kind, look, NARROWEST)
    found = {"320 px": measured(page, "runsOver")}
    gallery.window(look, DESK)
    measured(page, "zoomText", 2)
    found["type twice as large"] = measured(page, "runsOver")
    measured(page, "zoomText", 1)
    assert {when: what for when, what in found.items() if what} == {}


def test_nothing_pops_up_moves_or_is_told_by_colour_alone(gallery: Gallery, kind: PageKind) -> None:
    page = gallery.open(kind, LARGE, PHONE)
    assert measured(page, "overlays") == []
    assert measured(page, "moving") == []
    assert measured(page, "linksByColourAlone") == []
    assert len(page.context.pages) == 1


@pytest.mark.parametrize("look", [LIGHT, LARGE], ids=lambda look: look.name)
def test_the_focus_can_be_seen(gallery: Gallery, kind: PageKind, look: Look) -> None:
    page = gallery.open(kind, look, DESK)
    unseen = []
    for _step in range(TABS):
        page.keyboard.press("Tab")
        unseen += measured(page, "unseenFocus")
    assert unseen == []


def test_large_type_offers_to_read_aloud(gallery: Gallery, kind: PageKind) -> None:
    """But for the page after a fault, which asks as little of the museum as it can."""
    page = gallery.open(kind, LARGE, PHONE)
    assert page.get_by_role("button", name="读给我听").count() == (0 if kind.status == 500 else 1)


def test_a_page_is_read_aloud_in_its_order_and_stops(gallery: Gallery) -> None:
    """The voice is the operating system's, which a machine without sound has not: what it is given is noted."""
    with gallery.fresh(LARGE) as page:
        page.add_init_script(
            "window.said = [];"
            "SpeechSynthesis.prototype.speak = (words) => { window.said.push([words.text, words.lang]); };"
        )
        gallery.go(page, BY_NAME["standard"])
        button = page.get_by_role("button", name="读给我听")
        button.click()
        heading = page.get_by_role("heading", level=1).inner_text()
        said = page.evaluate("window.said")
        assert said[0] == [heading, "zh-CN"]
        assert len(said) > 1
        stop = page.get_by_role("button", name="别读了")
        stop.click()
        assert button.is_visible()
