"""The demo world, loaded once for all tests of a worker process that ask for it, and taken out again at the end.

Drawings and voices are left out here, they have tests of their own: bringing two hundred files through quarantine
would take longer than everything else together.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import apps
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from museum.demo.clearing import clear
from museum.demo.loading import Loaded, Loader
from museum.models import Stamp
from search import installed
from search.models import OutboxRow

OUR_APPS = ("archive", "media", "museum")


@dataclass(frozen=True, slots=True)
class Demo:
    """What a load left behind: its own account of it, where its index is, and how full every table was before."""

    loaded: Loaded
    index_dir: Path
    rows_before: dict[str, int]


def rows_by_table() -> dict[str, int]:
    """How many rows every table of the museum's own has; but the stamp, of which any change may take a new slot."""
    models = [model for app in OUR_APPS for model in apps.get_app_config(app).get_models() if model is not Stamp]
    return {model._meta.label: model._default_manager.count() for model in models}


def load_quietly() -> Loaded:
    """As load_demo does it, without files."""
    loader = Loader(with_sound=False, with_pictures=False, convert_now=False, report=lambda line: None)
    return loader.load()


@pytest.fixture(scope="package")
def loaded_demo(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demo]:
    """The demo world in the test database, committed; afterwards the database is as empty as before."""
    folder = tmp_path_factory.mktemp("demo")
    index_dir = folder / "index"
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder / "files", SEARCH_INDEX_DIR=index_dir, DEMO_MODE=True),
    ):
        before = rows_by_table()
        yield Demo(load_quietly(), index_dir, before)
        clear(dry_run=False)
        OutboxRow.objects.all().delete()
        installed.close_all()


@pytest.fixture
def demo(loaded_demo: Demo, db: None, settings: pytest.FixtureRequest) -> Demo:
    """The demo world for one test, with the index that was built for it."""
    settings.SEARCH_INDEX_DIR = loaded_demo.index_dir  # type: ignore[attr-defined]  # pytest-django's settings proxy
    settings.DEMO_MODE = True  # type: ignore[attr-defined]
    return loaded_demo
