"""The front door of search: everything that other rooms may call.

    search(text, viewer=…)            a page of results, grouped by record
    within(entry_id, text, viewer=…)  every place in one recording where it is spoken
    places(entry_ids, text, viewer=…) where in several recordings it is spoken, roughly and fast
    moments(entry_id, viewer=…)       where in the recordings this person, place or thing is spoken of
    suggest(prefix, viewer=…)         what a visitor may be about to type
    related(text, viewer=…)           other words of the lexicon that may lead further
    status(), reindex()               how the index is doing; build it anew

`viewer` is the set of visibilities the asker may read. It is part of every query to the engine: what may not be read is
neither matched nor counted, suggested or put into a facet. What was closed a moment ago is excluded from the query as
well, until the index has followed (`search.withheld`).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from json import JSONDecodeError
from typing import TypeVar

from django.conf import settings

from search import installed
from search.breaker import breaker
from search.engines.base import EngineUnavailable, Index, IndexMissing
from search.engines.elastic_client import one_patience
from search.entries import Filters, Match, Moments, Results, Sort, Suggestion
from search.finding import Finder
from search.moments import moments_of
from search.rebuilding import rebuild as reindex
from search.registry import register
from search.status import status
from search.suggesting import Suggester
from search.withheld import without_withheld

__all__ = [
    "PUBLIC",
    "STAFF",
    "EngineUnavailable",
    "Filters",
    "breaker",
    "moments",
    "places",
    "register",
    "reindex",
    "related",
    "search",
    "status",
    "suggest",
    "within",
]

PUBLIC = frozenset({"public"})
STAFF = frozenset({"public", "staff"})

T = TypeVar("T")


def _answer(question: Callable[[Index], T]) -> T:
    """Puts a question to the index as it may be asked now. Once more if the index was swapped in the middle of it."""
    with breaker.asking(), one_patience(settings.ELASTICSEARCH_TIMEOUT_SECONDS):
        try:
            return question(without_withheld(installed.engine().live()))
        except (IndexMissing, JSONDecodeError):  # the latter where a file was changed under the engine's feet
            installed.engine().look_again()
        try:
            return question(without_withheld(installed.engine().live()))
        except JSONDecodeError as error:
            raise IndexMissing("The search index holds what was never written to it. It is rebuilt.") from error


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
    analyzer = installed.analyzer()

    def question(index: Index) -> Results:
        results = Finder(index, analyzer).search(
            text, viewer=viewer, filters=filters or Filters(), sort=sort, page=page, per_page=per_page, exact=exact
        )
        if results.total or not text.strip():
            return results
        return replace(results, corrections=Suggester(index, analyzer).corrections(results.query, viewer=viewer))

    return _answer(question)


def within(entry_id: str, text: str, *, viewer: frozenset[str], exact: bool = False) -> list[Match]:
    """Every segment of one recording in which the query is spoken, in order. Raises EngineUnavailable and
    IndexMissing."""
    return _answer(lambda index: Finder(index, installed.analyzer()).within(entry_id, text, viewer=viewer, exact=exact))


def places(
    entry_ids: Sequence[str], text: str, *, viewer: frozenset[str], exact: bool = False
) -> dict[str, tuple[int, ...]]:
    """Entry id → the milliseconds at which passages with the query begin, for all records of a page at once. Raises
    EngineUnavailable and IndexMissing."""
    return _answer(
        lambda index: Finder(index, installed.analyzer()).places(entry_ids, text, viewer=viewer, exact=exact)
    )


def moments(entry_id: str, *, viewer: frozenset[str]) -> Moments:
    """The passages in which this entry is spoken of, by its names or by a curator's word, in one question to the
    engine. Raises EngineUnavailable and IndexMissing."""
    return _answer(lambda index: moments_of(index, entry_id, viewer=viewer))


def suggest(prefix: str, *, viewer: frozenset[str], limit: int = 8) -> list[Suggestion]:
    """Names, titles and lexicon words for what has been typed so far. Raises EngineUnavailable and IndexMissing."""
    return _answer(lambda index: Suggester(index, installed.analyzer()).suggest(prefix, viewer=viewer, limit=limit))


def related(text: str, *, viewer: frozenset[str], limit: int = 6) -> list[Suggestion]:
    """Words of the lexicon that mean the same as those asked for or belong to the same matter, each with the number of
    records it leads this viewer to. Raises EngineUnavailable and IndexMissing."""
    return _answer(lambda index: Suggester(index, installed.analyzer()).related(text, viewer=viewer, limit=limit))
