"""What search engines may read: everything the public may see, and nothing else."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse
from wagtail.models import Page

from archive.models import Album, Artifact, Collection, Family, Interview, Person, Photograph, Place
from archive.rights import Viewer


class PageSitemap(Sitemap[Page]):
    """Exhibits, stories and the rest of the page tree, without the root above the home page."""

    def items(self) -> Any:
        return Page.objects.live().public().filter(depth__gt=1).order_by("path")

    def location(self, item: Page) -> str:
        return item.get_url() or "/"

    def lastmod(self, item: Page) -> datetime | None:
        changed: datetime | None = item.last_published_at
        return changed


class ListSitemap(Sitemap[str]):
    """The lists and the ways in, which are in no table."""

    def items(self) -> list[str]:
        return [
            "artifacts",
            "photographs",
            "interviews",
            "people",
            "places",
            "plant",
            "timeline",
            "browse",
            "collections",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


class RecordSitemap(Sitemap[Any]):
    """The public records of one kind."""

    limit = 5_000

    def __init__(self, rows: Callable[[], QuerySet[Any]]) -> None:
        # Asked each time: what is public changes with the day.
        self.rows = rows

    def items(self) -> QuerySet[Any]:
        return self.rows().order_by("pk")

    def lastmod(self, item: Any) -> datetime:
        changed: datetime = item.updated_at
        return changed

    def get_latest_lastmod(self) -> datetime | None:
        """Asked of the database: Django's own would fetch every record to look at its date."""
        latest: datetime | None = self.rows().aggregate(latest=Max("updated_at"))["latest"]
        return latest


SITEMAPS: dict[str, Sitemap[Any]] = {
    "pages": PageSitemap(),
    "lists": ListSitemap(),
    "artifacts": RecordSitemap(lambda: Artifact.objects.visible_to(Viewer.PUBLIC)),
    "photographs": RecordSitemap(lambda: Photograph.objects.visible_to(Viewer.PUBLIC)),
    "albums": RecordSitemap(lambda: Album.objects.visible_to(Viewer.PUBLIC)),
    "interviews": RecordSitemap(lambda: Interview.objects.visible_to(Viewer.PUBLIC)),
    "people": RecordSitemap(lambda: Person.objects.visible_to(Viewer.PUBLIC).findable()),
    "families": RecordSitemap(lambda: Family.objects.visible_to(Viewer.PUBLIC)),
    "places": RecordSitemap(lambda: Place.objects.visible_to(Viewer.PUBLIC)),
    "collections": RecordSitemap(lambda: Collection.objects.visible_to(Viewer.PUBLIC)),
}
