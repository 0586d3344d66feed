"""Registers the museum package with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MuseumConfig(AppConfig):
    name = "museum"
    verbose_name = _("株化记忆")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from museum import checks  # noqa: F401  # registers the checks; needs the loaded apps
        from museum import entries, previews

        entries.register_all()
        previews.register_all()
