"""Every check that an original is still what it was. Rows are only added: the series is the proof."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from media.models.asset import Original


class Outcome(models.TextChoices):
    INTACT = "intact", _("完好")
    CHANGED = "changed", _("内容变了")
    MISSING = "missing", _("文件不见了")
    UNREADABLE = "unreadable", _("读不出来")


class FixityCheck(models.Model):
    original = models.ForeignKey(
        Original, on_delete=models.CASCADE, related_name="fixity_checks", verbose_name=_("原件")
    )
    checked_at = models.DateTimeField(_("检查时间"), auto_now_add=True, db_index=True)
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome.choices)
    sha512_found = models.CharField(max_length=128, blank=True)

    class Meta:
        verbose_name = _("完好性检查")
        verbose_name_plural = _("完好性检查")
        ordering = ["-checked_at"]

    def __str__(self) -> str:
        return f"{self.original} {self.get_outcome_display()}"
