"""What was said, layer by layer, in segments whose ids outlive every correction."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive.models.interview import Interview
from archive.querysets import SegmentQuerySet, TranscriptQuerySet
from archive.states import Layer, TranscriptStatus


class Transcript(models.Model):
    """One layer of one interview in one language: 原始转写, 整理稿 or a translation.

    The segments are those of the current version; each import or edit raises `version`, a `TranscriptVersion` stays.
    """

    interview = models.ForeignKey(
        Interview, verbose_name=_("口述史"), on_delete=models.CASCADE, related_name="transcripts"
    )
    layer = models.CharField(_("层次"), max_length=12, choices=Layer, default=Layer.RAW)
    language = models.CharField(_("语言"), max_length=35, default="zh")
    version = models.PositiveIntegerField(_("版本"), default=0)
    status = models.CharField(_("状态"), max_length=10, choices=TranscriptStatus, default=TranscriptStatus.READY)
    editor = models.ForeignKey(
        "archive.Person",
        verbose_name=_("整理人"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="edited_transcripts",
    )
    editor_name = models.CharField(_("整理人（文字）"), max_length=120, blank=True)
    signed_off_by = models.ForeignKey(
        "archive.Person",
        verbose_name=_("签认人"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="signed_transcripts",
    )
    signed_off_on = models.DateField(_("签认日期"), null=True, blank=True)
    sign_off_method = models.CharField(
        _("签认方式"), max_length=200, blank=True, help_text=_("例如：当面读给讲述人听后签字")
    )
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    objects = TranscriptQuerySet.as_manager()

    class Meta:
        verbose_name = _("转写稿")
        verbose_name_plural = _("转写稿")
        ordering = ["interview", "layer", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "layer", "language"], name="archive_one_transcript_per_layer_and_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.interview} · {self.get_layer_display()}"


class TranscriptVersion(models.Model):
    """A transcript as it stood after one import or edit, for comparing and going back. Never shown to the public."""

    transcript = models.ForeignKey(Transcript, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField(_("版本"))
    source_name = models.CharField(_("来源文件"), max_length=255, blank=True)
    segments = models.JSONField(_("各段"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("经手人"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("转写稿版本")
        verbose_name_plural = _("转写稿版本")
        ordering = ["transcript", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["transcript", "version"], name="archive_transcript_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.transcript} v{self.version}"


class Segment(models.Model):
    """A cue: a few seconds of speech by one voice.

    `uid` is the stable id in addresses and citations. It survives edits of text and timing; after a split the first
    half keeps it, after a join or a removal a `SegmentRedirect` remembers where to go.
    """

    transcript = models.ForeignKey(Transcript, on_delete=models.CASCADE, related_name="segments")
    uid = models.CharField(_("段号"), max_length=80, unique=True)
    order = models.PositiveIntegerField(_("次序"))
    start_ms = models.PositiveIntegerField(_("开始（毫秒）"))
    end_ms = models.PositiveIntegerField(_("结束（毫秒）"))
    speaker = models.CharField(_("说话人"), max_length=60, blank=True, help_text=_("转写稿里的称呼，如：讲述人"))
    person = models.ForeignKey(
        "archive.Person",
        verbose_name=_("人物"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="segments",
    )
    heading = models.CharField(_("小标题"), max_length=200, blank=True)
    text = models.TextField(_("文字"))
    is_time_estimated = models.BooleanField(_("时间是估的"), default=False)
    is_unsure = models.BooleanField(_("听不准"), default=False)
    is_inaudible = models.BooleanField(_("听不清"), default=False)
    is_redacted = models.BooleanField(_("不公开"), default=False)

    objects = SegmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("段")
        verbose_name_plural = _("段")
        ordering = ["transcript", "order", "start_ms"]
        constraints = [
            models.CheckConstraint(name="archive_segment_not_backwards", condition=Q(end_ms__gte=F("start_ms"))),
        ]
        indexes = [models.Index(fields=["transcript", "start_ms"], name="archive_segment_time")]

    def __str__(self) -> str:
        return f"{self.uid} {self.text[:40]}"


class SegmentRedirect(models.Model):
    """An id that no segment bears any more. Old links resolve to the segment that took over, or to the moment."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="segment_redirects")
    uid = models.CharField(_("原段号"), max_length=80, unique=True)
    replaced_by = models.ForeignKey(Segment, null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces")
    start_ms = models.PositiveIntegerField(_("开始（毫秒）"))

    class Meta:
        verbose_name = _("段号转向")
        verbose_name_plural = _("段号转向")

    def __str__(self) -> str:
        return f"{self.uid} → {self.replaced_by_id or self.start_ms}"
