"""The analyzer and the engine that this museum's settings name, opened once in each process."""

import threading
from pathlib import Path

from django.conf import settings

from search.engines.base import Engine
from search.engines.embedded import EmbeddedEngine
from search.lexicon import starting_lexicon
from search.text.streams import Analyzer

_lock = threading.Lock()
_open: dict[tuple[str, ...], Engine] = {}


def analyzer() -> Analyzer:
    """What text is cut with, on both sides of the search."""
    return Analyzer(starting_lexicon())


def fingerprint() -> str:
    """What an index has to be stamped with to be served."""
    return analyzer().fingerprint


def engine() -> Engine:
    """The engine of the settings. Threads share it; a forked or changed set of settings gets its own."""
    key = (settings.SEARCH_ENGINE, str(settings.SEARCH_INDEX_DIR), *settings.ELASTICSEARCH_URL, fingerprint())
    with _lock:
        if key not in _open:
            close_all()
            _open[key] = _build()
        return _open[key]


def _build() -> Engine:
    return EmbeddedEngine(Path(settings.SEARCH_INDEX_DIR), analyzer())


def close_all() -> None:
    """Closes every engine of this process."""
    for opened in _open.values():
        opened.close()
    _open.clear()
