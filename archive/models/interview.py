"""Oral history: the interview, who speaks in it, its sound, what it is about and when."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable
from wagtail.search import index

from archive.fields import DatedBy, EarliestDayField, EdtfField, FuzzyDateField, LatestDayField
from archive.models.links import PersonLink, PlaceLink
from archive.models.record import Record
from archive.models.vocabulary import InterviewTag
from archive.querysets import InterviewQuerySet, RestrictionQuerySet
from archive.states import ParticipantRole


def check_times(start_ms: int | None, end_ms: int | None) -> None:
    """Raises ValidationError unless the end comes after the start. A form may have left one of them out."""
    if start_ms is not None and end_ms is not None and end_ms <= start_ms:
        raise ValidationError({"end_ms": gettext("结束要在开始之后。")})


class TimedRow(Orderable):
    """A stretch of an interview. Times count from the start of the first part, half-open, in milliseconds."""

    start_ms = models.PositiveIntegerField(_("开始（毫秒）"))
    end_ms = models.PositiveIntegerField(_("结束（毫秒）"))

    class Meta(Orderable.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_start", condition=models.Q(end_ms__gt=models.F("start_ms"))
            ),
        ]

    def clean(self) -> None:
        super().clean()
        check_times(self.start_ms, self.end_ms)


class Interview(Record):
    """One interview. Its text lives in transcripts, which survive its drafts: publishing an older draft of the
    catalogue entry changes no spoken word and lifts no restriction."""

    KIND = "interview"
    NUMBER_KIND = "OH"
    DATE_FIELD = "date_recorded"

    slug = models.SlugField(_("网址名"), max_length=80, unique=True, help_text=_("用在网址里；不要写真名"))
    date_recorded = FuzzyDateField(_("录制日期"))
    date_recorded_edtf = EdtfField("date_recorded")
    date_recorded_earliest = EarliestDayField("date_recorded")
    date_recorded_latest = LatestDayField("date_recorded")
    recorded = DatedBy("date_recorded")
    place = models.ForeignKey(
        "archive.Place",
        verbose_name=_("录制地"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="interviews",
    )
    language = models.CharField(_("语言"), max_length=35, default="zh", help_text=_("语言代码（BCP 47）：zh、hsn"))
    dialect = models.CharField(_("方言"), max_length=80, blank=True, help_text=_("例如：株洲话（湘语）"))
    synopsis = models.TextField(_("提要"), blank=True)
    keywords = models.JSONField(_("主题词"), default=list, blank=True)
    duration_ms = models.PositiveIntegerField(_("时长（毫秒）"), default=0)
    portrait = models.ForeignKey(
        "media.Picture",
        verbose_name=_("题图"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="interviews",
    )
    is_voice_altered = models.BooleanField(_("已变声"), default=False)
    consent_note = models.CharField(
        _("授权方式"), max_length=200, blank=True, help_text=_("例如：书面；口头（录音末尾）")
    )

    tags = ClusterTaggableManager(through=InterviewTag, blank=True, verbose_name=_("标签"))

    objects = InterviewQuerySet.as_manager()

    search_fields = [
        *Record.search_fields,
        index.SearchField("slug"),
        index.SearchField("synopsis"),
        index.FilterField("place"),
        index.FilterField("date_recorded_earliest"),
    ]

    class Meta(Record.Meta):
        verbose_name = _("口述史")
        verbose_name_plural = _("口述史")

    def get_absolute_url(self) -> str:
        return reverse("interview", args=[self.slug])


class InterviewParticipant(PersonLink):
    """Somebody in the room. `voice_label` is what the transcript calls the voice: 讲述人, 采访人, 旁人."""

    interview = ParentalKey(Interview, on_delete=models.CASCADE, related_name="participants")
    kind = models.CharField(_("角色"), max_length=12, choices=ParticipantRole, default=ParticipantRole.NARRATOR)
    voice_label = models.CharField(_("转写稿里的称呼"), max_length=60, blank=True)
    display_label = models.CharField(
        _("对外称呼"), max_length=60, blank=True, help_text=_("匿名时写化名，如：老工人甲")
    )
    is_anonymous = models.BooleanField(_("匿名"), default=False)

    class Meta(PersonLink.Meta):
        verbose_name = _("参与者")
        verbose_name_plural = _("参与者")

    def clean(self) -> None:
        super().clean()
        if self.is_anonymous and not self.display_label.strip():
            raise ValidationError({"display_label": gettext("匿名的参与者要有一个对外称呼。")})


class InterviewPlace(PlaceLink):
    """A place the interview speaks of as a whole; for single moments there are the mentions."""

    interview = ParentalKey(Interview, on_delete=models.CASCADE, related_name="places")

    class Meta(PlaceLink.Meta):
        verbose_name = _("谈到的地点")
        verbose_name_plural = _("谈到的地点")


class InterviewPart(Orderable):
    """One sound or video file of the interview. `offset_ms` is where it begins on the interview's own clock."""

    interview = ParentalKey(Interview, on_delete=models.CASCADE, related_name="parts")
    recording = models.ForeignKey(
        "media.Recording", verbose_name=_("录音或录像"), on_delete=models.PROTECT, related_name="interview_parts"
    )
    title = models.CharField(_("名称"), max_length=120, blank=True)
    offset_ms = models.PositiveIntegerField(_("起点（毫秒）"), default=0)

    class Meta(Orderable.Meta):
        verbose_name = _("录音")
        verbose_name_plural = _("录音")
        constraints = [
            models.UniqueConstraint(fields=["interview", "recording"], name="archive_recording_once_per_interview"),
        ]

    def __str__(self) -> str:
        return self.title or str(self.recording)


class IndexPoint(TimedRow):
    """A chapter of the interview: what is spoken about from here on (OHMS: index point)."""

    interview = ParentalKey(Interview, on_delete=models.CASCADE, related_name="index_points")
    title = models.CharField(_("标题"), max_length=200)
    synopsis = models.TextField(_("提要"), blank=True)
    keywords = models.JSONField(_("主题词"), default=list, blank=True)

    class Meta(TimedRow.Meta):
        verbose_name = _("索引点")
        verbose_name_plural = _("索引点")

    def __str__(self) -> str:
        return self.title


class MomentMention(TimedRow):
    """At this moment something is spoken about that the museum has a record of: exactly one of the four."""

    TARGETS = ("artifact", "photograph", "place", "person")

    interview = ParentalKey(Interview, on_delete=models.CASCADE, related_name="mentions")
    artifact = models.ForeignKey(
        "archive.Artifact",
        verbose_name=_("藏品"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="mentions",
    )
    photograph = models.ForeignKey(
        "archive.Photograph",
        verbose_name=_("老照片"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="mentions",
    )
    place = models.ForeignKey(
        "archive.Place",
        verbose_name=_("地点"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="mentions",
    )
    person = models.ForeignKey(
        "archive.Person",
        verbose_name=_("人物"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="mentions",
    )
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta(TimedRow.Meta):
        verbose_name = _("此刻谈到")
        verbose_name_plural = _("此刻谈到")

    def __str__(self) -> str:
        return str(self.target)

    @property
    def target(self) -> models.Model | None:
        return self.artifact or self.photograph or self.place or self.person

    def clean(self) -> None:
        super().clean()
        if sum(1 for name in self.TARGETS if getattr(self, f"{name}_id")) != 1:
            raise ValidationError(gettext("请只选一样：藏品、老照片、地点或人物。"))


class MentionRejection(models.Model):
    """不是他: the name that is said in this segment means somebody or something else. Deleting the row takes it back.

    No inline row of the interview, for the reason given at `Restriction`. `entity` is the id of an entry (person:12).
    """

    interview = models.ForeignKey(
        Interview, verbose_name=_("口述史"), on_delete=models.CASCADE, related_name="mention_rejections"
    )
    entity = models.CharField(_("不是谁"), max_length=64)
    segment_uid = models.CharField(_("段号"), max_length=80)
    words = models.CharField(_("原话"), max_length=200, blank=True)
    rejected_at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("认错了的名字")
        verbose_name_plural = _("认错了的名字")
        ordering = ["-rejected_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "entity", "segment_uid"], name="archive_mention_rejected_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity} · {self.segment_uid}"


class Restriction(models.Model):
    """Words that must not get out: gone from text, index, captions and exports, and silent in every public sound.

    Deliberately no inline row of the interview: an inline row belongs to a draft, and a draft published later would
    lift a restriction made in between. This one holds the moment it is saved.
    """

    interview = models.ForeignKey(
        Interview, verbose_name=_("口述史"), on_delete=models.CASCADE, related_name="restrictions"
    )
    start_ms = models.PositiveIntegerField(_("开始（毫秒）"))
    end_ms = models.PositiveIntegerField(_("结束（毫秒）"))
    reason = models.CharField(_("原因"), max_length=300)
    requested_by = models.CharField(_("谁要求的"), max_length=120, blank=True)
    until = models.DateField(_("到哪天为止"), null=True, blank=True, help_text=_("空着就是一直"))
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        verbose_name = _("不公开的段落")
        verbose_name_plural = _("不公开的段落")
        ordering = ["interview", "start_ms"]
        constraints = [
            models.CheckConstraint(
                name="archive_restriction_ends_after_start", condition=models.Q(end_ms__gt=models.F("start_ms"))
            ),
        ]

    def __str__(self) -> str:
        return self.reason

    def holds(self, today: date | None = None) -> bool:
        """Whether the restriction is in force; it holds through its last day."""
        return self.until is None or self.until >= (today or timezone.localdate())

    def clean(self) -> None:
        super().clean()
        check_times(self.start_ms, self.end_ms)
