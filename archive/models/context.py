"""What stands around the records: organisations, events, and the fonds they belong to."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable
from wagtail.search import index

from archive.fields import DatedBy, EarliestDayField, EdtfField, FuzzyDateField, LatestDayField
from archive.models.curated import Curated
from archive.querysets import CollectionQuerySet, EventQuerySet, OrganisationQuerySet
from archive.states import CollectionLevel

FILTERS = [index.FilterField("live"), index.FilterField("is_demo"), index.FilterField("updated_at")]


class Organisation(Curated):
    """A works, a shop, a school, an office: a body with a name of its own (ISAAR(CPF))."""

    KIND = "organisation"

    slug = models.SlugField(_("网址名"), max_length=80, unique=True)
    name = models.CharField(_("名称"), max_length=120)
    other_names = models.TextField(_("其他名称"), blank=True, help_text=_("一行一个"))
    history = models.TextField(_("沿革"), blank=True)
    place = models.ForeignKey(
        "archive.Place", verbose_name=_("地点"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    existed_on = FuzzyDateField(_("存在年代"), help_text=_("例如：1957—2018年"))
    existed_on_edtf = EdtfField("existed_on")
    existed_on_earliest = EarliestDayField("existed_on")
    existed_on_latest = LatestDayField("existed_on")
    existed = DatedBy("existed_on")

    objects = OrganisationQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=3),
        index.AutocompleteField("name"),
        index.SearchField("history"),
        *FILTERS,
    ]

    class Meta:
        verbose_name = _("机构")
        verbose_name_plural = _("机构")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Event(Curated):
    """Something that happened, for the timeline. Memories of it may disagree; each source says its own."""

    KIND = "event"

    slug = models.SlugField(_("网址名"), max_length=80, unique=True)
    title = models.CharField(_("事件"), max_length=200)
    description = models.TextField(_("介绍"), blank=True)
    happened_on = FuzzyDateField(_("时间"))
    happened_on_edtf = EdtfField("happened_on")
    happened_on_earliest = EarliestDayField("happened_on")
    happened_on_latest = LatestDayField("happened_on")
    happened = DatedBy("happened_on")
    place = models.ForeignKey(
        "archive.Place", verbose_name=_("地点"), null=True, blank=True, on_delete=models.SET_NULL, related_name="events"
    )

    objects = EventQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=3),
        index.AutocompleteField("title"),
        index.SearchField("description"),
        *FILTERS,
    ]

    class Meta:
        verbose_name = _("大事")
        verbose_name_plural = _("大事")
        ordering = ["happened_on_earliest", "title"]

    def __str__(self) -> str:
        return self.title


class EventSource(Orderable):
    """Where the event is heard or seen: a moment of an interview, an artifact, a photograph, or words."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="sources")
    interview = models.ForeignKey(
        "archive.Interview", verbose_name=_("口述史"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    start_ms = models.PositiveIntegerField(_("开始（毫秒）"), null=True, blank=True)
    end_ms = models.PositiveIntegerField(_("结束（毫秒）"), null=True, blank=True)
    artifact = models.ForeignKey(
        "archive.Artifact", verbose_name=_("藏品"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    photograph = models.ForeignKey(
        "archive.Photograph",
        verbose_name=_("老照片"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    says = models.CharField(_("怎么说"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("出处")
        verbose_name_plural = _("出处")

    def __str__(self) -> str:
        return self.says or str(self.interview or self.artifact or self.photograph)


class Collection(Curated):
    """A fonds or one of its levels, described by ISAD(G); the numbers in the comments are the standard's."""

    KIND = "collection"

    slug = models.SlugField(_("网址名"), max_length=80, unique=True)
    reference_code = models.CharField(_("档号"), max_length=80, unique=True)  # 3.1.1
    name = models.CharField(_("题名"), max_length=200)  # 3.1.2
    dates = FuzzyDateField(_("年代"))  # 3.1.3
    dates_edtf = EdtfField("dates")
    dates_earliest = EarliestDayField("dates")
    dates_latest = LatestDayField("dates")
    dated = DatedBy("dates")
    level = models.CharField(_("级别"), max_length=10, choices=CollectionLevel, default=CollectionLevel.FONDS)  # 3.1.4
    parent = models.ForeignKey(
        "self", verbose_name=_("上级"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    extent = models.CharField(_("数量"), max_length=200, blank=True)  # 3.1.5
    creators = models.TextField(_("形成者"), blank=True)  # 3.2.1
    administrative_history = models.TextField(_("形成者沿革"), blank=True)  # 3.2.2
    custodial_history = models.TextField(_("保管沿革"), blank=True)  # 3.2.3
    source_of_acquisition = models.TextField(_("接收来源"), blank=True)  # 3.2.4
    scope_and_content = models.TextField(_("范围与内容"), blank=True)  # 3.3.1
    appraisal = models.TextField(_("鉴定与销毁"), blank=True)  # 3.3.2
    accruals = models.TextField(_("增补"), blank=True)  # 3.3.3
    arrangement = models.TextField(_("整理方法"), blank=True)  # 3.3.4
    access_conditions = models.TextField(_("利用条件"), blank=True)  # 3.4.1
    reproduction_conditions = models.TextField(_("复制条件"), blank=True)  # 3.4.2
    languages = models.CharField(_("语言"), max_length=120, blank=True)  # 3.4.3
    physical_characteristics = models.TextField(_("物理特征"), blank=True)  # 3.4.4
    finding_aids = models.TextField(_("检索工具"), blank=True)  # 3.4.5
    originals_location = models.TextField(_("原件所在"), blank=True)  # 3.5.1
    copies_location = models.TextField(_("复制件所在"), blank=True)  # 3.5.2
    related_material = models.TextField(_("相关材料"), blank=True)  # 3.5.3
    publication_note = models.TextField(_("出版说明"), blank=True)  # 3.5.4
    note = models.TextField(_("附注"), blank=True)  # 3.6.1
    archivists_note = models.TextField(_("编目者附注"), blank=True)  # 3.7.1
    rules = models.CharField(_("著录规则"), max_length=200, blank=True, default="ISAD(G)")  # 3.7.2
    described_on = models.DateField(_("著录日期"), null=True, blank=True)  # 3.7.3

    objects = CollectionQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=3),
        index.AutocompleteField("name"),
        index.SearchField("reference_code", boost=3),
        index.SearchField("scope_and_content"),
        index.FilterField("level"),
        *FILTERS,
    ]

    class Meta:
        verbose_name = _("全宗")
        verbose_name_plural = _("全宗")
        ordering = ["reference_code"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("collection", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        above = self.parent
        while above is not None:
            if above.pk == self.pk:
                raise ValidationError({"parent": gettext("上级不能是自己或自己的下级。")})
            above = above.parent
