"""Exhibits and stories as the search takes them. Words of clips are not repeated: they are found where they are."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.html import strip_tags
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText

from archive.masking import SHORTEST, name_mask
from archive.models import Person
from archive.signals import curated_saved
from museum.models import ExhibitPage, StoryPage
from search import api
from search.entries import Entry
from search.outbox import touch

LONGEST = 20_000
"""Characters of a page that are searched; an exhibit that says more says it twice."""

WORDS = frozenset({"heading", "body", "title", "lead", "caption", "note", "text"})
"""Fields of blocks that hold a curator's words. What narrators say (`words`, `says`) may be cut from an interview later
and must not live on in a page's entry; it is found in the interview."""


def register_all() -> None:
    api.register(ExhibitPage, kind="exhibit", to_entry=exhibit_entry, queryset=exhibits)
    api.register(StoryPage, kind="story", to_entry=story_entry, queryset=stories)

    curated_saved.connect(_tell_pages_naming, sender=Person, dispatch_uid="museum.pages_naming")


def _tell_pages_naming(instance: Person, **kwargs: Any) -> None:
    """When a name may no longer be said, pages that say it leave the index until they are masked there, too."""
    if Person.objects.findable().filter(pk=instance.pk).exists():
        return
    forms = {instance.name, *instance.names.values_list("text", flat=True)}
    for page in [*exhibits(), *stories()]:
        text = "\n".join((page.title, page.summary, page.search_description or "", *words_in(page.body)))
        if any(form in text for form in forms if len(form) >= SHORTEST):
            touch(page, urgent=True)


def exhibits() -> QuerySet[Any]:
    return _open(ExhibitPage.objects.all())


def stories() -> QuerySet[Any]:
    return _open(StoryPage.objects.all())


def _open(pages: Any) -> QuerySet[Any]:
    """A page behind a password or a login is in no result."""
    found: QuerySet[Any] = (
        pages.live().public().select_related("picture__asset").prefetch_related("picture__asset__derivatives")
    )
    return found


def exhibit_entry(page: ExhibitPage) -> Entry:
    return _entry(page, "exhibit", page.subtitle)


def story_entry(page: StoryPage) -> Entry:
    return _entry(page, "story", page.author)


def _entry(page: ExhibitPage | StoryPage, kind: str, subtitle: str) -> Entry:
    mask = name_mask()
    return Entry(
        id=f"{kind}:{page.pk}",
        kind=kind,
        url=page.get_url() or "/",
        title=mask(page.title),
        subtitle=mask(subtitle),
        summary=mask(page.search_description or page.summary),
        body=mask("\n".join(words_in(page.body))[:LONGEST]),
        identifiers=(page.slug,),
        thumbnail_url=page.picture.thumbnail_url if page.picture else "",
        has_picture=page.picture is not None,
        updated_at=page.last_published_at,
    )


def words_in(value: Any) -> Iterator[str]:
    """A curator's words in a body, in reading order."""
    if isinstance(value, StreamValue):
        for block in value:
            yield from words_in(block.value)
    elif isinstance(value, ListValue | list | tuple):
        for child in value:
            yield from words_in(child)
    elif isinstance(value, StructValue):
        for name, child in value.items():
            if name in WORDS and isinstance(child, RichText):
                yield " ".join(strip_tags(child.source.replace("</p>", "</p> ")).split())
            elif name in WORDS and isinstance(child, str):
                yield child
            else:
                yield from words_in(child)
