"""Asks the search as a visitor would, from a terminal."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import api
from search.engines.base import EngineError
from search.entries import Hit, PassageHit, Results, TextParts


class Command(BaseCommand):
    help = "Searches the live index as the public. Exit code 0: found; 1: nothing found; 2: could not be asked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query", help="what to search for, in the words of a visitor")
        parser.add_argument("--json", action="store_true", help="print as JSON")
        parser.add_argument("--staff", action="store_true", help="search what staff may read")
        parser.add_argument("--page", type=int, default=1, help="page of results (default: %(default)s)")

    def handle(self, *, query: str, json: bool, staff: bool, page: int, **options: Any) -> None:
        try:
            results = api.search(query, viewer=api.STAFF if staff else api.PUBLIC, page=page)
        except EngineError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(_as_json(results) if json else _as_text(results))
        if not results.total:
            raise CommandError(f"Nothing found for {query!r}.", returncode=1)


def _as_json(results: Results) -> str:
    told = {
        "query": results.query,
        "total": results.total,
        "page": results.page,
        "pages": results.pages,
        "loosened": results.loosened,
        "notice": results.notice,
        "corrections": results.corrections,
        "took_ms": round(results.took_ms, 1),
        "hits": [_hit(hit) for hit in results.hits],
        "facets": {
            name: [{"value": each.value, "count": each.count} for each in values]
            for name, values in results.facets.items()
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "kind": hit.kind,
        "url": hit.url,
        "title": _marked(hit.title_parts),
        "snippet": _marked(hit.snippet_parts),
        "identifiers": hit.identifiers,
        "score": round(hit.score, 4),
        "reason": hit.reason,
        "passages": [_passage(passage) for passage in hit.passages],
        "more_passages": hit.more_passages,
    }


def _passage(passage: PassageHit) -> dict[str, Any]:
    return {
        "text": _marked(passage.parts),
        "speaker": passage.speaker,
        "segment_id": passage.segment_id,
        "start_ms": passage.start_ms,
        "end_ms": passage.end_ms,
        "reason": passage.reason,
        "score": round(passage.score, 4),
    }


def _marked(parts: TextParts) -> str:
    """The text with what matches in 【】."""
    return "".join(f"【{piece}】" if is_match else piece for piece, is_match in parts)


def _as_text(results: Results) -> str:
    lines = [f"{results.total} found in {results.took_ms:.1f} ms, page {results.page} of {results.pages}"]
    if results.notice:
        lines.append(results.notice)
    for hit in results.hits:
        lines.append(f"\n{_marked(hit.title_parts)}  {hit.kind}  {hit.url}  ({hit.reason}, {hit.score:.2f})")
        if hit.snippet_parts:
            lines.append(f"  {_marked(hit.snippet_parts)}")
        lines += [f"  {_clock(each.start_ms)} {each.speaker} {_marked(each.parts)}" for each in hit.passages]
        if hit.more_passages:
            lines.append(f"  … and {hit.more_passages} more passages")
    return "\n".join(lines)


def _clock(milliseconds: int) -> str:
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
