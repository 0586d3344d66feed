"""A list of results to take away: a table for a spreadsheet, or JSON; written row by row while it is found.

Up to `MOST_RECORDS`. Cells that a spreadsheet would run as a formula are made text. Should the engine go away in the
middle, the file says at its end that it is not whole.
"""

import csv
import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext as _

from museum.reader import Reader
from museum.results.answering import ask
from museum.results.asked import Asked
from museum.results.shapes import absolute, hit_shape, passage_url, results_shape
from museum.results.words import kind_name, reason_name
from museum.timecodes import timecode
from search.engines.base import EngineError
from search.entries import Hit, PassageHit, Results, TextParts

logger = logging.getLogger(__name__)

MOST_RECORDS: Final = 1000
AT_ONCE: Final = 100
BOM: Final = "\ufeff"
"""Without it a spreadsheet program takes Chinese for something else."""

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def first_page(asked: Asked, reader: Reader) -> Results:
    """The beginning of the list, before anything is sent: if the engine is away, the visitor gets a page that says so.
    Raises EngineError."""
    return ask(asked.but(page=1), reader, per_page=AT_ONCE)


def table(asked: Asked, reader: Reader, first: Results) -> Iterator[str]:
    """CSV: a row for each passage, or for the record where nothing of it is spoken."""
    yield BOM + _line(_header())
    for hits in _batches(asked, reader, first):
        if hits is None:
            yield _line([_("这张表到这里断了：搜索没有答完。过一会儿再存一次。")])
            return
        yield "".join(_line(row) for hit in hits for row in _rows(hit, asked))


def document(asked: Asked, reader: Reader, first: Results) -> Iterator[str]:
    """JSON: what was asked, the hits, and whether these are all."""
    head = {name: value for name, value in results_shape(asked, first).items() if name not in LEFT_OUT}
    yield json.dumps(head | {"most": MOST_RECORDS}, ensure_ascii=False)[:-1] + ', "hits": ['
    is_whole, comma = first.total <= MOST_RECORDS, ""
    for hits in _batches(asked, reader, first):
        is_whole = is_whole and hits is not None
        for hit in hits or ():
            yield comma + json.dumps(hit_shape(hit, asked), ensure_ascii=False)
            comma = ",\n"
    yield f'], "is_whole": {json.dumps(is_whole)}}}\n'


LEFT_OUT: Final = frozenset({"hits", "facets", "page", "per_page", "pages"})


def _batches(asked: Asked, reader: Reader, first: Results) -> Iterator[tuple[Hit, ...] | None]:
    """Page after page; None when the engine did not answer any more."""
    yield first.hits
    for page in range(2, min(first.pages, MOST_RECORDS // AT_ONCE) + 1):
        try:
            yield ask(replace(asked, page=page), reader, per_page=AT_ONCE).hits
        except EngineError as error:
            logger.warning("a list of results was cut short", extra={"page": page, "reason": str(error)})
            yield None
            return


def _header() -> list[str]:
    return [
        _("种类"), _("标题"), _("说明"), _("编号"), _("年头起"), _("年头止"), _("什么时候讲"), _("谁讲"), _("原话"),
        _("为什么在这里"), _("链接"),
    ]  # fmt: skip


def _rows(hit: Hit, asked: Asked) -> Iterator[list[Any]]:
    first, last = hit.years or ("", "")
    record = [kind_name(hit.kind), hit.title, hit.subtitle, next(iter(hit.identifiers), ""), first, last]
    for passage in hit.passages:
        said = [timecode(passage.start_ms), passage.speaker, _plain(passage.parts)]
        yield [*record, *said, _reason(passage), passage_url(hit, passage, asked)]
    if not hit.passages:
        yield [*record, "", "", _plain(hit.snippet_parts), _reason(hit), absolute(hit.url)]


def _reason(found: Hit | PassageHit) -> str:
    return "；".join(
        f"{reason_name(each.reason, each.found)}：{each.found} = {each.asked}" for each in found.explanations
    ) or reason_name(found.reason)


def _plain(parts: TextParts) -> str:
    return "".join(text for text, _is_match in parts)


def _line(cells: list[Any]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_harmless(cell) for cell in cells])
    return line.getvalue()


def _harmless(cell: Any) -> Any:
    """Text stays text: =1+1 would be worked out, and worse can be written."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip().startswith(FORMULA) else cell
