"""The analyzer and the engine that this museum's settings name, opened once in each process."""

import threading
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from search.curation import editions
from search.engines.base import Engine, EngineError
from search.engines.elastic import ElasticEngine
from search.engines.elastic_client import ElasticSettings
from search.engines.embedded import EmbeddedEngine
from search.text.streams import Analyzer

NODE_OF_THIS_MACHINE = "http://127.0.0.1:9200"

_lock = threading.Lock()
_open: dict[tuple[str, ...], Engine] = {}


def analyzer() -> Analyzer:
    """What text is cut with, on both sides of the search: with the lexicon of at most a second ago."""
    return editions.analyzer()


def refresh() -> Analyzer:
    """The same with the lexicon of this moment."""
    return editions.refresh()


def fingerprint() -> str:
    """What an index has to be stamped with to be served."""
    return analyzer().fingerprint


def engine() -> Engine:
    """The engine of the settings. Threads share it; a forked or changed set of settings gets its own."""
    key = (settings.SEARCH_ENGINE, str(settings.SEARCH_INDEX_DIR), *settings.ELASTICSEARCH_URL)
    current = analyzer()
    with _lock:
        if key not in _open:
            close_all()
            _open[key] = _build()
        _open[key].use(current)
        return _open[key]


def engine_named(name: str) -> Engine:
    """One engine or the other, at the place the settings give it; the caller closes it."""
    if name != "elastic":
        return _embedded(Path(settings.SEARCH_INDEX_DIR))
    if not settings.ELASTICSEARCH_URL:
        raise EngineError(f"No Elasticsearch is named. Set ELASTICSEARCH_URL, for example {NODE_OF_THIS_MACHINE}.")
    return _elastic(settings.ELASTICSEARCH_PREFIX, settings.ELASTICSEARCH_URL)


def throw_away_engine(name: str | None, folder: Path, prefix: str) -> Engine:
    """An engine in a place of its own, for an index that is destroyed after use; without a name that of the settings.

    Where no cluster is named, the node that `make elasticsearch` keeps running is good enough to be measured.
    """
    if (name or settings.SEARCH_ENGINE) == "elastic":
        return _elastic(prefix, settings.ELASTICSEARCH_URL or [NODE_OF_THIS_MACHINE])
    return _embedded(folder)


def _build() -> Engine:
    return engine_named(settings.SEARCH_ENGINE)


def _embedded(folder: Path) -> Engine:
    return EmbeddedEngine(folder, analyzer())


def _elastic(prefix: str, urls: Sequence[str]) -> Engine:
    reach = ElasticSettings(
        urls=tuple(urls),
        prefix=prefix,
        api_key=settings.ELASTICSEARCH_API_KEY,
        username=settings.ELASTICSEARCH_USERNAME,
        password=settings.ELASTICSEARCH_PASSWORD,
        ca_certs=settings.ELASTICSEARCH_CA_CERTS,
        shards=settings.ELASTICSEARCH_SHARDS,
        replicas=settings.ELASTICSEARCH_REPLICAS,
        timeout_seconds=settings.ELASTICSEARCH_TIMEOUT_SECONDS,
    )
    return ElasticEngine(reach, analyzer())


def close_all() -> None:
    """Closes every engine of this process."""
    for opened in _open.values():
        opened.close()
    _open.clear()
