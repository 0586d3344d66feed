"""What has come in, for programs that look again each day: Atom, with what a visitor may see and nothing else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from archive.models import Artifact, Interview, Photograph
from museum.models import ExhibitPage
from museum.reader import Reader
from museum.sharing import absolute

ENTRIES: Final = 30
LANGUAGE: Final = "zh-Hans"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is new."""

    title: str
    url: str
    told: str
    came: datetime
    changed: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    title: Promise
    told: Promise
    entries: Callable[[Reader], Iterable[Entry]]


def additions(reader: Reader) -> list[Entry]:
    """Objects, photographs and interviews together, the newest first."""
    found = (newest(kind, reader) for kind in (Artifact, Photograph, Interview))
    entries = [entry_of(record, reader) for rows in found for record in rows]
    return list(islice(sorted(entries, key=lambda entry: entry.came, reverse=True), ENTRIES))


def interviews(reader: Reader) -> list[Entry]:
    return [entry_of(record, reader) for record in newest(Interview, reader)]


def exhibits(reader: Reader) -> list[Entry]:
    rows = ExhibitPage.objects.live().public().order_by("-first_published_at", "-pk")[:ENTRIES]
    return [
        Entry(
            reader.say(page.title),
            page.get_url() or "/",
            reader.say(page.summary or page.subtitle),
            page.first_published_at or page.latest_revision_created_at,
            page.last_published_at or page.first_published_at,
        )
        for page in rows
        if page.first_published_at
    ]


def newest(kind: type[Any], reader: Reader) -> Iterable[Any]:
    rows: Iterable[Any] = kind.objects.visible_to(reader.viewer).order_by("-created_at", "-pk")[:ENTRIES]
    return rows


def entry_of(record: Any, reader: Reader) -> Entry:
    told = record.synopsis if isinstance(record, Interview) else record.story_label or record.description
    return Entry(
        reader.say(record.title), record.get_absolute_url(), reader.say(told), record.created_at, record.updated_at
    )


FEEDS: Final = {
    "latest": Feed(_("刚收进来的"), _("新编目的藏品、老照片和口述史。"), additions),
    "interviews": Feed(_("新的口述史"), _("刚整理好、可以听的讲述。"), interviews),
    "exhibits": Feed(_("展览"), _("新开的展览。"), exhibits),
}


def atom(name: str, address: str, reader: Reader) -> str:
    """The feed of this name, as text."""
    feed = FEEDS[name]
    written = Atom1Feed(
        title=f"{settings.WAGTAIL_SITE_NAME}·{feed.title}",
        link=absolute("/"),
        description=str(feed.told),
        subtitle=str(feed.told),
        language=LANGUAGE,
        feed_url=absolute(address),
        feed_guid=absolute(address),
        author_name=settings.WAGTAIL_SITE_NAME,
    )
    for entry in feed.entries(reader):
        written.add_item(
            title=entry.title,
            link=absolute(entry.url),
            description=escape(entry.told),  # Atom takes it for HTML
            pubdate=entry.came,
            updateddate=entry.changed,
            unique_id=absolute(entry.url),
        )
    return str(written.writeString("utf-8"))
