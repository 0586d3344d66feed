"""A museum in a folder of its own, whose worker is a process that can be killed."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.services.migrated import migrated

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_SECONDS = 120
RECORDS = 300


@dataclass
class Install:
    """An install on SQLite and the embedded engine, driven only from outside."""

    var: Path
    workers: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        return kept | {"DJANGO_SETTINGS_MODULE": "museum.settings.dev", "VAR_DIR": str(self.var)}

    def manage(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def run(self, source: str) -> str:
        """Runs Python inside the museum and returns what it printed."""
        done = self.manage("shell", "--no-imports", "--command", source)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def number(self, query: str) -> int:
        """One number out of the database, asked without Django: quick enough to catch a worker in the act."""
        with closing(sqlite3.connect(self.var / "museum.sqlite3", timeout=20)) as connection:
            return int(connection.execute(query).fetchone()[0] or 0)

    def waiting(self) -> int:
        return self.number("SELECT count(*) FROM search_outboxrow")

    def start_worker(self, command: Sequence[str] = ("worker",)) -> "subprocess.Popen[bytes]":
        with (self.var / f"worker-{len(self.workers)}.log").open("wb") as log:
            worker = subprocess.Popen(
                [sys.executable, "manage.py", *command],
                cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        self.workers.append(worker)
        return worker

    def logs(self) -> str:
        return "\n".join(log.read_text(encoding="utf-8") for log in sorted(self.var.glob("worker-*.log")))

    def until(self, condition: Callable[[], bool], *, every_seconds: float = 0.1) -> None:
        """Waits; fails with the workers' logs when it takes too long or no worker is left."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            assert any(worker.poll() is None for worker in self.workers), self.logs()
            assert time.monotonic() < deadline, self.logs()
            time.sleep(every_seconds)

    def stop(self, worker: "subprocess.Popen[bytes]") -> int:
        worker.terminate()
        return worker.wait(timeout=60)

    def kill(self, worker: "subprocess.Popen[bytes]") -> None:
        worker.send_signal(signal.SIGKILL)
        worker.wait(timeout=60)

    def difference(self) -> dict[str, Any]:
        """What the index lacks and has too much, compared with the database record by record."""
        told = json.loads(self.manage("search_status", "--json", "--compare").stdout)
        return {name: told[name] for name in ("missing", "surplus", "entries")}


PREPARE = f"""
from django.core.management import call_command
from tests.factories.archive import ArtifactFactory
call_command("createcachetable")
call_command("reindex")
ArtifactFactory.create_batch({RECORDS})
"""


@pytest.fixture(scope="package")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The runtime folder of a new museum: an empty index, and records that wait to be indexed."""
    install = Install(tmp_path_factory.mktemp("prepared"))
    shutil.copy(migrated(), install.var / "museum.sqlite3")
    install.run(PREPARE)
    return install.var


@pytest.fixture
def install(prepared: Path, tmp_path: Path) -> Iterator[Install]:
    var = tmp_path / "var"
    shutil.copytree(prepared, var)
    install = Install(var)
    yield install
    for worker in install.workers:
        if worker.poll() is None:
            install.kill(worker)
