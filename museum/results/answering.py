"""Asks the search what an address asks: the one way from a question to an answer, for page, table and API."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from museum.reader import Reader
from museum.results.asked import Asked
from museum.title_search import FoundTitle, find_titles
from search import api
from search.engines.base import EngineError
from search.entries import Filters, Results, Suggestion

logger = logging.getLogger(__name__)

PER_PAGE: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What was asked and what came back. `results` is None when nothing was asked or nobody answered; `asked` stands
    on the page that is really shown. `is_down`: the engine is away, and `titles` are what the database finds meanwhile.
    `otherwise` counts what the same words find without narrowing, told where narrowing leaves nothing. `related` are
    words of the lexicon to ask for next, told on the first page."""

    asked: Asked
    results: Results | None = None
    places: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    is_down: bool = False
    titles: tuple[FoundTitle, ...] = ()
    otherwise: int = 0
    related: tuple[Suggestion, ...] = ()


def answer(asked: Asked, reader: Reader) -> Answered:
    """An answer to show, whatever happens to the engine."""
    if asked.is_empty:
        return Answered(asked=asked)
    try:
        results = ask(asked, reader)
        asked = replace(asked, page=results.page)
        spoken = [hit.id for hit in results.hits if hit.passages and hit.duration_ms]
        places = api.places(spoken, asked.query, viewer=reader.visibilities, exact=asked.exact) if spoken else {}
        otherwise = 0 if results.total or asked.filters == Filters() else _without_filters(asked, reader)
        related = api.related(asked.query, viewer=reader.visibilities) if asked.query and asked.page == 1 else []
    except EngineError as error:
        logger.warning("search engine did not answer", extra={"reason": str(error)})
        return Answered(asked=asked, is_down=True, titles=tuple(find_titles(asked.query, reader)))
    return Answered(asked=asked, results=results, places=places, otherwise=otherwise, related=tuple(related))


def ask(asked: Asked, reader: Reader, *, per_page: int = PER_PAGE) -> Results:
    """One page; a page beyond the last gives the last. Raises EngineError."""
    results = _ask(asked, reader, per_page)
    if results.total and not results.hits:
        return _ask(replace(asked, page=max(results.pages, 1)), reader, per_page)
    return results


def _ask(asked: Asked, reader: Reader, per_page: int) -> Results:
    return api.search(
        asked.query,
        viewer=reader.visibilities,
        filters=asked.filters,
        sort=asked.sort,
        page=asked.page,
        per_page=per_page,
        exact=asked.exact,
    )


def _without_filters(asked: Asked, reader: Reader) -> int:
    if not asked.query:
        return 0
    return _ask(asked.but(filters=Filters()), reader, 1).total
