"""Registers the museum package with Django."""

from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MuseumConfig(AppConfig):
    name = "museum"
    verbose_name = _("株化记忆")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(make_cache_table, sender=self)
        from museum import (
            checks,  # noqa: F401  # registers the checks; needs the loaded apps
            doors,
            entries,
            frame,
            previews,
        )

        entries.register_all()
        frame.connect()
        doors.connect()
        previews.register_all()


def make_cache_table(using: str, **kwargs: Any) -> None:
    """The cache's table has no migration of its own; without it the first page saved after `migrate` would fail."""
    call_command("createcachetable", database=using, verbosity=0)
