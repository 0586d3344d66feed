"""Registers the media package with Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = _("媒体")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Signal handlers and checks import models, so they can only be loaded now."""
        import_module("media.checks")
        import_module("media.signal_handlers").connect()
