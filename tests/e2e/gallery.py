"""Walks through the page kinds in one browser: three looks, two widths, one window for each way of reading."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests.e2e.page_kinds import KINDS, PageKind

PHONE, DESK = 390, 1280
WIDTHS = (PHONE, DESK)
HEIGHTS = {PHONE: 844, DESK: 900}
PATIENCE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Look:
    """How a visitor sees the museum: by day, by night, or in large type (适老)."""

    name: str
    scheme: Literal["light", "dark"] = "light"
    reading: str = ""


LIGHT, DARK, LARGE = Look("light"), Look("dark", scheme="dark"), Look("large", reading="large")
LOOKS = (LIGHT, DARK, LARGE)


class Gallery:
    """A window for the standard type and one for the large; both are used for all kinds and looks.

    What is open stays open: whoever changes more of the page than its look and width puts that back.
    """

    def __init__(self, browser: Browser, url: str, shown: Mapping[str, str]) -> None:
        self.url = url
        self._shown = shown
        self._browser = browser
        self._windows: dict[str, Page] = {}
        self._opened: dict[str, PageKind] = {}

    def window(self, look: Look, width: int) -> Page:
        """The window in this look and width. A change shows at once: colours do not fade from one look to the next."""
        if look.reading not in self._windows:
            self._windows[look.reading] = self._context(look).new_page()
        page = self._windows[look.reading]
        page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 800)})
        page.emulate_media(color_scheme=look.scheme)
        return page

    def open(self, kind: PageKind, look: Look = LIGHT, width: int = PHONE) -> Page:
        """The kind's page, loaded; it answered as it should."""
        page = self.window(look, width)
        if self._opened.get(look.reading) is not kind:
            self.go(page, kind)
            self._opened[look.reading] = kind
        return page

    def go(self, page: Page, kind: PageKind) -> None:
        response = page.goto(kind.path, wait_until="load")
        assert isinstance(response, Response)
        assert response.status == kind.status, f"{kind.path} answers {response.status}"

    @contextmanager
    def fresh(self, look: Look, **options: Any) -> Iterator[Page]:
        """A window that has been nowhere before."""
        context = self._context(look, **options)
        yield context.new_page()
        context.close()

    def _context(self, look: Look, **options: Any) -> BrowserContext:
        context = self._browser.new_context(
            **{"base_url": self.url, "locale": "zh-CN", "reduced_motion": "reduce", "color_scheme": look.scheme}
            | {"viewport": {"width": PHONE, "height": HEIGHTS[PHONE]}}
            | options
        )
        context.set_default_timeout(PATIENCE_MS)
        if look.reading:
            context.add_cookies([{"name": "reading", "value": look.reading, "url": self.url}])
        context.route("**/shown-by/*/", partial(self._show, look.reading))
        return context

    def _show(self, reading: str, route: Any) -> None:
        path = urlsplit(route.request.url).path
        status = next(kind.status for kind in KINDS if kind.path == path)
        route.fulfill(status=status, content_type="text/html; charset=utf-8", body=self._shown[path + reading])
