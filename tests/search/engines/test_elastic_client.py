"""Reaching a cluster in the field: several nodes, a proxy with TLS and credentials, a node that is busy or hangs.

Real throughout: the node is Elasticsearch, the proxy in front of it speaks HTTP and TLS.
"""

import base64
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from search.engines import elastic_bulk
from search.engines.base import EngineError, EngineUnavailable
from search.engines.elastic import ElasticEngine, ElasticIndex, throw_away_prefix
from search.engines.elastic_client import ElasticSettings, one_patience
from tests.search.engine_contract import ANALYZER, search
from tests.search.museum_of_words import FURNACE, WHISTLE
from tests.services.elasticsearch.front import Front, front

pytestmark = pytest.mark.elasticsearch

NOBODY, NOBODY_ELSE = "http://127.0.0.1:9", "http://127.0.0.1:10"
KEY = "VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw=="


@pytest.fixture
def reach(elasticsearch_url: str) -> Iterator[ElasticSettings]:
    """The way to an index of this test's own, which holds one record."""
    settings = ElasticSettings(urls=(elasticsearch_url,), prefix=throw_away_prefix(), replicas=0, timeout_seconds=20.0)
    engine = ElasticEngine(settings, ANALYZER)
    index = engine.create()
    index.write([FURNACE])
    engine.promote(index)
    yield settings
    engine.destroy()
    engine.close()


@pytest.fixture
def proxy(elasticsearch_url: str) -> Iterator[Front]:
    with front(elasticsearch_url) as server:
        yield server


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(elasticsearch_url: str, authority: trustme.CA) -> Iterator[Front]:
    """A proxy whose certificate was signed by a private authority, and which demands an API key."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with front(elasticsearch_url, context) as server:
        server.authorization = f"ApiKey {KEY}"
        yield server


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> str:
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(path)
    return str(path)


def live(settings: ElasticSettings) -> ElasticIndex:
    return ElasticEngine(settings, ANALYZER).live()


def is_found(settings: ElasticSettings) -> bool:
    return search(live(settings), "汽笛").total == 1


# --- several nodes ---------------------------------------------------------------------------------------------------


def test_a_dead_node_is_passed_over(reach: ElasticSettings) -> None:
    several = replace(reach, urls=(NOBODY, *reach.urls, NOBODY_ELSE, NOBODY))
    assert all(is_found(several) for _ in range(3))


def test_a_node_that_hangs_is_passed_over_in_time(reach: ElasticSettings, proxy: Front) -> None:
    proxy.silent.set()
    several = replace(reach, urls=(proxy.url, *reach.urls), timeout_seconds=4.0)
    assert is_found(several)


def test_all_questions_of_a_search_share_one_patience(reach: ElasticSettings, proxy: Front) -> None:
    index = live(replace(reach, urls=(proxy.url,), timeout_seconds=30.0))
    proxy.silent.set()
    began = time.monotonic()
    with one_patience(0.3):
        for _ in range(3):
            with pytest.raises(EngineUnavailable, match="does not answer"):
                index.counts()
    assert time.monotonic() - began < 10


# --- a busy cluster --------------------------------------------------------------------------------------------------


def test_a_busy_node_is_asked_again(reach: ElasticSettings, proxy: Front) -> None:
    index = live(replace(reach, urls=(proxy.url,)))
    proxy.busy = 2
    assert search(index, "汽笛").total == 1
    proxy.busy = 2
    assert index.write([WHISTLE]) == 1
    index.commit()
    assert index.counts().entries == 2


def test_a_node_that_stays_busy_is_unavailable(reach: ElasticSettings, proxy: Front) -> None:
    index = live(replace(reach, urls=(proxy.url,)))
    proxy.busy = 1000
    with pytest.raises(EngineUnavailable, match="overloaded"):
        search(index, "汽笛")
    with pytest.raises(EngineUnavailable, match="overloaded"):
        index.write([WHISTLE])


def set_full(index: ElasticIndex, is_full: bool, names: str = "") -> None:
    """What a node does by itself when its disk fills up: it answers 429 for each document, not for the batch."""
    settings = {"index.blocks.read_only_allow_delete": is_full or None}
    index._client.indices.put_settings(index=names or index.names, settings=settings)


def test_documents_the_node_was_too_busy_for_are_sent_again(reach: ElasticSettings) -> None:
    index = live(reach)
    set_full(index, True)
    timer = threading.Timer(0.6, set_full, (index, False))
    timer.start()
    assert index.write([WHISTLE]) == 1
    timer.join()
    index.commit()
    assert index.entry_ids() == {FURNACE.id, WHISTLE.id}


def test_documents_that_are_never_taken_are_told(reach: ElasticSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elastic_bulk, "PAUSES_SECONDS", (0.05,))
    index = live(reach)
    set_full(index, True)
    with pytest.raises(EngineUnavailable, match="too busy for"):
        index.write([WHISTLE])
    assert search(index, "汽笛").total == 1


def test_no_record_is_written_before_all_that_is_spoken_in_it(
    reach: ElasticSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elastic_bulk, "PAUSES_SECONDS", (0.05,))
    index = live(reach)
    set_full(index, True, index.name_of("passages"))
    with pytest.raises(EngineUnavailable, match="too busy for"):
        index.write([replace(FURNACE, id="interview:another")])
    set_full(index, False)
    index.commit()
    assert index.entry_ids() == {FURNACE.id}


# --- credentials and certificates ------------------------------------------------------------------------------------


def test_api_key_and_private_authority(reach: ElasticSettings, secure: Front, ca_file: str) -> None:
    assert is_found(replace(reach, urls=(secure.url,), api_key=KEY, ca_certs=ca_file))


def test_name_and_password(reach: ElasticSettings, secure: Front, ca_file: str) -> None:
    secure.authorization = f"Basic {base64.b64encode('museum:口令'.encode()).decode()}"
    assert is_found(replace(reach, urls=(secure.url,), username="museum", password="口令", ca_certs=ca_file))


def test_wrong_credentials_name_the_setting(reach: ElasticSettings, secure: Front, ca_file: str) -> None:
    known = replace(reach, urls=(secure.url,), ca_certs=ca_file)
    for settings in (known, replace(known, api_key="bm9ib2R5"), replace(known, username="museum", password="x")):
        with pytest.raises(EngineUnavailable, match="ELASTICSEARCH_API_KEY"):
            live(settings)
        assert "401" in ElasticEngine(settings, ANALYZER).health()


def test_a_stranger_s_certificate_names_the_setting(reach: ElasticSettings, secure: Front, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(other)
    secured = replace(reach, urls=(secure.url,), api_key=KEY)
    for settings in (secured, replace(secured, ca_certs=str(other))):
        with pytest.raises(EngineUnavailable, match="ELASTICSEARCH_CA_CERTS"):
            live(settings)
    assert secure.seen == 0, "the key must not be told to a stranger"


def test_settings_that_cannot_be_meant_are_refused_in_words(reach: ElasticSettings, tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("")
    for path in (tmp_path / "nowhere.pem", empty):
        with pytest.raises(EngineError, match="ELASTICSEARCH_CA_CERTS"):
            live(replace(reach, urls=("https://127.0.0.1:9",), ca_certs=str(path)))
    with pytest.raises(EngineError, match="ELASTICSEARCH_URL"):
        live(replace(reach, urls=("localhost:9200",)))


# --- nothing by halves -----------------------------------------------------------------------------------------------


def test_without_an_answer_from_every_part_there_is_none(reach: ElasticSettings) -> None:
    engine = ElasticEngine(replace(reach, timeout_seconds=1.0), ANALYZER)
    index = engine.create()
    name = index.name_of("entries")
    tables = index._client.indices.get_mapping(index=name)[name]["mappings"]
    index._client.indices.delete(index=name)
    nowhere = {"number_of_replicas": 0, "index.routing.allocation.require._name": "nobody"}
    index._client.indices.create(index=name, mappings=tables, settings=nowhere, wait_for_active_shards=0)
    with pytest.raises(EngineUnavailable):
        search(index, "汽笛")
    engine.close()


def test_shards_copies_and_tables_are_as_the_settings_say(reach: ElasticSettings) -> None:
    engine = ElasticEngine(replace(reach, shards=2, replicas=1), ANALYZER)
    index = engine.create()
    for name in (index.name_of("entries"), index.name_of("passages")):
        told = index._client.indices.get(index=name)[name]
        assert told["settings"]["index"]["number_of_shards"] == "2"
        assert told["settings"]["index"]["number_of_replicas"] == "1"
        assert told["mappings"]["dynamic"] == "strict"
    engine.close()


def test_after_a_swap_each_alias_names_one_index_and_the_former_is_gone(reach: ElasticSettings) -> None:
    engine = ElasticEngine(reach, ANALYZER)
    index = engine.create()
    engine.promote(index)
    there = set(index._client.indices.get(index=f"{reach.prefix}-*"))
    assert there == {index.name_of("entries"), index.name_of("passages")}
    for kind in ("entries", "passages"):
        assert set(index._client.indices.get_alias(name=f"{reach.prefix}-{kind}")) == {
            f"{reach.prefix}-{index.generation}-{kind}"
        }
    engine.close()
