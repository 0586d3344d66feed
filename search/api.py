"""The front door of search: everything that other rooms may call.

    search(text, viewer=…)            a page of results, grouped by record
    within(entry_id, text, viewer=…)  every place in one recording where it is spoken
    places(entry_ids, text, viewer=…) where in several recordings it is spoken, roughly and fast
    suggest(prefix, viewer=…)         what a visitor may be about to type
    status(), reindex()               how the index is doing; build it anew

`viewer` is the set of visibilities the asker may read. It is part of every query to the engine: what may not be read is
neither matched nor counted, suggested or put into a facet.
"""

import threading
import time
from collections.abc import Sequence
from dataclasses import replace

from search import installed
from search.engines.base import EngineUnavailable
from search.entries import Filters, Match, Results, Sort, Suggestion
from search.finding import Finder
from search.rebuilding import rebuild as reindex
from search.registry import register
from search.status import status
from search.suggesting import Suggester

__all__ = [
    "PUBLIC",
    "STAFF",
    "EngineUnavailable",
    "Filters",
    "places",
    "register",
    "reindex",
    "search",
    "status",
    "suggest",
    "within",
]

PUBLIC = frozenset({"public"})
STAFF = frozenset({"public", "staff"})

REST_SECONDS = 5.0
"""After the engine failed to answer it is left alone for so long: every visitor would else wait for the same
timeout."""


class _Breaker:
    """Open while the engine is known to be away."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._closed_again_at = 0.0

    def check(self) -> None:
        if time.monotonic() < self._closed_again_at:
            raise EngineUnavailable(
                "The search engine did not answer a moment ago. It is asked again in a few seconds."
            )

    def trip(self) -> None:
        with self._lock:
            self._closed_again_at = time.monotonic() + REST_SECONDS

    def reset(self) -> None:
        self._closed_again_at = 0.0


breaker = _Breaker()


def search(
    text: str,
    *,
    viewer: frozenset[str],
    filters: Filters | None = None,
    sort: Sort = "relevance",
    page: int = 1,
    per_page: int = 20,
    exact: bool = False,
) -> Results:
    """A page of results; pages out of range are brought into it. `exact`: the words themselves and nothing that is like
    them. Raises EngineUnavailable and IndexMissing."""
    breaker.check()
    try:
        index, analyzer = installed.engine().live(), installed.analyzer()
        finder = Finder(index, analyzer)
        results = finder.search(
            text, viewer=viewer, filters=filters or Filters(), sort=sort, page=page, per_page=per_page, exact=exact
        )
        if results.total or not text.strip():
            return results
        return replace(results, corrections=Suggester(index, analyzer).corrections(results.query, viewer=viewer))
    except EngineUnavailable:
        breaker.trip()
        raise


def within(entry_id: str, text: str, *, viewer: frozenset[str], exact: bool = False) -> list[Match]:
    """Every segment of one recording in which the query is spoken, in order. Raises EngineUnavailable and
    IndexMissing."""
    breaker.check()
    try:
        return Finder(installed.engine().live(), installed.analyzer()).within(
            entry_id, text, viewer=viewer, exact=exact
        )
    except EngineUnavailable:
        breaker.trip()
        raise


def places(
    entry_ids: Sequence[str], text: str, *, viewer: frozenset[str], exact: bool = False
) -> dict[str, tuple[int, ...]]:
    """Entry id → the milliseconds at which passages with the query begin, for all records of a page at once. Raises
    EngineUnavailable and IndexMissing."""
    breaker.check()
    try:
        finder = Finder(installed.engine().live(), installed.analyzer())
        return finder.places(entry_ids, text, viewer=viewer, exact=exact)
    except EngineUnavailable:
        breaker.trip()
        raise


def suggest(prefix: str, *, viewer: frozenset[str], limit: int = 8) -> list[Suggestion]:
    """Names, titles and lexicon words for what has been typed so far. Raises EngineUnavailable and IndexMissing."""
    breaker.check()
    try:
        return Suggester(installed.engine().live(), installed.analyzer()).suggest(prefix, viewer=viewer, limit=limit)
    except EngineUnavailable:
        breaker.trip()
        raise
