"""Registers the archive package with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail import hooks


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = _("档案")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from archive import log_actions, receivers  # models can be imported from here on
        from archive.entries import registration

        hooks.register("register_log_actions", log_actions.register)
        receivers.connect()
        registration.register_all()
