"""What the search keeps in the database: which objects have to be looked at again, how a rebuild is getting on, and
what was asked.

The texts themselves live in the engine; but for what was asked, everything here can be rebuilt from the records.
"""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboxQuerySet(models.QuerySet["OutboxRow"]):
    """The rows of the outbox, asked for in the order in which they are to be worked off."""

    def due(self) -> Self:
        """Rows that may be worked off now, withdrawals first, then the oldest."""
        return self.filter(not_before__lte=timezone.now()).order_by("-urgent", "id")

    def failing(self) -> Self:
        return self.exclude(reason="")

    def about(self, label: str, object_id: str) -> Self:
        return self.filter(model_label=label, object_id=object_id)


class OutboxRow(models.Model):
    """ "Look at this object again", written in the transaction that changed it.

    Rows are only ever added, so two transactions never wait for each other here, and a row written while the object is
    being indexed is simply one more row: nothing can be lost between reading an object and deleting its rows.
    """

    model_label = models.CharField(max_length=100)
    object_id = models.CharField(max_length=64)
    urgent = models.BooleanField(default=False)
    touched_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True, default="")

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("待更新的检索条目")
        verbose_name_plural = _("待更新的检索条目")
        indexes = [
            models.Index(fields=["-urgent", "id"], name="search_outbox_order"),
            models.Index(fields=["model_label", "object_id"], name="search_outbox_object"),
        ]

    def __str__(self) -> str:
        return f"{self.model_label}:{self.object_id}"


class Rebuild(models.Model):
    """One full rebuild of the index. What it has finished is written down slice by slice, so it can be gone on with."""

    class State(models.TextChoices):
        RUNNING = "running", _("正在重建")
        DONE = "done", _("已完成")
        ABANDONED = "abandoned", _("已放弃")

    generation = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    finished_labels = models.JSONField(default=list)
    current_label = models.CharField(max_length=100, blank=True, default="")
    last_pk = models.CharField(max_length=64, blank=True, default="")
    entries_written = models.PositiveIntegerField(default=0)
    objects_total = models.PositiveIntegerField(default=0)
    objects_read = models.PositiveIntegerField(default=0)
    objects_refused = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=timezone.now)
    advanced_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("索引重建")
        verbose_name_plural = _("索引重建")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="running"), name="search_one_rebuild_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.generation


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
