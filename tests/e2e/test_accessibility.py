"""axe finds nothing on any kind of page, by day, by night and in large type, on a phone and on a desk."""

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.e2e.gallery import DARK, DESK, LARGE, LIGHT, PHONE, Gallery
from tests.e2e.page_kinds import KINDS, PageKind

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EVERY_RULE: dict[str, Any] = {"rules": {"target-size": {"enabled": True}}}
COLOURS: dict[str, Any] = {"runOnly": {"type": "tag", "values": ["cat.color"]}}
"""Day and night are one markup in two sets of colours."""


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("(options) => axe.run(document, options)", options | {"resultTypes": ["violations"]})
    return [
        f"{each['id']} ({len(each['nodes'])}): {first['html'][:160]} {first['failureSummary'][:200]}"
        for each in found["violations"]
        for first in each["nodes"][:1]
    ]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_axe_finds_nothing(gallery: Gallery, kind: PageKind) -> None:
    found = {}
    page = gallery.open(kind, LIGHT, DESK)
    found["light, desk"] = violations(page, EVERY_RULE)
    for look, width, options in ((LIGHT, PHONE, EVERY_RULE), (DARK, PHONE, COLOURS), (DARK, DESK, COLOURS)):
        found[f"{look.name}, {width}"] = violations(gallery.window(look, width), options)
    page = gallery.open(kind, LARGE, DESK)
    found["large, desk"] = violations(page, EVERY_RULE)
    found["large, phone"] = violations(gallery.window(LARGE, PHONE), EVERY_RULE)
    assert {where: what for where, what in found.items() if what} == {}
