"""The Chromium of this machine, driven by Playwright."""

import shutil

from playwright.sync_api import Browser, Playwright

ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--autoplay-policy=no-user-gesture-required"]


def chromium_path() -> str | None:
    return shutil.which("chromium") or shutil.which("google-chrome")


def launched(driver: Playwright) -> Browser:
    return driver.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
