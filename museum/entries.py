"""Exhibits and stories as the search takes them. Words of clips are not repeated: they are found where they are."""

from collections.abc import Iterator, Set
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.html import strip_tags
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText

from archive.masking import SHORTEST, name_mask
from archive.models import Person
from archive.signals import curated_saved
from museum.blocks.compare import CompareBlock
from museum.blocks.station import StationBlock
from museum.body import records_in
from museum.models import ExhibitPage, StoryPage, TrailPage
from museum.showing import SHOWN, closed_in, open_rows, pages_showing
from search import api
from search.entries import Entry
from search.outbox import touch, touch_many

LONGEST = 20_000
"""Characters of a page that are searched; an exhibit that says more says it twice."""

WORDS = frozenset(
    {"heading", "body", "title", "lead", "caption", "note", "text", "introduction", "question", "hint", "notice"}
)
"""Fields of blocks that hold a curator's words. What narrators say (`words`, `says`) may be cut from an interview later
and must not live on in a page's entry; it is found in the interview. Answers of a trail are the teacher's."""

WHOLE = (CompareBlock, StationBlock)
"""Blocks that are not shown at all when a part of them may not be seen."""


def register_all() -> None:
    api.register(ExhibitPage, kind="exhibit", to_entry=exhibit_entry, queryset=exhibits)
    api.register(StoryPage, kind="story", to_entry=story_entry, queryset=stories)
    api.register(TrailPage, kind="trail", to_entry=trail_entry, queryset=trails)

    for model in SHOWN:
        curated_saved.connect(_tell_pages_showing, sender=model, dispatch_uid=f"museum.pages_showing.{model.__name__}")
    curated_saved.connect(_tell_pages_naming, sender=Person, dispatch_uid="museum.pages_naming")


def _tell_pages_naming(instance: Person, **kwargs: Any) -> None:
    """When a name may no longer be said, pages that say it leave the index until they are masked there, too."""
    if Person.objects.findable().filter(pk=instance.pk).exists():
        return
    forms = {instance.name, *instance.names.values_list("text", flat=True)}
    for page in [*exhibits(), *stories(), *trails()]:
        text = "\n".join((page.title, page.summary, page.search_description or "", *words_in(page.body)))
        if any(form in text for form in forms if len(form) >= SHORTEST):
            touch(page, urgent=True)


def _tell_pages_showing(instance: Model, **kwargs: Any) -> None:
    """When a record or its pictures are closed, or opened again, the words of pages about it follow."""
    keys = pages_showing(instance)
    if not keys:
        return
    is_closed = not open_rows(type(instance)).filter(pk=instance.pk).exists()
    for pages in (exhibits(), stories(), trails()):
        touch_many(pages.filter(pk__in=keys), urgent=is_closed)


def exhibits() -> QuerySet[Any]:
    return _open(ExhibitPage.objects.all())


def stories() -> QuerySet[Any]:
    return _open(StoryPage.objects.all())


def trails() -> QuerySet[Any]:
    return _open(TrailPage.objects.all())


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


def trail_entry(page: TrailPage) -> Entry:
    return _entry(page, "trail", page.audience)


def _entry(page: ExhibitPage | StoryPage | TrailPage, kind: str, subtitle: str) -> Entry:
    mask = name_mask()
    return Entry(
        id=f"{kind}:{page.pk}",
        kind=kind,
        url=page.get_url() or "/",
        title=mask(page.title),
        subtitle=mask(subtitle),
        summary=mask(page.search_description or page.summary),
        body=mask("\n".join(words_in(page.body, closed_in(page.body)))[:LONGEST]),
        identifiers=(page.slug,),
        thumbnail_url=page.picture.thumbnail_url if page.picture else "",
        has_picture=page.picture is not None,
        updated_at=page.last_published_at,
    )


def is_silent(value: StructValue, closed: Set[Model]) -> bool:
    """Whether a block says nothing because of what it shows: what it stands on is closed, or all that it gathers, or
    any part of a block that only makes sense whole."""
    shown = set(records_in(value))
    gone = shown & closed
    stands_on = any(isinstance(each, Model) and each in closed for each in value.values())
    return stands_on or (bool(gone) and (gone == shown or isinstance(value.block, WHOLE)))


def words_in(value: Any, closed: Set[Model] = frozenset()) -> Iterator[str]:
    """A curator's words in a body, in reading order; a block that shows something closed is passed over."""
    if isinstance(value, StreamValue):
        for block in value:
            yield from words_in(block.value, closed)
    elif isinstance(value, ListValue | list | tuple):
        for child in value:
            yield from words_in(child, closed)
    elif isinstance(value, StructValue) and not is_silent(value, closed):
        for name, child in value.items():
            if name in WORDS and isinstance(child, RichText):
                yield " ".join(strip_tags(child.source.replace("</p>", "</p> ")).split())
            elif name in WORDS and isinstance(child, str):
                yield child
            else:
                yield from words_in(child, closed)
