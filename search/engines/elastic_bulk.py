"""Writes to Elasticsearch in bounded batches, and believes nothing until every item is confirmed."""

import time
from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from elasticsearch import Elasticsearch

from search.documents import YEARS, Stored, as_json
from search.engines.base import EngineUnavailable, WriteRefused
from search.engines.elastic_schema import NUMBER
from search.entry_numbers import number_of

MOST_BYTES = 4_000_000
MOST_ITEMS = 250
IN_FLIGHT = 2
"""So many batches are on their way at most: one alone is written by one of the cluster's threads, and while the next is
made none is."""
BUSY = 429
PAUSES_SECONDS = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
"""How long to wait before what the cluster was too busy for is sent again."""


@dataclass(frozen=True, slots=True)
class _Item:
    """One write, as the lines that are sent: encoded once, however often it has to be sent."""

    lines: tuple[bytes, ...]

    @property
    def is_deletion(self) -> bool:
        return len(self.lines) == 1


class Bulk:
    """Collects writes and sends them when enough have come together, while the next are being collected.

    `finish` sends the rest and waits for all of it; nothing counts as written before, and what is added afterwards is
    written after it.
    """

    def __init__(self, client: Elasticsearch) -> None:
        self._client = client
        self._items: list[_Item] = []
        self._bytes = 0
        self._sender = ThreadPoolExecutor(max_workers=IN_FLIGHT, thread_name_prefix="bulk")
        self._sending: deque[Future[None]] = deque()

    def __enter__(self) -> "Bulk":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self.finish()
        finally:
            self._sender.shutdown()

    def index(self, index: str, document: Stored) -> None:
        self._add({"index": {"_index": index, "_id": document.id}}, source_of(document))

    def delete(self, index: str, document_id: str) -> None:
        self._add({"delete": {"_index": index, "_id": document_id}})

    def finish(self) -> None:
        """Raises WriteRefused with the ids and reasons when the cluster refuses items for good."""
        if self._items:
            self._send_collected()
        while self._sending:
            self._sending.popleft().result()

    def _add(self, *lines: Mapping[str, Any]) -> None:
        item = _Item(tuple(map(as_json, lines)))
        self._items.append(item)
        self._bytes += sum(map(len, item.lines))
        if self._bytes >= MOST_BYTES or len(self._items) >= MOST_ITEMS:
            self._send_collected()

    def _send_collected(self) -> None:
        """A slow cluster slows down whoever writes."""
        if len(self._sending) == IN_FLIGHT:
            self._sending.popleft().result()
        items, self._items, self._bytes = self._items, [], 0
        self._sending.append(self._sender.submit(self._deliver, items))

    def _deliver(self, waiting: Sequence[_Item]) -> None:
        for pause in (*PAUSES_SECONDS, None):
            if not waiting:
                return
            waiting = self._send(waiting)
            if waiting and pause is not None:
                time.sleep(pause)
        if waiting:
            message = f"Elasticsearch stayed too busy for {len(waiting)} documents. They are tried again later."
            raise EngineUnavailable(message)

    def _send(self, items: Sequence[_Item]) -> list[_Item]:
        """Returns the items that the cluster was too busy for."""
        lines: Any = [line for item in items for line in item.lines]  # encoded lines are sent as they are
        told = self._client.bulk(operations=lines)
        if not told["errors"]:
            return []
        busy: list[_Item] = []
        refused: list[str] = []
        for item, result in zip(items, told["items"], strict=True):
            outcome: Mapping[str, Any] = next(iter(result.values()))
            status = int(outcome["status"])
            if status == BUSY:
                busy.append(item)
            elif status >= 300 and not (status == 404 and item.is_deletion):
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
