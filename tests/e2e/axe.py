"""What axe finds on a page, in each look and width."""

from collections.abc import Callable
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.e2e.gallery import DARK, DESK, HEIGHTS, LARGE, LIGHT, PHONE, WIDTHS

EVERY_RULE: dict[str, Any] = {"rules": {"target-size": {"enabled": True}}}
COLOURS: dict[str, Any] = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""Day and night are one markup in two sets of colours."""

LOOKED_AT = [(LIGHT, PHONE, EVERY_RULE), (LIGHT, DESK, EVERY_RULE), (DARK, PHONE, COLOURS), (DARK, DESK, COLOURS)]
"""A page in standard type, loaded once. Large type is another page: its markup differs."""


def violations(page: Page, options: dict[str, Any] = EVERY_RULE) -> list[str]:
    """One sentence for each rule that is broken, with the first place."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("(options) => axe.run(document, options)", options | {"resultTypes": ["violations"]})
    return [
        f"{each['id']} ({len(each['nodes'])}): {first['html'][:160]} {first['failureSummary'][:200]}"
        for each in found["violations"]
        for first in each["nodes"][:1]
    ]


def violations_in_every_look(page: Page, show: Callable[[], object]) -> dict[str, list[str]]:
    """Of a state that has to be brought about: `show` goes to the page and does so."""
    show()
    found = {}
    for look, width, options in LOOKED_AT:
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        page.emulate_media(color_scheme=look.scheme, reduced_motion="reduce")
        found[f"{look.name}, {width}"] = violations(page, options)
    page.emulate_media(color_scheme=LARGE.scheme)
    page.context.add_cookies([{"name": "reading", "value": LARGE.reading, "url": page.url}])
    show()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        found[f"{LARGE.name}, {width}"] = violations(page)
    return {where: what for where, what in found.items() if what}
