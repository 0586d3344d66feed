"""What stands around every page: the museum's name, its address, the doors at its foot.

Edited a few times a year and shown on every page: remembered under the stamp of what it was made from.
"""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from wagtail.models import Site

from museum.models import SiteSettings
from museum.remembered import remembered

IN_SECTIONS: Final = ("exhibits", "stories")
"""Pages that have a place among the things to see, not among the words about the museum."""


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    name: str
    address: str
    footer: str
    contact: str
    links: tuple[Link, ...]


def frame(request: HttpRequest | None = None) -> Frame:
    return remembered(request, "frame", _build)


def _build() -> Frame:
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    words = SiteSettings.for_site(site)
    below = site.root_page.get_children().live().public().in_menu().exclude(slug__in=IN_SECTIONS)
    links = tuple(Link(page.title, page.get_url() or "/") for page in below)
    return Frame(name=words.name, address=words.address, footer=words.footer, contact=words.contact, links=links)
