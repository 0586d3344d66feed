"""How a full rebuild of the index is getting on."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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
