"""What a museum would have without this search, on the same passages and the same questions: speed and truth.

Three ways that cost nothing: SQLite's FTS5 with its trigrams, FTS5 with pairs of characters put in by hand, and any of
the single characters, which is what Wagtail's stock analysis makes of Chinese in Elasticsearch. They give ten passages
and the number of interviews; no facets, no groups, no highlights. Right is what holds the words that were meant.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from django.conf import settings
from elasticsearch import Elasticsearch, helpers

from search import api
from search.entries import Filters
from tests.benchmarks.search.archive import read, stored
from tests.benchmarks.search.figures import Figure, median, p95
from tests.benchmarks.search.filling import sample
from tests.benchmarks.search.places import FOLDER
from tests.benchmarks.search.questions import Asking, Meant

FIRST = 10
SHARDS_OF_ONE = {"number_of_shards": 1, "number_of_replicas": 0}

Told = tuple[list[str], int]
"""The texts of the first ten passages, and how many interviews are said to hold what was asked."""


def others(size: int) -> list[Figure]:
    meant = Asking(sample(size)).meant()
    right = _right(size, meant)
    if settings.SEARCH_ENGINE == "elastic":
        return [*_judged("this search, Elasticsearch", _ours, meant, right), *_stock(size, meant, right)]
    database = _database(size)
    ways: dict[str, Callable[[str], Told]] = {
        "this search, embedded": _ours,
        "SQLite FTS5, trigrams": lambda text: _fts(database, "trigrams", *_trigrams(text)),
        "SQLite FTS5, pairs of characters": lambda text: _fts(database, "paired", "pairs MATCH ?", f'"{_pairs(text)}"'),
    }
    return [figure for name, ask in ways.items() for figure in _judged(name, ask, meant, right)]


def _judged(name: str, ask: Callable[[str], Told], meant: Sequence[Meant], right: Sequence[int]) -> list[Figure]:
    times: list[float] = []
    hit = shown = 0
    excess: list[float] = []
    for each, interviews in zip(meant, right, strict=True):
        ask(each.typed)
        began = time.perf_counter()
        texts, told = ask(each.typed)
        times.append((time.perf_counter() - began) * 1000)
        shown += min(FIRST, interviews)
        hit += min(sum(each.is_in(text) for text in texts), min(FIRST, interviews))
        excess.append(told / interviews if interviews else 0.0)
    return [
        Figure(what=f"{name}: median, 95th percentile {p95(times):.1f}", value=median(times), unit="ms"),
        Figure(what=f"{name}: of the first ten that should be right, right are", value=100 * hit / shown, unit="%"),
        Figure(what=f"{name}: interviews told for each that is right, median", value=median(excess), unit=""),
    ]


def _ours(text: str) -> Told:
    found = api.search(text, viewer=api.PUBLIC, filters=Filters(kinds=("interview",)), per_page=FIRST)
    passages = ["".join(piece for piece, _ in passage.parts) for hit in found.hits for passage in hit.passages]
    return passages[:FIRST], found.total


def _right(size: int, meant: Sequence[Meant]) -> list[int]:
    """In how many interviews each is really said."""
    counted = [0] * len(meant)
    for entry in read(stored(FOLDER, size)):
        told = "\n".join(passage.text for passage in entry.passages)
        for number, each in enumerate(meant if told else ()):
            counted[number] += each.is_in(told)
    return counted


def _passages(size: int) -> Iterator[tuple[str, str]]:
    """(entry id, text) of every passage."""
    for entry in read(stored(FOLDER, size)):
        yield from ((entry.id, passage.text) for passage in entry.passages)


# --- SQLite ----------------------------------------------------------------------------------------------------------


def _database(size: int) -> sqlite3.Connection:
    path = FOLDER / f"fts5-{stored(FOLDER, size).stem}.sqlite3"
    made = path.exists()
    database = sqlite3.connect(path)
    if not made:
        database.execute("CREATE VIRTUAL TABLE trigrams USING fts5(text, entry UNINDEXED, tokenize='trigram')")
        database.execute("CREATE VIRTUAL TABLE paired USING fts5(pairs, text UNINDEXED, entry UNINDEXED)")
        for entry, text in _passages(size):
            database.execute("INSERT INTO trigrams VALUES (?, ?)", (text, entry))
            database.execute("INSERT INTO paired VALUES (?, ?, ?)", (_pairs(text), text, entry))
        database.commit()
    return database


def _pairs(text: str) -> str:
    bare = "".join(character if character.isalnum() else " " for character in text)
    return " ".join(bare[at : at + 2] for at in range(len(bare) - 1) if " " not in bare[at : at + 2])


def _trigrams(text: str) -> tuple[str, str]:
    """Two characters are no trigram: such a table can only be read from end to end."""
    return ("trigrams MATCH ?", f'"{text}"') if len(text) > 2 else ("text LIKE ?", f"%{text}%")


def _fts(database: sqlite3.Connection, table: str, condition: str, value: str) -> Told:
    order = "ORDER BY rank" if "MATCH" in condition else ""
    rows = database.execute(f"SELECT text FROM {table} WHERE {condition} {order} LIMIT {FIRST}", (value,))
    texts = [text for (text,) in rows]
    counting = f"SELECT count(DISTINCT entry) FROM {table} WHERE {condition}"
    return texts, int(database.execute(counting, (value,)).fetchone()[0])


# --- any of the single characters ------------------------------------------------------------------------------------


def _stock(size: int, meant: Sequence[Meant], right: Sequence[int]) -> list[Figure]:
    client = Elasticsearch(settings.ELASTICSEARCH_URL, request_timeout=120)
    index = f"bench-search-stock-{size}"
    if not client.indices.exists(index=index):
        fields = {"text": {"type": "text", "analyzer": "standard"}, "entry": {"type": "keyword"}}
        client.indices.create(index=index, mappings={"properties": fields}, settings=SHARDS_OF_ONE)
        helpers.bulk(client, ({"_index": index, "entry": entry, "text": text} for entry, text in _passages(size)))
        client.indices.refresh(index=index)

    def ask(text: str) -> Told:
        told = client.search(
            index=index,
            query={"match": {"text": text}},
            size=FIRST,
            aggs={"interviews": {"cardinality": {"field": "entry"}}},
        )
        texts = [hit["_source"]["text"] for hit in islice(told["hits"]["hits"], FIRST)]
        return texts, int(told["aggregations"]["interviews"]["value"])

    return _judged("any single character (Wagtail's stock analysis)", ask, meant, right)
