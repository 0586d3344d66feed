"""Recordings: a part of an interview, spoken or filmed."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from media.models.asset import Asset


class RecordingQuerySet(models.QuerySet["Recording"]):
    def for_display(self) -> Self:
        """Addresses and states of every row without a further query."""
        return self.select_related("asset__original").prefetch_related("asset__derivatives")


class Recording(index.Indexed, models.Model):
    """`muted_ranges` is a list of [start_ms, end_ms]: silent in every derivative, untouched in the original."""

    asset = models.OneToOneField(Asset, on_delete=models.PROTECT, related_name="recording", editable=False)
    title = models.CharField(_("题名"), max_length=255)
    duration_ms = models.PositiveBigIntegerField(_("时长（毫秒）"), editable=False)
    muted_ranges = models.JSONField(_("静音段"), default=list, blank=True)
    created_at = models.DateTimeField(_("收到时间"), auto_now_add=True)

    objects = RecordingQuerySet.as_manager()

    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("录音录像")
        verbose_name_plural = _("录音录像")

    def __str__(self) -> str:
        return self.title
