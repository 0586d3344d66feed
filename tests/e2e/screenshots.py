"""`make screenshots [KINDS="home search"]`: every page kind in three looks and two widths, as PNG in screenshots/.

They show the whole demo museum, which is loaded the first time and kept in var/screenshots.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.e2e.browsers import launched
from tests.e2e.gallery import LOOKS, WIDTHS, Gallery
from tests.e2e.museums import ROOT, museum_in, serving
from tests.e2e.page_kinds import BY_NAME, KINDS, PageKind

SHEETS = ROOT / "screenshots"
VAR = ROOT / "var" / "screenshots"
LOADING_SECONDS = 1800
LONGEST_PX = 6000
"""Lists go on for ever; what is further down looks like what is above."""


def main(names: list[str]) -> int:
    kinds = kinds_named(names)
    VAR.mkdir(parents=True, exist_ok=True)
    SHEETS.mkdir(exist_ok=True)
    with serving(museum_in(VAR), seconds=LOADING_SECONDS) as museum, sync_playwright() as driver:
        gallery = Gallery(launched(driver), museum.url, museum.shown())
        for kind in kinds:
            take(gallery, kind, SHEETS)
    print(f"{len(kinds) * len(LOOKS) * len(WIDTHS)} pictures in {SHEETS}")
    return 0


def kinds_named(names: Sequence[str]) -> list[PageKind]:
    """The kinds of these names, all of them if none is named; stops with a sentence at a name there is not."""
    if unknown := [name for name in names if name not in BY_NAME]:
        sys.exit(f"No such page kind: {', '.join(unknown)}. There are: {', '.join(BY_NAME)}")
    return [BY_NAME[name] for name in names] or KINDS


def take(gallery: Gallery, kind: PageKind, folder: Path) -> None:
    """Six pictures of one kind. What is loaded or drawn only near the screen is asked for first, and painted."""
    for look in LOOKS:
        for width in WIDTHS:
            page = gallery.open(kind, look, width)
            page.evaluate(
                "document.querySelectorAll('[loading=lazy]').forEach((image) => { image.loading = 'eager'; });"
                "document.querySelectorAll('main *').forEach(({ style }) => { style.contentVisibility = 'visible'; });"
            )
            page.wait_for_load_state("networkidle")
            page.evaluate("Promise.allSettled([...document.images].map((image) => image.decode()))")
            height = min(LONGEST_PX, page.evaluate("document.documentElement.scrollHeight"))
            area = {"x": 0, "y": 0, "width": width, "height": height}
            page.screenshot(path=folder / f"{kind.name}-{width}-{look.name}.png", clip=area, full_page=True)  # type: ignore[arg-type]  # a box with ends


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
