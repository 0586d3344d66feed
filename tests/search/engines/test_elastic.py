"""The Elasticsearch engine under the contract, against a real node."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.base import EngineUnavailable, Index, WriteRefused
from search.engines.elastic import ElasticEngine, throw_away_prefix
from search.engines.elastic_client import ElasticSettings
from tests.search.engine_contract import ANALYZER, Searching, Writing, filled, search
from tests.search.finding_contract import MustFind, remembered
from tests.search.museum_of_words import FURNACE, WHISTLE
from tests.search.paging_contract import Paging
from tests.search.rewriting_contract import Rewriting

pytestmark = pytest.mark.elasticsearch


def engine_at(url: str, *, shards: int = 1) -> ElasticEngine:
    reach = ElasticSettings(urls=(url,), prefix=throw_away_prefix(), shards=shards, replicas=0, timeout_seconds=20.0)
    return ElasticEngine(reach, ANALYZER)


@pytest.fixture(scope="module")
def index(elasticsearch_url: str) -> Iterator[Index]:
    engine = engine_at(elasticsearch_url)
    yield filled(engine)
    engine.destroy()
    engine.close()


class TestSearching(Searching):
    """All of it."""


@pytest.fixture(scope="module")
def memory(elasticsearch_url: str) -> Iterator[Index]:
    engine = engine_at(elasticsearch_url)
    yield remembered(engine)
    engine.destroy()
    engine.close()


class TestMustFind(MustFind):
    """All of it."""


@settings(max_examples=40)
@given(typed=st.text(max_size=40))
def test_no_text_is_an_error(index: Index, typed: str) -> None:
    search(index, typed)


class TestWriting(Writing, Rewriting, Paging):
    @pytest.fixture
    def engine(self, elasticsearch_url: str) -> Iterator[ElasticEngine]:
        engine = engine_at(elasticsearch_url)
        yield engine
        engine.destroy()
        engine.close()


@pytest.fixture
def engine(elasticsearch_url: str) -> Iterator[ElasticEngine]:
    engine = engine_at(elasticsearch_url, shards=3)
    yield engine
    engine.destroy()
    engine.close()


def test_several_shards_rank_as_one(engine: ElasticEngine) -> None:
    index = engine.create()
    index.write([FURNACE, WHISTLE])
    engine.promote(index)
    assert len(search(engine.live(), "汽笛").hits) == 2


def test_a_refused_document_is_named(engine: ElasticEngine) -> None:
    index = engine.create()
    engine._client.indices.put_settings(index=index.name_of("entries"), settings={"index.blocks.write": True})
    with pytest.raises(WriteRefused, match=r"artifact:whistle"):
        index.write([WHISTLE])


def test_nobody_at_the_address_is_unavailable() -> None:
    engine = engine_at("http://127.0.0.1:9")
    with pytest.raises(EngineUnavailable, match="does not answer"):
        engine.live()
    assert "does not answer" in engine.health()
