"""The tables of `search.documents` as Elasticsearch mappings: strict, and of built-in types and analyzers only."""

from typing import Any

from search.documents import ENTRY_TEXTS, KEYS, PASSAGE_TEXTS, YEARS
from search.engines.base import Kind
from search.facet_columns import COLUMNS

POSITIONS = frozenset({"text_bigram", "spoken_bigram", "name_bigram"})
"""The fields in which phrases are asked for."""

NUMBER = "entry_number"
"""What records and passages are grouped, left out and told apart by."""

MOST_RESULTS = 1_100_000
"""How far down a list may be asked for: further than `search.finding` ever does."""

SHOWN = ("entry_id", "stored")
"""What a hit brings back. The token fields are left out of what is kept: that halves the index."""


def mappings(kind: Kind, fingerprint: str) -> dict[str, Any]:
    texts = ENTRY_TEXTS if kind == "entries" else PASSAGE_TEXTS
    properties: dict[str, Any] = {}
    for name in texts:
        properties[name] = {"type": "text", "analyzer": "whitespace", **_kept(kind, name)}
    columns = COLUMNS if kind == "entries" else ()
    for name in ("entry_id", *KEYS):
        properties[name] = {"type": "keyword", "ignore_above": 8000, "doc_values": name in columns}
    for name in YEARS:
        properties[name] = {"type": "integer"}
    properties[NUMBER] = {"type": "long"}
    properties["changed"] = {"type": "long"}
    properties["stored"] = {"type": "keyword", "index": False, "doc_values": False}
    return {
        "dynamic": "strict",
        "_meta": {"fingerprint": fingerprint},
        "_source": {"includes": list(SHOWN)},
        "properties": properties,
    }


def _kept(kind: Kind, name: str) -> dict[str, Any]:
    """Passages score by presence: neither how often they hold a token nor how long they are is kept."""
    if kind == "entries":
        return {"index_options": "positions" if name in POSITIONS else "freqs"}
    return {"index_options": "positions" if name in POSITIONS else "docs", "norms": False}


def settings_of(kind: Kind, shards: int, replicas: int) -> dict[str, Any]:
    """Passages score by presence (k1 = 0): see `search.ranking`. Nothing is seen before a commit, which refreshes: a
    refresh in between would show half of a change, and leave a small segment behind."""
    settings: dict[str, Any] = {
        "number_of_shards": shards,
        "number_of_replicas": replicas,
        "refresh_interval": "-1",
        "max_result_window": MOST_RESULTS,
        "max_terms_count": 20_000,
    }
    if kind == "passages":
        settings["similarity"] = {"default": {"type": "BM25", "k1": 0.0, "b": 0.0}}
    return settings
