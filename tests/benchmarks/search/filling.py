"""Writes the archive into the engine of the settings, as a rebuild would, and notes beside it what that came to."""

import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from django.conf import settings
from elasticsearch import Elasticsearch

from search import installed
from search.engines.base import EngineError
from search.entries import Entry
from search.rebuilding import SLICE_DOCUMENTS, TURN_SLICES
from tests.benchmarks.search.archive import MADE_OF, read, stored
from tests.benchmarks.search.memory import watched
from tests.benchmarks.search.places import FOLDER

QUIET_LOOKS = 6
"""So many looks in a row, half a second apart, that see no merge: there will be none."""

SAMPLE = 60
"""Entries of the archive that questions are drawn from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """What writing came to. The bytes are those of the writing process alone: see `Memory`."""

    made_with: str
    passages: int
    seconds: float
    cpu_seconds: float
    own_bytes: int
    mapped_bytes: int

    @property
    def per_second(self) -> float:
        return self.passages / self.seconds


def known(size: int) -> Indexed | None:
    """What an earlier run made, if it is there, whole, of this archive and by this analyzer."""
    try:
        made = Indexed(**json.loads(_note(size).read_text(encoding="utf-8")))
        passages = installed.engine().live().counts().passages
    except (OSError, ValueError, TypeError, EngineError):
        return None
    return made if made.made_with == _maker() and passages == made.passages else None


def fill(size: int) -> Indexed:
    entries = read(stored(FOLDER, size))
    engine = installed.engine()
    began, began_cpu = time.perf_counter(), time.process_time()
    passages = 0
    with watched() as memory:
        index = engine.create()
        for number, entries_together in enumerate(_slices(entries), start=1):
            index.write(entries_together)
            if number % TURN_SLICES == 0:
                index.commit()
            passages += sum(len(entry.passages) for entry in entries_together)
        engine.promote(index)
        index.close()
    made = Indexed(
        made_with=_maker(),
        passages=passages,
        seconds=time.perf_counter() - began,
        cpu_seconds=time.process_time() - began_cpu,
        own_bytes=memory.own_bytes,
        mapped_bytes=memory.mapped_bytes,
    )
    _note(size).write_text(json.dumps(asdict(made)), encoding="utf-8")
    if settings.SEARCH_ENGINE == "elastic":
        _wait_for_merges()
    return made


def _wait_for_merges() -> None:
    """The new index is live, and the cluster still puts its small segments together: see `ElasticEngine.promote`."""
    client = Elasticsearch(settings.ELASTICSEARCH_URL)
    quiet = 0
    while quiet < QUIET_LOOKS:
        time.sleep(0.5)
        merging = client.indices.stats(metric="merge")["_all"]["total"]["merges"]["current"]
        quiet = 0 if merging else quiet + 1


def sample(size: int) -> list[Entry]:
    return list(islice(read(stored(FOLDER, size)), SAMPLE))


def _slices(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    together: list[Entry] = []
    documents = 0
    for entry in entries:
        together.append(entry)
        documents += 1 + len(entry.passages)
        if documents >= SLICE_DOCUMENTS:
            yield together
            together, documents = [], 0
    if together:
        yield together


def _note(size: int) -> Path:
    return Path(settings.VAR_DIR) / f"indexed-{size}.json"


def _maker() -> str:
    return f"analyzer {installed.fingerprint()}, archive {MADE_OF}"
