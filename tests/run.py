"""`make test`: lint, the model suite on PostgreSQL, then the whole suite on SQLite with Elasticsearch and Chromium.

With REQUIRE_ALL=1 (as in CI) a missing program is a failure; without it the parts that need it are skipped, each
with a sentence that says what to install. The last lines printed are pytest's own summary.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.services import postgres

ROOT = Path(__file__).resolve().parents[1]
ON_POSTGRES = ["tests/archive", "tests/media", "tests/search", "tests/museum"]


def step(title: str, *command: str, **environment: str) -> int:
    print(f"\n── {title}", flush=True)
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment).returncode


def pytest(title: str, *arguments: str, **environment: str) -> int:
    with tempfile.TemporaryDirectory(prefix="museum-tests-") as var:
        return step(
            title, sys.executable, "-m", "pytest", "--create-db", "-q", "-n", "2", "--dist", "loadgroup", *arguments,
            VAR_DIR=var, **environment,
        )  # fmt: skip


def on_postgres() -> int:
    arguments = [*ON_POSTGRES, "-m", "not elasticsearch and not browser and not slow"]
    if url := os.environ.get("TEST_POSTGRES_URL"):
        return pytest("PostgreSQL", *arguments, DATABASE_URL=url)
    try:
        with postgres.server() as url:
            return pytest("PostgreSQL", *arguments, DATABASE_URL=url)
    except postgres.Unavailable as reason:
        print(f"PostgreSQL left out: {reason}", flush=True)
        return int(os.environ.get("REQUIRE_ALL") == "1")


def main() -> int:
    failed = step("Lint", "make", "--no-print-directory", "lint")
    failed |= on_postgres()
    failed |= pytest("SQLite, Elasticsearch, Chromium", *sys.argv[1:])
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
