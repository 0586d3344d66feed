"""Real museums in processes of their own: web server and worker, as `make run` starts them."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.services.migrated import migrated
from tests.services.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120
FILL = ("shell", "--no-imports", "-c", "from tests.e2e.demo import fill; fill()")
SHOW = ("shell", "--no-imports", "--verbosity=0", "-c", "from tests.e2e.demo import print_shown; print_shown()")


@dataclass(frozen=True)
class Museum:
    """A museum: its address, its runtime folder, and how to run a command in it."""

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

    def shown(self) -> dict[str, str]:
        """The pages nobody can ask for, by path and reading."""
        pages: dict[str, str] = json.loads(self.manage(*SHOW))
        return pages


def new_museum(var: Path, *, filled_by: Sequence[str]) -> Museum:
    """On a copy of a migrated database, after one command."""
    museum = museum_in(var)
    shutil.copy(migrated(), var / "museum.sqlite3")
    museum.manage(*filled_by)
    return museum


def museum_in(var: Path) -> Museum:
    """The museum whose runtime folder this is, at an address that is free now."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL"}} | {
        "DJANGO_SETTINGS_MODULE": "museum.settings.dev",
        "VAR_DIR": str(var),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SUPERUSER_PASSWORD": "a-long-password",
    }
    return Museum(f"http://127.0.0.1:{port}", var, environment)


@contextmanager
def serving(museum: Museum, *options: str, seconds: float = START_SECONDS) -> Iterator[Museum]:
    """The museum, open; `seconds` is how long it may take to open."""
    log = museum.var / "serve.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", museum.url.rpartition(":")[2], *options],
            cwd=ROOT, env=museum.environment, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            wait_for(museum.url, process, log, seconds)
            yield museum
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            # nobody there yet, or so busy that the first answer takes longer
            time.sleep(0.2)
    raise TimeoutError(f"no answer from {url} in {seconds} s:\n{log.read_text(encoding='utf-8')}")
