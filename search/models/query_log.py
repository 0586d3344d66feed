"""What was asked, without who asked it: see docs/query-log.md."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LoggedSearchQuerySet(models.QuerySet["LoggedSearch"]):
    """What was asked, counted. No row can be traced to anybody, so nothing here needs a viewer."""

    def since(self, moment: datetime) -> Self:
        return self.filter(asked_at__gte=moment)

    def missed(self) -> Self:
        """Searches that did not find what was asked: nothing at all, only parts of it, or only what sounds alike."""
        return self.filter(Q(total=0) | ~Q(loosened="") | Q(reason="sound"))

    def by_query(self) -> "models.QuerySet[Any, Any]":
        """One row for each query: `times`, `days` on which it was asked, `last` hour, `opened`, and the `most` records
        it found."""
        return (
            self.values("query")
            .annotate(
                times=models.Count("pk"),
                days=models.Count(TruncDate("asked_at"), distinct=True),
                last=models.Max("asked_at"),
                most=models.Max("total"),
                opened=models.Count("pk", filter=~Q(opened_kind="")),
            )
            .order_by("-times", "-last", "query")
        )


class LoggedSearch(models.Model):
    """One search by a visitor, without the visitor: see docs/query-log.md. Kept for `QUERY_LOG_DAYS`.

    `key` stands on the page of results the visitor got, and nowhere else; whoever sends it back tells that something
    was opened, once.
    """

    key = models.CharField(max_length=16, unique=True)
    query = models.CharField(max_length=60)
    asked_at = models.DateTimeField(db_index=True, help_text="The hour, no closer.")
    total = models.PositiveIntegerField()
    loosened = models.CharField(max_length=4, blank=True, default="")
    reason = models.CharField(max_length=8, blank=True, default="")
    opened_kind = models.CharField(max_length=20, blank=True, default="")

    objects = LoggedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("问过的话")
        verbose_name_plural = _("问过的话")
        default_permissions = ()
        permissions = [("read_query_log", _("可以看访客问过什么，并把没找到的添进词表"))]
        indexes = [models.Index(fields=["query", "asked_at"], name="search_logged_query")]

    def __str__(self) -> str:
        return self.query


class DismissedQuery(models.Model):
    """A query that need not be found: a curator has looked at it and said so. Deleting the row takes that back."""

    query = models.CharField(max_length=60, unique=True)
    dismissed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("不用管的问法")
        verbose_name_plural = _("不用管的问法")
        default_permissions = ()

    def __str__(self) -> str:
        return self.query
