"""`make test`: lint, the model suite on PostgreSQL, then the whole suite on SQLite with Elasticsearch and Chromium.

With REQUIRE_ALL=1 (as in CI) a missing program is a failure; without it the parts that need it are skipped, each
with a sentence that says what to install. The last lines printed are pytest's own summary.

Migrating an empty database takes longer than most tests: it is done once for each kind of database, and every process
of the suite gets a copy (for SQLite see tests/conftest.py). It keeps one core busy, and so does mypy: the lint runs
beside it.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.services import migrated, postgres

ROOT = Path(__file__).resolve().parents[1]
ON_POSTGRES = ["tests/archive", "tests/media", "tests/search", "tests/museum"]
NOT_ON_POSTGRES = ["--database-only", "--ignore=tests/museum/leaks", "--ignore=tests/museum/test_query_counts.py"]
"""The leak tests walk every output; what of it is a matter of SQL is held to the table of rights in tests/archive. How
often a page asks does not depend on who answers."""
PROCESSES = 2


def step(title: str, *command: str, **environment: str) -> int:
    tell(title)
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment).returncode


def tell(title: str) -> None:
    print(f"\n── {title}", flush=True)


def beside(title: str, *command: str) -> Callable[[], int]:
    """Begins a step that runs beside others; what comes back waits for its end, and says what it has to say."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def end() -> int:
        said, _ = process.communicate()
        tell(title)
        print(said, flush=True)
        return process.returncode

    return end


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


@contextmanager
def migrated_postgres() -> Iterator[str]:
    """A server in which every process of the suite has its database."""
    with postgres.server() as url, tempfile.TemporaryDirectory(prefix="museum-tests-") as var:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE migrated")
            migrate(var, url.removesuffix("/postgres") + "/migrated")
            for number in range(PROCESSES):
                connection.execute(f"CREATE DATABASE test_postgres_gw{number} TEMPLATE migrated")
        yield url


def on_postgres(before: Callable[[], int] = lambda: 0) -> int:
    """`before` must have ended when the tests begin; it ends beside the migrating."""
    try:
        with migrated_postgres() as url, tempfile.TemporaryDirectory(prefix="museum-tests-") as var:
            failed = before()
            chosen = [*ON_POSTGRES, *NOT_ON_POSTGRES, "-m", "not elasticsearch and not browser and not slow"]
            return failed | pytest("PostgreSQL", *chosen, DATABASE_URL=url, VAR_DIR=var)
    except postgres.Unavailable as reason:
        failed = before()
        print(f"PostgreSQL left out: {reason}", flush=True)
        return failed | int(os.environ.get("REQUIRE_ALL") == "1")


def main() -> int:
    # Where Python is asked to keep nothing it compiles, each of a hundred processes would compile two thousand modules.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    end_of_lint = beside("Lint", "make", "--no-print-directory", "lint")
    migrated.migrated()
    failed = on_postgres(end_of_lint)
    failed |= on_sqlite(*sys.argv[1:])
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
