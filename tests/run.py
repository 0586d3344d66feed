"""`make test`: lint, the model suite on PostgreSQL, then the whole suite on SQLite with Elasticsearch and Chromium.

With REQUIRE_ALL=1 (as in CI) a missing program is a failure; without it the parts that need it are skipped, each
with a sentence that says what to install. The last lines printed are pytest's own summary.

Migrating an empty database takes longer than most tests: it is done once for each kind of database, and every process
of the suite gets a copy (for SQLite see tests/conftest.py).
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from tests.services import postgres

ROOT = Path(__file__).resolve().parents[1]
ON_POSTGRES = ["tests/archive", "tests/media", "tests/search", "tests/museum"]
NOT_ON_POSTGRES = ["--database-only", "--ignore=tests/museum/leaks", "--ignore=tests/museum/test_query_counts.py"]
"""The leak tests walk every output; what of it is a matter of SQL is held to the table of rights in tests/archive. How
often a page asks does not depend on who answers."""
PROCESSES = 2


def step(title: str, *command: str, **environment: str) -> int:
    print(f"\n── {title}", flush=True)
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment).returncode


def migrate(var: str, url: str) -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "museum.settings.test", "VAR_DIR": var, "DATABASE_URL": url}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=ROOT, env=environment, check=True)


def pytest(title: str, *arguments: str, **environment: str) -> int:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:randomly",
        "-n",
        str(PROCESSES),
        "--no-loadscope-reorder",
    ]
    return step(title, *command, *arguments, **environment)


def on_sqlite(*arguments: str) -> int:
    with tempfile.TemporaryDirectory(prefix="museum-tests-") as var:
        return pytest("SQLite, Elasticsearch, Chromium", *arguments, VAR_DIR=var)


def on_postgres() -> int:
    try:
        with postgres.server() as url, tempfile.TemporaryDirectory(prefix="museum-tests-") as var:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("CREATE DATABASE migrated")
                migrate(var, url.removesuffix("/postgres") + "/migrated")
                for number in range(PROCESSES):
                    connection.execute(f"CREATE DATABASE test_postgres_gw{number} TEMPLATE migrated")
            chosen = [*ON_POSTGRES, *NOT_ON_POSTGRES, "-m", "not elasticsearch and not browser and not slow"]
            return pytest("PostgreSQL", *chosen, DATABASE_URL=url, VAR_DIR=var)
    except postgres.Unavailable as reason:
        print(f"PostgreSQL left out: {reason}", flush=True)
        return int(os.environ.get("REQUIRE_ALL") == "1")


def main() -> int:
    # Where Python is asked to keep nothing it compiles, each of a hundred processes would compile two thousand modules.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    failed = step("Lint", "make", "--no-print-directory", "lint")
    failed |= on_postgres()
    failed |= on_sqlite(*sys.argv[1:])
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
