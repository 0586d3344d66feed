"""Registers the search package with Django."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("检索")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from search import checks, outbox  # noqa: F401  # models can be imported from here on; checks register themselves
        from search.curation import starting

        outbox.connect()
        post_migrate.connect(starting.start, sender=self, dispatch_uid="search.lexicon.start")
