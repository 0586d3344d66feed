"""The engine outside: an Elasticsearch cluster, with nothing in it but its core.

Two indexes a generation, `<prefix>-<generation>-entries` and `…-passages`, and two aliases, `<prefix>-entries` and
`<prefix>-passages`, that point to the live ones and are moved together in one request. No scripts, no plugins, no
custom analyzers, no by-query writes: any hosted cluster will do.
"""

import logging
import secrets
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from elasticsearch import Elasticsearch

from search.documents import Stored, as_json, prepare
from search.engines.base import Answer, Ask, Counts, EngineError, EngineUnavailable, Index, IndexMissing, Kind
from search.engines.elastic_bulk import Bulk
from search.engines.elastic_client import AWAY, ElasticSettings, connect, named_errors, patient, prompt
from search.engines.elastic_query import answer_of, body_of, body_of_one, completed, lacking
from search.engines.elastic_schema import mappings, settings_of
from search.entries import Entry
from search.text.streams import Analyzer

logger = logging.getLogger(__name__)

KINDS: tuple[Kind, ...] = ("entries", "passages")
PAGE_OF_IDS = 5000
MOST_SEGMENTS = 1
"""What a rebuild leaves behind are many small segments, and every one is asked every question: the cluster puts them
together while visitors search already."""

T = TypeVar("T")


def throw_away_prefix() -> str:
    """A prefix nobody else uses, for an index that is destroyed after use."""
    return f"throw-away-{secrets.token_hex(6)}"


def _copy_of(question: Ask) -> str:
    """Copies of an index order equal scores differently: whoever turns the pages of one question stays with one."""
    return f"{zlib.crc32(repr(question.query).encode('utf-8', 'replace')):x}"


class ElasticIndex:
    """One generation: a pair of indexes."""

    def __init__(self, client: Elasticsearch, settings: ElasticSettings, generation: str, analyzer: Analyzer) -> None:
        self._client = client
        self._settings = settings
        self._generation = generation
        self._analyzer = analyzer
        self._shards = settings.shards
        self._patient = patient(client)
        self._unseen: set[str] | None = None
        """Entries written since the last refresh; None where somebody else may have written."""

    def use(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer

    @property
    def generation(self) -> str:
        return self._generation

    def name_of(self, kind: Kind) -> str:
        return f"{self._settings.prefix}-{self._generation}-{kind}"

    @property
    def names(self) -> str:
        return ",".join(self.name_of(kind) for kind in KINDS)

    def make(self) -> None:
        with named_errors():
            for kind in KINDS:
                self._patient.indices.create(
                    index=self.name_of(kind),
                    mappings=mappings(kind, self._analyzer.fingerprint),
                    settings=settings_of(kind, self._settings.shards, self._settings.replicas),
                    wait_for_active_shards=1,
                )

    @property
    def is_remote(self) -> bool:
        return True

    @property
    def fingerprint(self) -> str:
        with named_errors():
            told = self._prompt(lambda client: client.indices.get_mapping(index=self.name_of("entries")))
        return str(told[self.name_of("entries")]["mappings"]["_meta"]["fingerprint"])

    def stamp(self, fingerprint: str) -> None:
        with named_errors():
            for kind in KINDS:
                self._patient.indices.put_mapping(index=self.name_of(kind), meta={"fingerprint": fingerprint})

    # --- writing

    def write(self, entries: Sequence[Entry]) -> int:
        """Passages go first and are stamped with a turn; those of former turns are removed last: at no time is an entry
        without its passages."""
        former = self._passages_before([entry.id for entry in entries])
        records: list[Stored] = []
        with named_errors(), Bulk(self._patient) as bulk:
            for entry in entries:
                prepared = prepare(entry, self._analyzer)
                records.append(prepared.entry)
                for passage in prepared.passages:
                    bulk.index(self.name_of("passages"), passage)
                    former.discard(passage.id)
            bulk.finish()
            for record in records:
                bulk.index(self.name_of("entries"), record)
            bulk.finish()
            for gone in former:
                bulk.delete(self.name_of("passages"), gone)
        return len(records)

    def delete(self, entry_ids: Sequence[str]) -> None:
        passages = self._passages_before(entry_ids)
        with named_errors(), Bulk(self._patient) as bulk:
            for entry_id in entry_ids:
                bulk.delete(self.name_of("entries"), entry_id)
            for passage_id in passages:
                bulk.delete(self.name_of("passages"), passage_id)

    def _passages_before(self, entry_ids: Sequence[str]) -> set[str]:
        """The passages that are there for entries that are about to be written, also those written a moment ago. Each
        refresh leaves a segment behind: a rebuild, which writes every entry once, needs one a commit."""
        if not entry_ids:
            return set()
        with named_errors():
            if self._unseen is None or not self._unseen.isdisjoint(entry_ids):
                self._patient.indices.refresh(index=self.name_of("passages"))
                self._unseen = set()
            self._unseen.update(entry_ids)
            query = {"terms": {"entry_id": list(entry_ids)}}
            return {hit["_id"] for hit in self._scroll("passages", query)}

    def commit(self) -> None:
        with named_errors():
            self._patient.indices.refresh(index=self.names)
        self._unseen = set()

    # --- reading

    def counts(self) -> Counts:
        with named_errors():
            return Counts(*(self._count(self.name_of(kind)) for kind in KINDS))

    def _count(self, name: str) -> int:
        return int(self._prompt(lambda client: client.count(index=name))["count"])

    def entry_ids(self) -> frozenset[str]:
        with named_errors():
            return frozenset(hit["_id"] for hit in self._scroll("entries", {"match_all": {}}))

    def _scroll(self, kind: Kind, query: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Every hit, page by page, of one state of the index."""
        point = self._patient.open_point_in_time(index=self.name_of(kind), keep_alive="2m")["id"]
        after: list[Any] | None = None
        try:
            while True:
                page = self._patient.search(
                    pit={"id": point, "keep_alive": "2m"},
                    query=query,
                    size=PAGE_OF_IDS,
                    sort=["_shard_doc"],
                    search_after=after,
                    source=False,
                    track_total_hits=False,
                )
                hits: list[dict[str, Any]] = page["hits"]["hits"]
                if not hits:
                    return
                yield from hits
                after = hits[-1]["sort"]
        finally:
            self._patient.close_point_in_time(id=point)

    def ask(self, *questions: Ask) -> list[Answer]:
        if not questions:
            return []
        bodies = [(question, body_of(question)) for question in questions]
        with named_errors():
            return self._prompt(lambda client: self._answers(client, bodies))

    def _answers(self, client: Elasticsearch, bodies: Sequence[tuple[Ask, Mapping[str, Any]]]) -> list[Answer]:
        """One round trip; another one where a long recording has crowded out the best passages of others."""
        responses = self._searched(client, bodies)
        answers = [answer_of(question, response) for (question, _), response in zip(bodies, responses, strict=True)]
        for place, (question, _) in enumerate(bodies):
            if numbers := lacking(question, answers[place]) if question.best_of else ():
                own = self._searched(client, [(question, body_of_one(question, number)) for number in numbers])
                answers[place] = completed(answers[place], numbers, own)
        return answers

    def _searched(
        self, client: Elasticsearch, bodies: Sequence[tuple[Ask, Mapping[str, Any]]]
    ) -> list[Mapping[str, Any]]:
        searches: list[Any] = []  # encoded lines are sent as they are
        for question, body in bodies:
            copy = {"preference": _copy_of(question)} if self._settings.replicas else {}
            searches += map(as_json, ({"index": self.name_of(question.kind), **copy}, body))
        kind_of_search = "dfs_query_then_fetch" if self._shards > 1 else "query_then_fetch"
        responses = client.msearch(searches=searches, search_type=kind_of_search)["responses"]
        return [self._checked(question, response) for (question, _), response in zip(bodies, responses, strict=True)]

    def _checked(self, question: Ask, response: Mapping[str, Any]) -> Mapping[str, Any]:
        if "error" not in response:
            return response
        status = int(response.get("status", 500))
        if status == 404:
            raise IndexMissing(
                f"Elasticsearch has no index {self.name_of(question.kind)}. Build it: manage.py reindex."
            )
        if status in AWAY:
            raise EngineUnavailable(f"Elasticsearch is overloaded or away (status {status}).")
        raise EngineError(f"Elasticsearch refused a search (status {status}): {response['error']}.")

    def _prompt(self, call: Callable[[Elasticsearch], T]) -> T:
        return prompt(self._client, self._settings, call)

    def frequency(self, kind: Kind, field: str, values: Sequence[str]) -> dict[str, int]:
        searches: list[Mapping[str, Any]] = []
        for value in values:
            searches.append({"index": self.name_of(kind)})
            searches.append({"size": 0, "track_total_hits": True, "query": {"term": {field: value}}})
        if not searches:
            return {}
        with named_errors():
            told = self._prompt(lambda client: client.msearch(searches=searches))["responses"]
        return {value: int(answer["hits"]["total"]["value"]) for value, answer in zip(values, told, strict=True)}

    def remove(self) -> None:
        with named_errors():
            self._patient.indices.delete(index=self.names, ignore_unavailable=True)

    def damage(self) -> str:
        """The cluster checks its own files, and heals them from their copies."""
        return ""

    def close(self) -> None:
        """What was written is already with the cluster. Others may write from here on: nothing is known any more."""
        self._unseen = None


class ElasticEngine:
    """The generations under one prefix."""

    name = "elastic"

    def __init__(self, settings: ElasticSettings, analyzer: Analyzer) -> None:
        self._settings = settings
        self._analyzer = analyzer
        self._client = connect(settings)
        self._patient = patient(self._client)
        self._live: tuple[float, ElasticIndex] | None = None

    def use(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        if (live := self._live) is not None:
            live[1].use(analyzer)

    def alias(self, kind: Kind) -> str:
        return f"{self._settings.prefix}-{kind}"

    def live(self) -> ElasticIndex:
        """Which generation is live is asked for once in a second: it changes at a rebuild only."""
        if self._live is not None and time.monotonic() < self._live[0]:
            return self._live[1]
        with named_errors():
            told = self._prompt(
                lambda client: client.indices.get_alias(name=self.alias("entries"), index=f"{self._settings.prefix}-*")
            )
        generation = max(self._generation_of(name) for name in told)
        index = self._index(generation)
        self._live = (time.monotonic() + 1.0, index)
        return index

    def look_again(self) -> None:
        self._live = None

    def building(self) -> ElasticIndex | None:
        promoted = self._promoted()
        waiting = [generation for generation in self._generations() if generation > promoted]
        return self._index(waiting[-1]) if waiting else None

    def create(self) -> ElasticIndex:
        promoted = self._promoted()
        for generation in self._generations():
            if generation > promoted:
                self._index(generation).remove()
        index = self._index(f"g{time.time_ns():020d}")
        index.make()
        return index

    def promote(self, index: Index) -> None:
        index.commit()
        promoted = self._index(index.generation)
        former = [generation for generation in self._generations() if generation != index.generation]
        actions: list[Mapping[str, Any]] = []
        for kind in KINDS:
            actions.append({"add": {"index": promoted.name_of(kind), "alias": self.alias(kind)}})
            actions += [{"remove_index": {"index": self._index(generation).name_of(kind)}} for generation in former]
        with named_errors():
            self._patient.indices.update_aliases(actions=actions)
        self._live = None
        self._put_together(promoted)

    def _put_together(self, index: ElasticIndex) -> None:
        """Asks for it and does not wait. A cluster that will not do it is slower, not wrong."""
        try:
            with named_errors():
                self._patient.indices.forcemerge(
                    index=index.names, max_num_segments=MOST_SEGMENTS, wait_for_completion=False
                )
        except EngineError as error:
            logger.warning("the cluster does not merge the new index", extra={"reason": str(error)})

    def destroy(self) -> None:
        for generation in self._generations():
            self._index(generation).remove()
        self._live = None

    def health(self) -> str:
        try:
            with named_errors():
                told = self._prompt(lambda client: client.cluster.health(timeout="1s"))
        except EngineError as error:
            return str(error)
        if told["status"] == "red":
            return "Elasticsearch answers, but parts of its indexes are not available (status red)."
        return ""

    def close(self) -> None:
        self._client.close()

    def _prompt(self, call: Callable[[Elasticsearch], T]) -> T:
        return prompt(self._client, self._settings, call)

    def _index(self, generation: str) -> ElasticIndex:
        return ElasticIndex(self._client, self._settings, generation, self._analyzer)

    def _promoted(self) -> str:
        try:
            return self.live().generation
        except IndexMissing:
            return ""

    def _generations(self) -> list[str]:
        with named_errors():
            told = self._patient.indices.get(index=f"{self._settings.prefix}-g*-entries", features="aliases")
        return sorted(self._generation_of(name) for name in told)

    def _generation_of(self, index_name: str) -> str:
        return index_name.removeprefix(f"{self._settings.prefix}-").removesuffix("-entries")
