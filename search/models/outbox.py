"""Which objects have to be looked at again."""

from typing import Self

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboxQuerySet(models.QuerySet["OutboxRow"]):
    """The rows of the outbox, asked for in the order in which they are to be worked off."""

    def due(self) -> Self:
        """Rows that may be worked off now: withdrawals first, what a change of the lexicon asks for last."""
        last = F("lexicon_change").asc(nulls_first=True)
        return self.filter(not_before__lte=timezone.now()).order_by("-urgent", last, "id")

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
    lexicon_change = models.ForeignKey(
        "search.LexiconChange", null=True, blank=True, on_delete=models.SET_NULL, related_name="outbox_rows"
    )

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
