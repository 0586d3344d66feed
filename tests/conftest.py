"""Fixtures every test may ask for: stock people (a curator, a stranger) and runtime folders of the test's own."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from hypothesis import settings as hypothesis_settings
from xdist.remote import Producer

from museum.models import User
from search.memory import spare
from tests.scheduling import Scheduling
from tests.services.migrated import migrated

# Playwright keeps an event loop running in the test's thread, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A busy machine is slow; how long a single example takes says nothing here.
hypothesis_settings.register_profile("suite", deadline=None)
hypothesis_settings.load_profile("suite")

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="leave out tests that touch no database")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return Scheduling(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A second kind of database says nothing new of what touches none."""
    if not config.getoption("--database-only"):
        return
    chosen = [item for item in items if _touches_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not _touches_a_database(item)])
    items[:] = chosen


def pytest_collection_finish(session: pytest.Session) -> None:
    """As in a web process (search/memory.py): the collector need not look through what stays to the end, all
    modules and thousands of tests. It would do so for a tenth of the suite's time."""
    spare()


def _touches_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or not fixtures.isdisjoint({"db", "transactional_db"})


def missing(what: str) -> None:
    """Skips with a reason that says what to install; in CI, where everything is required, fails instead."""
    if REQUIRE_ALL:
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """SQLite: each process of each run begins with a copy of a database that was migrated once."""
    if connection.vendor == "sqlite":
        name = connection.settings_dict["TEST"]["NAME"]
        for journal in ("-wal", "-shm"):  # of a run that was killed: SQLite would play it into the copy
            Path(f"{name}{journal}").unlink(missing_ok=True)
        shutil.copy(migrated(), name)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    return django_db_keepdb or connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_createdb(django_db_createdb: bool) -> bool:
    return django_db_createdb and connection.vendor != "sqlite"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """SQLite empties a table by DELETE, after tests with transactions of their own; the ledger's triggers would refuse.
    The test of the triggers puts them up again for itself."""
    from archive import append_only

    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            append_only.remove(connection)


@pytest.fixture(autouse=True)
def runtime_folders(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    """Files and index of each test lie in a folder of its own; `var/` is never touched."""
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings proxy
    settings.SEARCH_INDEX_DIR = tmp_path / "index"  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def lexicon_of_this_test() -> None:
    """What an earlier test did to the lexicon was rolled back; what this process has read of it must go, too."""
    from search.curation import editions

    editions.forget()


@pytest.fixture
def admin_search(settings: Any) -> None:
    """Wagtail's own search, in its choosers and lists, follows what is saved."""
    stock = settings.WAGTAILSEARCH_BACKENDS["default"]
    settings.WAGTAILSEARCH_BACKENDS = {"default": stock | {"AUTO_UPDATE": True}}


@pytest.fixture
def curator(db: None) -> User:
    """May do everything in the admin."""
    return User.objects.create_superuser("curator", "curator@example.org", "a-long-password")


@pytest.fixture
def stranger() -> AnonymousUser:
    """Anyone: not signed in, sees what the public sees."""
    return AnonymousUser()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The weight of each kind of page, as test_weight measured it, whichever process of the suite it was."""
    rows = [
        value
        for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
        for name, value in report.user_properties
        if name == "weight" and report.when == "call"
    ]
    if rows:
        from tests.e2e.weighing import HEADING

        terminalreporter.write_sep("-", "first view, compressed, before media")
        terminalreporter.write_line("\n".join([HEADING, *sorted(rows)]))
