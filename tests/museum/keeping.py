"""Turns the keeping of pages on. The suite has it off: tests change settings and files, of which no stamp tells."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wagtail.models import Site

from museum.models import SiteSettings

STORES: dict[str, dict[str, Any]] = {
    "files": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache"},
    "table": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "museum_cache"},
}


@contextmanager
def pages_are_kept(settings: Any, folder: Path, store: str = "files") -> Iterator[None]:
    """In files, as on one machine, or in the database's table."""
    settings.CACHES = {**settings.CACHES, "pages": {"LOCATION": str(folder / "pages"), **STORES[store]}}
    settings.PAGE_CACHE_SECONDS = 600
    SiteSettings.for_site(Site.objects.get())  # else the first page of a new museum writes it
    yield
