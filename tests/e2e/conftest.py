"""Museums in processes of their own, a real Chromium, a curator who may sign in, and a gallery of all page kinds."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.conftest import missing
from tests.e2e.browsers import chromium_path, launched
from tests.e2e.gallery import PATIENCE_MS, Gallery
from tests.e2e.museums import FILL, Museum, new_museum, serving
from tests.e2e.page_kinds import KINDS, PageKind


@pytest.fixture(scope="session")
def museum(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Museum]:
    """An empty museum with the curator `guan` signed up."""
    signing_up = ("createsuperuser", "--no-input", "--username", "guan", "--email", "guan@example.org")
    var = tmp_path_factory.mktemp("museum")
    with serving(new_museum(var, filled_by=signing_up), "--empty") as museum:
        yield museum


@pytest.fixture(scope="session")
def demo_museum(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Museum]:
    """The demo museum, for looking at; nobody writes into it."""
    var = tmp_path_factory.mktemp("demo-museum")
    with serving(new_museum(var, filled_by=FILL), "--empty") as museum:
        yield museum


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright_driver: Playwright) -> Iterator[Browser]:
    if not chromium_path():
        missing("Chromium is not installed (apt-get install chromium fonts-noto-cjk).")
    browser = launched(playwright_driver)
    yield browser
    browser.close()


@pytest.fixture
def page(chromium: Browser, museum: Museum) -> Iterator[Page]:
    """A visitor's first window: a small desktop, nobody signed in."""
    context = chromium.new_context(base_url=museum.url, viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session", params=KINDS, ids=lambda kind: kind.name)
def kind(request: pytest.FixtureRequest) -> PageKind:
    """Each kind of page in turn. The scope is the session, so that all checks of one follow each other on one load."""
    found: PageKind = request.param
    return found


@pytest.fixture(scope="session")
def gallery(chromium: Browser, demo_museum: Museum) -> Gallery:
    """All kinds of pages of the demo museum, in windows that are opened once."""
    return Gallery(chromium, demo_museum.url, demo_museum.shown())
