"""What the tests of the search share: groups of users as the simplest searched model, registered for one test."""

import os
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group

from search import api, installed, registry
from search.engines.elastic import throw_away_prefix
from search.entries import Entry
from search.models import OutboxRow
from search.rebuilding import rebuild
from tests.conftest import missing
from tests.services.elasticsearch import shared
from tests.services.elasticsearch.distribution import Unavailable


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """A real node: the one of ELASTICSEARCH_URL, else one that the run starts and stops."""
    if given := os.environ.get("ELASTICSEARCH_URL"):
        yield given.split(",")[0]
        return
    try:
        with shared.node(os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid.uuid4().hex) as url:
            yield url
    except Unavailable as reason:
        missing(str(reason))


class Unreadable(Exception):
    """Raised for a record that the test declared broken."""


def group_entry(group: Group) -> Entry | None:
    """`隐藏…` must not be in the index, `坏…` cannot be read."""
    if group.name.startswith("隐藏"):
        return None
    if group.name.startswith("坏"):
        raise Unreadable(group.name)
    return Entry(id=f"group:{group.pk}", kind="group", url=f"/groups/{group.pk}/", title=group.name)


@pytest.fixture
def only_groups(db: None) -> Iterator[None]:
    """Groups made by the test are all there is to search, whatever the rest of the museum has registered."""
    standing = list(Group.objects.values_list("pk", flat=True))
    kept, followed = dict(registry._registrations), dict(registry._followed)
    _empty()
    registry.register(
        Group,
        kind="group",
        to_entry=group_entry,
        queryset=lambda: Group.objects.exclude(pk__in=standing),
        urgent_when=lambda group: group.name.startswith("隐藏"),
    )
    yield
    _empty()
    registry._registrations.update(kept)
    registry._followed.update(followed)


@pytest.fixture
def index(only_groups: None) -> None:
    """An empty live index."""
    rebuild()
    OutboxRow.objects.all().delete()


@pytest.fixture(params=["embedded", pytest.param("elastic", marks=pytest.mark.elasticsearch)])
def either_engine(only_groups: None, request: pytest.FixtureRequest, settings: Any) -> Iterator[str]:
    """The museum's settings name this engine, in which it has an empty index."""
    if request.param == "elastic":
        request.getfixturevalue("cluster")
    else:
        rebuild()
    OutboxRow.objects.all().delete()
    yield request.param
    api.breaker.reset()


@pytest.fixture
def cluster(only_groups: None, elasticsearch_url: str, settings: Any) -> Iterator[None]:
    """The museum's settings name a cluster in which it has an empty index."""
    settings.SEARCH_ENGINE = "elastic"
    settings.ELASTICSEARCH_URL = [elasticsearch_url]
    settings.ELASTICSEARCH_PREFIX = throw_away_prefix()
    settings.ELASTICSEARCH_REPLICAS = 0
    settings.ELASTICSEARCH_TIMEOUT_SECONDS = 20.0
    rebuild()
    yield
    settings.ELASTICSEARCH_URL = [elasticsearch_url]
    installed.engine().destroy()
    installed.close_all()


def _empty() -> None:
    registry._registrations.clear()
    registry._followed.clear()
    registry.concerned_by.cache_clear()
    registry.parental_links.cache_clear()
