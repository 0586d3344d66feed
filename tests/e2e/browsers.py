"""The Chromium of this machine, driven by Playwright."""

import shutil

from playwright.sync_api import Browser, Playwright

ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--autoplay-policy=no-user-gesture-required"]


def chromium_path() -> str | None:
    return shutil.which("chromium") or shutil.which("google-chrome")


def launched(driver: Playwright) -> Browser:
    return driver.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)


def shown_in_time(browser: Browser, url: str, selector: str, *, count: int = 1) -> None:
    """Come back until the page shows what the worker is still making.

    Raises:
        TimeoutError: not there after a minute.
    """
    page = browser.new_page()
    try:
        for _ in range(120):
            page.goto(url)
            if page.locator(selector).count() >= count:
                return
            page.wait_for_timeout(500)
    finally:
        page.close()
    raise TimeoutError(f"{count} × {selector} are not on {url} after a minute")
