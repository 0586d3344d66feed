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
        post_migrate.connect(lay_stamp, sender=self)
        from museum import (
            checks,  # noqa: F401  # registers the checks; needs the loaded apps
            doors,
            entries,
            previews,
        )

        entries.register_all()
        doors.connect()
        previews.register_all()


def make_cache_table(using: str, **kwargs: Any) -> None:
    """The cache's table has no migration of its own; without it the first page saved after `migrate` would fail."""
    call_command("createcachetable", database=using, verbosity=0)


def lay_stamp(using: str, **kwargs: Any) -> None:
    """After every change of tables: new ones are watched from now on, and what was kept may look different."""
    from django.db import connections

    from museum import stamp

    if stamp.lay(connections[using]):
        stamp.renew()
