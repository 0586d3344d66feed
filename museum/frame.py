"""What stands around every page: the museum's name, its address, the doors at its foot.

Edited a few times a year and shown on every page: kept in the cache, and thrown away when something of it changes.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished

from museum.models import SiteSettings
from museum.models.base import BasePage

KEY: Final = "museum:frame"
SECONDS: Final = 600


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Plain words, so that any cache can hold them."""

    name: str
    address: str
    footer: str
    contact: str
    links: tuple[Link, ...]


def frame() -> Frame:
    """From the cache, or anew."""
    kept: Frame | None = cache.get(KEY)
    if kept is None:
        kept = _build()
        cache.set(KEY, kept, SECONDS)
    return kept


def _build() -> Frame:
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    words = SiteSettings.for_site(site)
    below = site.root_page.get_children().live().public().in_menu().exclude(slug="exhibits")
    links = tuple(Link(page.title, page.get_url() or "/") for page in below)
    return Frame(name=words.name, address=words.address, footer=words.footer, contact=words.contact, links=links)


def forget(**_signal: Any) -> None:
    cache.delete(KEY)


def forget_for_pages(sender: type[Any], **_signal: Any) -> None:
    if issubclass(sender, BasePage | Page):
        forget()


def connect() -> None:
    """Everything after which a page may look different at its foot."""
    for signal in (page_published, page_unpublished, page_slug_changed):
        signal.connect(forget, dispatch_uid="museum.frame")
    post_save.connect(forget, sender=SiteSettings, dispatch_uid="museum.frame")
    post_save.connect(forget, sender=Site, dispatch_uid="museum.frame")
    post_delete.connect(forget_for_pages, dispatch_uid="museum.frame")
