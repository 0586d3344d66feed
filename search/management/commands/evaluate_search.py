"""Measures how well the search finds what judges say it should, in an index made for the purpose or in the live one."""

import json
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import installed
from search.engines.base import Engine, EngineError, EngineUnavailable, Index
from search.engines.elastic import throw_away_prefix
from search.entries import Entry, Filters
from search.evaluation import BadLine, Figures, JudgedQuery, Listed, figures, read_documents, read_queries
from search.finding import Finder
from search.variations import Variation

BATCH = 500
VIEWER = frozenset({"public"})


class Command(BaseCommand):
    help = (
        "Asks the judged queries of DIR/queries.jsonl and prints MRR@10 and recall@10. "
        "DIR/documents.jsonl is put into a throw-away index with the production analyzer and weights; "
        "without it the live index is asked. "
        "Exit code 0: measured; 2: a file cannot be read or the engine does not answer."
    )
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dir", type=Path, metavar="DIR")
        parser.add_argument("--engine", choices=("embedded", "elastic"), help="default: the engine of the settings")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")
        parser.add_argument("--part", choices=("tune", "held-out"), help="ask only this half of the queries")
        parser.add_argument("--segments", type=int, metavar="N", help="cut every text into recordings of N characters")
        parser.add_argument("--script", choices=("traditional",), help="write the documents in this script")
        parser.add_argument("--query-script", choices=("traditional",), help="write the queries in this script")
        parser.add_argument("--misheard", type=float, metavar="RATE", help="part of the documents' characters misheard")
        parser.add_argument("--mistyped", type=float, metavar="RATE", help="part of the queries' characters misheard")
        parser.add_argument("--seed", type=int, default=1, help="of what is misheard; default: 1")
        parser.add_argument("--keywords", action="store_true", help="ask two or three words of each question")
        parser.add_argument(
            "--ranks", type=Path, metavar="FILE", help="also write the ids found for each query, one line each"
        )

    def handle(self, *, dir: Path, engine: str | None, json: bool, ranks: Path | None, **options: Any) -> None:
        variation = Variation(
            part=options["part"],
            segment_characters=options["segments"] or 0,
            documents_traditional=options["script"] is not None,
            queries_traditional=options["query_script"] is not None,
            misheard=options["misheard"] or 0.0,
            mistyped=options["mistyped"] or 0.0,
            seed=options["seed"],
            as_keywords=options["keywords"],
        )
        documents = dir / "documents.jsonl"
        if variation.changes_documents and not documents.exists():
            raise CommandError(f"{documents} is not there; the live index cannot be rewritten.", returncode=2)
        try:
            given = read_documents(documents) if documents.exists() else ()
            entries, queries = variation.of(given, read_queries(dir / "queries.jsonl"), installed.analyzer())
            with self._index(entries, engine) as index:
                judged = list(self._judged(index, queries))
        except EngineUnavailable as error:
            advice = "Set ELASTICSEARCH_URL, or start a node on this machine with `make elasticsearch`."
            raise CommandError(f"{error} {advice}", returncode=2) from error
        except (BadLine, EngineError) as error:
            raise CommandError(str(error), returncode=2) from error
        if ranks:
            ranks.write_text("".join(_ranks(query, found) for query, found in judged), encoding="utf-8")
        told = figures(judged)
        self.stdout.write(_as_json(told) if json else _as_text(told))

    @contextmanager
    def _index(self, entries: Sequence[Entry], engine_name: str | None) -> Iterator[Index]:
        """The throw-away index, or the live one when there are no documents."""
        if not entries:
            engine = installed.engine() if engine_name is None else installed.engine_named(engine_name)
            yield engine.live()
            return
        with tempfile.TemporaryDirectory(prefix="evaluate-search-") as folder:
            engine = installed.throw_away_engine(engine_name, Path(folder), throw_away_prefix())
            try:
                self._fill(engine, entries)
                yield engine.live()
            finally:
                engine.destroy()
                engine.close()

    def _fill(self, engine: Engine, entries: Sequence[Entry]) -> None:
        index = engine.create()
        waiting = iter(entries)
        while batch := list(islice(waiting, BATCH)):
            index.write(batch)
        engine.promote(index)

    def _judged(self, index: Index, queries: Sequence[JudgedQuery]) -> Iterator[tuple[JudgedQuery, list[Listed]]]:
        finder = Finder(index, installed.analyzer())
        for number, query in enumerate(queries, 1):
            results = finder.search(query.text, viewer=VIEWER, filters=Filters(), per_page=10, with_facets=False)
            yield query, [Listed.of(hit) for hit in results.hits]
            if sys.stderr.isatty() and number % 50 == 0:
                self.stderr.write(f"\r{number}/{len(queries)}", ending="")


def _ranks(query: JudgedQuery, found: Sequence[Listed]) -> str:
    names = [min(listed.names, key=lambda name: (":" in name, name)) for listed in found]
    return json.dumps({"text": query.text, "found": names}, ensure_ascii=False) + "\n"


def _as_json(told: Figures) -> str:
    return json.dumps(told.as_json(), ensure_ascii=False)


def _as_text(told: Figures) -> str:
    lines = [f"{'kind':<14}{'queries':>8}{'MRR@10':>9}{'recall@10':>11}"]
    for kind, row in [*told.kinds.items(), ("all", told)]:
        lines.append(f"{kind:<14}{row.queries:>8}{row.mrr:>9.4f}{row.recall:>11.4f}")
    return "\n".join(lines)
