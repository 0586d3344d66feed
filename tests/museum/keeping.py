"""Turns the keeping of pages on. The suite has it off: tests change settings and files, of which no stamp tells."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.signals import request_started
from django.db import connection
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
    request_started.connect(begins_a_transaction)
    SiteSettings.for_site(Site.objects.get())  # else the first page of a new museum writes it
    yield
    request_started.disconnect(begins_a_transaction)


def begins_a_transaction(**kwargs: Any) -> None:
    """PostgreSQL renews the stamp once a transaction. A test is one; here each request begins another."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('museum.stamped', '', true)")
