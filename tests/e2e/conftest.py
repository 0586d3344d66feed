"""A real museum in processes of its own (web and worker), a real Chromium, and a curator who may sign in."""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.conftest import missing
from tests.services.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120
PATIENCE_MS = 60_000
"""How long a busy machine may take to answer a click."""


@dataclass(frozen=True)
class Museum:
    """A running museum: its address, its runtime folder, and how to run a command in it."""

    url: str
    var: Path
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """The output of `manage.py ARGUMENTS` in this museum; raises when it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"no answer from {url} in {START_SECONDS} s:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def museum(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Museum]:
    """An empty museum, served as `make run` serves it, with the curator `guan` signed up."""
    var, port = tmp_path_factory.mktemp("museum"), free_port()
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL"}} | {
        "DJANGO_SETTINGS_MODULE": "museum.settings.dev",
        "VAR_DIR": str(var),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SUPERUSER_PASSWORD": "a-long-password",
    }
    museum = Museum(f"http://127.0.0.1:{port}", var, environment)
    museum.manage("migrate", "--verbosity", "0")
    museum.manage("createsuperuser", "--no-input", "--username", "guan", "--email", "guan@example.org")
    log = var / "serve.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port), "--empty"],
            cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            wait_for(museum.url, process, log)
            yield museum
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright_driver: Playwright) -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        missing("Chromium is not installed (apt-get install chromium fonts-noto-cjk).")
    browser = playwright_driver.chromium.launch(
        executable_path=program,
        args=["--no-sandbox", "--disable-background-networking", "--autoplay-policy=no-user-gesture-required"],
    )
    yield browser
    browser.close()


@pytest.fixture
def page(chromium: Browser, museum: Museum) -> Iterator[Page]:
    """A visitor's first window: a small desktop, nobody signed in."""
    context = chromium.new_context(base_url=museum.url, viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()
