"""What was made from an asset, and at the same time the queue of what is still to be made.

A row is one recipe for one asset. It names the generation that is wanted and the generation that is served: a rebuild
raises the first and leaves the second, so visitors keep the old files until the new ones are complete; a redaction
clears the second in the same transaction, so that nothing unredacted is delivered for a moment.
"""

from datetime import datetime
from typing import NotRequired, Self, TypedDict

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from media.models.asset import Asset


class State(models.TextChoices):
    PENDING = "pending", _("排队中")
    RUNNING = "running", _("正在转换")
    DONE = "done", _("已就绪")
    FAILED = "failed", _("没转成")


class FileFacts(TypedDict):
    """One file of a recipe; `name` is relative to the recipe's folder."""

    name: str
    media_type: str
    size_bytes: int
    width_px: NotRequired[int]
    height_px: NotRequired[int]
    duration_ms: NotRequired[int]


class DerivativeQuerySet(models.QuerySet["Derivative"]):
    def due(self, now: datetime) -> Self:
        """Waiting, and no longer held back by the pause after a failure."""
        return self.filter(state=State.PENDING, not_before__lte=now)

    def abandoned(self, now: datetime) -> Self:
        """Marked as running by a worker that has stopped renewing its lease."""
        return self.filter(state=State.RUNNING, lease_until__lt=now)


class Derivative(models.Model):
    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="derivatives", verbose_name=_("文件"))
    recipe = models.CharField(_("转换"), max_length=20)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.PENDING)
    generation = models.PositiveIntegerField(default=1)
    served_generation = models.PositiveIntegerField(null=True, blank=True)
    files = models.JSONField(default=list, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    not_before = models.DateTimeField()
    error = models.CharField(_("原因"), max_length=500, blank=True)
    worker = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = DerivativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("转换件")
        verbose_name_plural = _("转换件")
        constraints = [
            models.UniqueConstraint(fields=["asset", "recipe"], name="one_row_per_asset_and_recipe"),
            models.CheckConstraint(
                condition=Q(served_generation__isnull=True) | Q(served_generation__lte=F("generation")),
                name="served_generation_was_wanted",
            ),
        ]
        indexes = [models.Index(fields=["state", "not_before"], name="derivative_queue")]

    def __str__(self) -> str:
        return f"{self.recipe} {self.get_state_display()}"

    @property
    def is_served(self) -> bool:
        return self.served_generation is not None

    @property
    def folder(self) -> str:
        """Address part of the served files, after the asset's own: `renditions/3/`."""
        return f"{self.recipe}/{self.served_generation}/"

    @property
    def state_text(self) -> str:
        """What a curator reads: the state, and for a failure its reason."""
        if self.state == State.FAILED:
            return str(_("没转成：%(reason)s") % {"reason": self.error})
        return str(State(self.state).label)
