"""A museum with an index in either engine, and somebody from the staff who may not know what is closed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from museum.models import User
from search import api, installed
from search.engines.elastic import throw_away_prefix
from search.indexing import drain
from search.models import OutboxRow
from tests.museum.conftest import MODEL_BACKEND
from tests.museum.keeping import pages_are_kept
from tests.museum.leaks.planting import Museum, build
from tests.search.conftest import elasticsearch_url

__all__ = ["elasticsearch_url"]


@pytest.fixture(params=["embedded", pytest.param("elastic", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest, settings: Any) -> Iterator[str]:
    if request.param == "elastic":
        settings.SEARCH_ENGINE = "elastic"
        settings.ELASTICSEARCH_URL = [request.getfixturevalue("elasticsearch_url")]
        settings.ELASTICSEARCH_PREFIX = throw_away_prefix()
        settings.ELASTICSEARCH_REPLICAS = 0
        settings.ELASTICSEARCH_TIMEOUT_SECONDS = 20.0
    yield request.param
    if request.param == "elastic":
        installed.engine().destroy()
        installed.close_all()


@pytest.fixture(autouse=True)
def keeping(db: None, admin_search: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    """With pages kept, as in production: what is closed must not come out of the store either."""
    with pages_are_kept(settings, tmp_path):
        yield


@pytest.fixture
def museum(db: None) -> Museum:
    return build()


@pytest.fixture
def staff_browser(db: None) -> Client:
    """May enter the admin, and is no keeper."""
    user = User.objects.create_user("clerk", "clerk@example.org", "a-long-password")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(user, backend=MODEL_BACKEND)
    return client


def index_all() -> None:
    api.reindex()
    OutboxRow.objects.all().delete()


def let_the_worker_catch_up() -> None:
    while drain().total:
        pass
