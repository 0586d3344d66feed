"""Titles and names from the database, for as long as the search engine does not answer.

Less than the search finds, but by the same rules: only what the reader may see and find, and only by the words that
this reader is shown. A title that names a living person is read with the name masked before it is compared, or the
answer would tell who is meant.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from archive.models import Album, Artifact, Interview, Person, Photograph, Place
from archive.rights import Channel, Viewer
from museum.models import ExhibitPage, StoryPage, TrailPage
from museum.reader import Reader
from search.wagtail_backend import words

MOST_OF_A_KIND: Final = 10
CANDIDATES: Final = 300
"""Rows of a kind that are looked at: some are closed, some bear the words only in a name that is masked."""

LONGEST_QUERY: Final = 40

Rows = Callable[[str, Viewer], Iterable[Any]]
"""What of one kind may bear these words, for this viewer."""


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """One record whose title holds every word that was typed. `kind` is the search's name for its kind."""

    kind: str
    url: str
    title: str


def find_titles(query: str, reader: Reader) -> list[FoundTitle]:
    """At most ten of each kind, in the order of the kinds; nothing for a query without words."""
    asked = query[:LONGEST_QUERY]
    if not words(asked):
        return []
    found: list[FoundTitle] = []
    for kind, rows in KINDS.items():
        titles = (_titled(kind, row, reader) for row in rows(asked, reader.viewer))
        found += islice((each for each in titles if _holds(each.title, asked)), MOST_OF_A_KIND)
    return found


def _titled(kind: str, row: Any, reader: Reader) -> FoundTitle:
    title = row.title if hasattr(row, "title") else row.name
    url = row.get_url() if isinstance(row, Page) else row.get_absolute_url()
    return FoundTitle(kind, url or "/", reader.say(title))


def _holds(title: str, asked: str) -> bool:
    held = words(title)
    return all(words(term) in held for term in asked.split())


def _records(model: type[Any]) -> Rows:
    def rows(asked: str, viewer: Viewer) -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.visible_to(viewer, Channel.FIND)
        return found.filter(pk__in=_titles_with(model, asked))

    return rows


def _pages(model: type[Any]) -> Rows:
    return lambda asked, viewer: model.objects.live().public().filter(pk__in=_titles_with(model, asked))


def _titles_with(model: type[Any], asked: str) -> list[int]:
    """From Wagtail's index, which knows both scripts."""
    results = get_search_backend().search(asked, model.objects.all(), fields=["title"])
    return [row.pk for row in results[:CANDIDATES]]


def _people(asked: str, viewer: Viewer) -> Iterable[Person]:
    return (each for each in Person.objects.visible_to(viewer).findable() if _holds(each.name, asked))


def _places(asked: str, viewer: Viewer) -> Iterable[Place]:
    return (each for each in Place.objects.visible_to(Viewer.PUBLIC) if _holds(each.name, asked))


KINDS: Final[dict[str, Rows]] = {
    "interview": _records(Interview),
    "person": _people,
    "place": _places,
    "exhibit": _pages(ExhibitPage),
    "story": _pages(StoryPage),
    "trail": _pages(TrailPage),
    "artifact": _records(Artifact),
    "photograph": _records(Photograph),
    "album": _records(Album),
}
