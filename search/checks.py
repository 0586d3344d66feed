"""Says at start-up what would make the search answer wrongly or not at all."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db.utils import DatabaseError

from search.engines.base import EngineError
from search.rebuilding import needed

ENGINES = ("embedded", "elastic")


@register()
def engine_is_known(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    if settings.SEARCH_ENGINE not in ENGINES:
        return [
            Error(
                f"SEARCH_ENGINE is {settings.SEARCH_ENGINE!r}.",
                hint=f"Set it to one of: {', '.join(ENGINES)}.",
                id="search.E001",
            )
        ]
    return []


@register()
def index_can_be_written(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """The embedded index needs a directory of its own; found out at start-up, not with the first saved record."""
    if settings.SEARCH_ENGINE != "embedded":
        return []
    directory = Path(settings.SEARCH_INDEX_DIR)
    existing = next(path for path in (directory, *directory.parents) if path.exists())
    if existing.is_dir() and os.access(existing, os.W_OK):
        return []
    return [
        Error(
            f"The search index cannot be written: {existing} is no directory this user may write to.",
            hint="Let the museum's user write there, or point VAR_DIR elsewhere.",
            id="search.E002",
        )
    ]


@register()
def wagtail_reads_chinese(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    backend = settings.WAGTAILSEARCH_BACKENDS.get("default", {}).get("BACKEND", "")
    if backend == "search.wagtail_backend":
        return []
    return [
        Warning(
            f"The admin searches with {backend or 'Wagtail’s own backend'}, which finds no Chinese word in a title.",
            hint='Set WAGTAILSEARCH_BACKENDS["default"]["BACKEND"] to "search.wagtail_backend".',
            id="search.W001",
        )
    ]


@register(Tags.database)
def index_is_current(
    app_configs: Sequence[Any] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Run by `migrate` and `check --database default`: whether the stored index was written by this analyzer."""
    if not databases:
        return []
    try:
        reason = needed()
    except (EngineError, DatabaseError) as error:
        return [Warning(f"The search engine cannot be asked: {error}", id="search.W002")]
    if reason:
        hint = "The worker rebuilds it by itself; `manage.py reindex` does it now."
        return [Warning(reason, hint=hint, id="search.W003")]
    return []
