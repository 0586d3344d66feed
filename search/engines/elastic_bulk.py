"""Writes to Elasticsearch in bounded batches, and believes nothing until every item is confirmed."""

import json
import time
from collections.abc import Mapping
from typing import Any

from elasticsearch import Elasticsearch

from search.documents import YEARS, Stored
from search.engines.base import EngineUnavailable, WriteRefused
from search.engines.elastic_schema import NUMBER
from search.entry_numbers import number_of

MOST_BYTES = 4_000_000
MOST_ITEMS = 1_000
BUSY = 429
PAUSES_SECONDS = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
"""How long to wait before what the cluster was too busy for is sent again."""


class Bulk:
    """Collects writes and sends them when enough have come together; `flush` sends the rest."""

    def __init__(self, client: Elasticsearch) -> None:
        self._client = client
        self._items: list[tuple[dict[str, Any], dict[str, Any] | None]] = []
        self._bytes = 0

    def index(self, index: str, document: Stored) -> None:
        self._add({"index": {"_index": index, "_id": document.id}}, source_of(document))

    def delete(self, index: str, document_id: str) -> None:
        self._add({"delete": {"_index": index, "_id": document_id}}, None)

    def _add(self, action: dict[str, Any], source: dict[str, Any] | None) -> None:
        self._items.append((action, source))
        self._bytes += len(json.dumps(source)) if source else 0
        if self._bytes >= MOST_BYTES or len(self._items) >= MOST_ITEMS:
            self.flush()

    def flush(self) -> None:
        """Raises WriteRefused with the ids and reasons when the cluster refuses items for good."""
        waiting, self._items, self._bytes = self._items, [], 0
        for pause in (*PAUSES_SECONDS, None):
            if not waiting:
                return
            waiting = self._send(waiting)
            if waiting and pause is not None:
                time.sleep(pause)
        if waiting:
            message = f"Elasticsearch stayed too busy for {len(waiting)} documents. They are tried again later."
            raise EngineUnavailable(message)

    def _send(
        self, items: list[tuple[dict[str, Any], dict[str, Any] | None]]
    ) -> list[tuple[dict[str, Any], dict[str, Any] | None]]:
        """Returns the items that the cluster was too busy for."""
        operations = [line for action, source in items for line in ((action,) if source is None else (action, source))]
        told = self._client.bulk(operations=operations)
        if not told["errors"]:
            return []
        busy, refused = [], []
        for item, result in zip(items, told["items"], strict=True):
            outcome: Mapping[str, Any] = next(iter(result.values()))
            status = int(outcome["status"])
            if status == BUSY:
                busy.append(item)
            elif status >= 300 and not (status == 404 and item[1] is None):
                refused.append(f"{outcome['_id']}: {outcome.get('error', status)}")
        if refused:
            raise WriteRefused(f"Elasticsearch refused {len(refused)} documents: {'; '.join(refused[:3])}.")
        return busy


def source_of(document: Stored) -> dict[str, Any]:
    source: dict[str, Any] = {
        "entry_id": document.entry_id,
        NUMBER: number_of(document.entry_id),
        "stored": document.stored,
        "changed": document.changed,
        **{name: tokens for name, tokens in document.texts.items() if tokens},
        **{name: list(values) for name, values in document.keys.items() if values},
    }
    if document.years:
        source |= dict(zip(YEARS, document.years, strict=True))
    return source
