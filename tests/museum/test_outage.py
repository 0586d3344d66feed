"""A visitor, a curator and the worker while the cluster hangs, dies and comes back. The node is real, and this test's
own."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from archive.services.access import withdraw
from search import api, installed
from search.engines.base import EngineUnavailable
from search.models import OutboxRow
from search.status import compare, status
from search.tasks import tend
from tests.conftest import missing
from tests.factories.archive import ArtifactFactory
from tests.services.elasticsearch.cluster import Cluster
from tests.services.elasticsearch.distribution import Unavailable

pytestmark = [
    pytest.mark.elasticsearch,
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.usefixtures("admin_search"),
]

PROMISED_SECONDS = 3.0
NOTICE = "搜索这会儿没有答应"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster") / "nodes")
    try:
        made.start()
    except Unavailable as reason:
        missing(str(reason))
    yield made
    made.stop()


@pytest.fixture
def museum(cluster: Cluster, settings: Any, tmp_path: Path) -> Iterator[Cluster]:
    """A museum with one object in the index."""
    settings.SEARCH_ENGINE = "elastic"
    settings.ELASTICSEARCH_URL = cluster.urls
    settings.ELASTICSEARCH_REPLICAS = 0
    api.breaker.reset()
    ArtifactFactory.create(title="阀门手轮")
    api.reindex()
    OutboxRow.objects.all().delete()
    yield cluster
    installed.engine().destroy()
    installed.close_all()
    api.breaker.reset()


def asked(visitor: Client) -> str:
    """The page of results, and never later than promised."""
    began = time.monotonic()
    answer = visitor.get("/search/?q=阀门")
    assert answer.status_code == 200
    assert time.monotonic() - began < PROMISED_SECONDS
    html: str = answer.content.decode()
    assert "阀门手轮" in html.replace("<mark>", "").replace("</mark>", "")
    return html


def until_it_answers(visitor: Client) -> None:
    deadline = time.monotonic() + 60
    while NOTICE in asked(visitor):
        assert time.monotonic() < deadline, status()
        time.sleep(0.2)


def bad_luck(museum: Cluster, visitor: Client) -> None:
    """What must hold while nobody answers."""
    assert NOTICE in asked(visitor)
    began = time.monotonic()
    assert NOTICE in asked(visitor)
    assert time.monotonic() - began < PROMISED_SECONDS / 2, "only the first may wait"
    assert visitor.get("/search/suggestions/?q=阀").json() == {"suggestions": []}
    ArtifactFactory.create(title="阀门扳手")
    with pytest.raises(EngineUnavailable):
        tend()
    assert OutboxRow.objects.count() == 1
    now = status()
    assert now.health
    assert now.breaker != "closed"


def good_again(visitor: Client) -> None:
    """What must hold when it is back."""
    until_it_answers(visitor)
    assert tend() == 1
    assert not compare()
    assert not OutboxRow.objects.exists()
    assert "阀门扳手" in asked(visitor).replace("<mark>", "").replace("</mark>", "")
    assert status().breaker == "closed"


def test_a_cluster_that_hangs(museum: Cluster, visitor: Client) -> None:
    assert NOTICE not in asked(visitor)
    museum.pause()
    try:
        bad_luck(museum, visitor)
    finally:
        museum.resume()
    good_again(visitor)


def test_a_cluster_that_dies(museum: Cluster, visitor: Client) -> None:
    assert NOTICE not in asked(visitor)
    museum.kill()
    bad_luck(museum, visitor)
    museum.start_again()
    good_again(visitor)


def test_what_is_withdrawn_meanwhile_is_not_shown_by_title_nor_afterwards(museum: Cluster, visitor: Client) -> None:
    gone = ArtifactFactory.create(title="阀门秘密图")
    tend()
    assert "秘密图" in asked(visitor)
    museum.pause()
    withdraw(record=gone)
    assert "秘密图" not in asked(visitor)
    museum.resume()
    until_it_answers(visitor)
    assert "秘密图" not in asked(visitor)
