"""Fixtures every test may ask for: stock people (a curator, a stranger) and runtime folders of the test's own."""

import os
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import settings as hypothesis_settings

from museum.models import User

# Playwright keeps an event loop running in the test's thread, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A busy machine is slow; how long a single example takes says nothing here.
hypothesis_settings.register_profile("suite", deadline=None)
hypothesis_settings.load_profile("suite")

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"


def missing(what: str) -> None:
    """Skips with a reason that says what to install; in CI, where everything is required, fails instead."""
    if REQUIRE_ALL:
        pytest.fail(what)
    pytest.skip(what)


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
def curator(db: None) -> User:
    """May do everything in the admin."""
    return User.objects.create_superuser("curator", "curator@example.org", "a-long-password")


@pytest.fixture
def stranger() -> AnonymousUser:
    """Anyone: not signed in, sees what the public sees."""
    return AnonymousUser()
