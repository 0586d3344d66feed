"""Registers the search package with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("检索")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from search import checks, outbox  # noqa: F401  # models can be imported from here on; checks register themselves

        outbox.connect()
