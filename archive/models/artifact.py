"""Things: tools, documents, gear, and everything the museum knows of where they come from and where they are."""

from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.models import Orderable
from wagtail.search import index

from archive.fields import DatedBy, EarliestDayField, EdtfField, FuzzyDateField, LatestDayField
from archive.models.links import PersonLink, PictureLink, PlaceLink, RecordLink
from archive.models.record import Record
from archive.models.vocabulary import ArtifactTag
from archive.querysets import ArtifactQuerySet
from archive.states import AcquisitionMethod


class Artifact(Record):
    """One object (Spectrum: object identification, description, production, acquisition, location, condition)."""

    KIND = "artifact"
    NUMBER_KIND = "A"
    DATE_FIELD = "date_made"

    object_name = models.CharField(_("器物名"), max_length=120, blank=True, help_text=_("通用的叫法，如：搪瓷缸"))
    object_type = models.ForeignKey(
        "archive.Term",
        verbose_name=_("类型"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"vocabulary__code": "object_type"},
    )
    materials = ParentalManyToManyField(
        "archive.Term",
        verbose_name=_("材质"),
        blank=True,
        related_name="+",
        limit_choices_to={"vocabulary__code": "material"},
    )
    techniques = ParentalManyToManyField(
        "archive.Term",
        verbose_name=_("工艺"),
        blank=True,
        related_name="+",
        limit_choices_to={"vocabulary__code": "technique"},
    )
    number_of_parts = models.PositiveSmallIntegerField(_("件数"), default=1, validators=[MinValueValidator(1)])

    date_made = FuzzyDateField(_("制作年代"))
    date_made_edtf = EdtfField("date_made")
    date_made_earliest = EarliestDayField("date_made")
    date_made_latest = LatestDayField("date_made")
    made = DatedBy("date_made")
    date_used = FuzzyDateField(_("使用年代"))
    date_used_edtf = EdtfField("date_used")
    date_used_earliest = EarliestDayField("date_used")
    date_used_latest = LatestDayField("date_used")
    used = DatedBy("date_used")

    acquisition_method = models.CharField(
        _("入藏方式"), max_length=12, choices=AcquisitionMethod, default=AcquisitionMethod.UNKNOWN
    )
    donor = models.ForeignKey(
        "archive.Person",
        verbose_name=_("捐赠人"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="donated_artifacts",
    )
    source_organisation = models.ForeignKey(
        "archive.Organisation",
        verbose_name=_("来源单位"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    source_name = models.CharField(
        _("来源（文字）"), max_length=200, blank=True, help_text=_("没有人物条目时写；如：厂方移交")
    )
    source_is_unnamed = models.BooleanField(_("对外不写来源"), default=False)
    acquired_on = FuzzyDateField(_("入藏日期"))
    acquired_on_edtf = EdtfField("acquired_on")
    acquired_on_earliest = EarliestDayField("acquired_on")
    acquired_on_latest = LatestDayField("acquired_on")
    acquired = DatedBy("acquired_on")
    acquisition_terms = models.TextField(_("约定（内部）"), blank=True, help_text=_("例如：每年八月归还一次"))
    price_cny = models.DecimalField(_("价格（元，内部）"), max_digits=12, decimal_places=2, null=True, blank=True)

    tags = ClusterTaggableManager(through=ArtifactTag, blank=True, verbose_name=_("标签"))

    objects = ArtifactQuerySet.as_manager()

    search_fields = [
        *Record.search_fields,
        index.SearchField("object_name"),
        index.FilterField("object_type"),
        index.FilterField("acquisition_method"),
        index.FilterField("date_made_earliest"),
        index.RelatedFields("tags", [index.SearchField("name")]),
    ]

    class Meta(Record.Meta):
        verbose_name = _("藏品")
        verbose_name_plural = _("藏品")

    @property
    def current_location(self) -> str:
        """Where it is now: the newest entry of the location history, or nothing."""
        moves = sorted(self.locations.all(), key=lambda move: (move.since or move.noted_on, move.sort_order or 0))
        return moves[-1].place if moves else ""

    @property
    def latest_condition(self) -> "ConditionReport | None":
        reports = sorted(self.condition_reports.all(), key=lambda report: (report.assessed_on, report.sort_order or 0))
        return reports[-1] if reports else None


class Dimension(Orderable):
    """One measurement, as it was taken and in the archive's own units: millimetres or grams."""

    class Quantity(models.TextChoices):
        LENGTH = "length", _("长")
        WIDTH = "width", _("宽")
        HEIGHT = "height", _("高")
        DEPTH = "depth", _("深")
        DIAMETER = "diameter", _("直径")
        THICKNESS = "thickness", _("厚")
        WEIGHT = "weight", _("重")

    class Unit(models.TextChoices):
        MM = "mm", _("毫米")
        CM = "cm", _("厘米")
        M = "m", _("米")
        G = "g", _("克")
        KG = "kg", _("千克")

    IN_MM = {Unit.MM: Decimal(1), Unit.CM: Decimal(10), Unit.M: Decimal(1000)}
    IN_G = {Unit.G: Decimal(1), Unit.KG: Decimal(1000)}

    artifact = ParentalKey(Artifact, on_delete=models.CASCADE, related_name="dimensions")
    quantity = models.CharField(_("量"), max_length=10, choices=Quantity)
    value = models.DecimalField(
        _("数值"), max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    unit = models.CharField(_("单位"), max_length=2, choices=Unit, default=Unit.MM)
    part = models.CharField(_("部位"), max_length=80, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    value_mm = models.DecimalField(max_digits=12, decimal_places=2, null=True, editable=False)
    value_g = models.DecimalField(max_digits=12, decimal_places=2, null=True, editable=False)

    class Meta(Orderable.Meta):
        verbose_name = _("尺寸")
        verbose_name_plural = _("尺寸")

    def __str__(self) -> str:
        return f"{self.get_quantity_display()} {self.value.normalize():f} {self.get_unit_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        unit, value = self.Unit(self.unit), Decimal(str(self.value))
        self.value_mm = value * self.IN_MM[unit] if unit in self.IN_MM else None
        self.value_g = value * self.IN_G[unit] if unit in self.IN_G else None
        super().save(*args, **kwargs)


class Inscription(Orderable):
    """Words or marks on the object, letter by letter."""

    artifact = ParentalKey(Artifact, on_delete=models.CASCADE, related_name="inscriptions")
    text = models.TextField(_("铭文"))
    position = models.CharField(_("位置"), max_length=120, blank=True)
    method = models.CharField(_("方式"), max_length=80, blank=True, help_text=_("印、刻、手写、焊"))
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("铭文")
        verbose_name_plural = _("铭文")

    def __str__(self) -> str:
        return self.text[:40]


class ArtifactMaker(PersonLink):
    """Who made it: a person, a works or workshop, or words such as 自制."""

    artifact = ParentalKey(Artifact, on_delete=models.CASCADE, related_name="makers")
    organisation = models.ForeignKey(
        "archive.Organisation",
        verbose_name=_("单位"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(PersonLink.Meta):
        verbose_name = _("制作者")
        verbose_name_plural = _("制作者")

    def __str__(self) -> str:
        return str(self.organisation) if self.organisation else super().__str__()

    def clean(self) -> None:
        if not self.organisation_id:
            super().clean()


class ArtifactPerson(PersonLink):
    artifact = ParentalKey(Artifact, on_delete=models.CASCADE, related_name="people")

    class Meta(PersonLink.Meta):
        verbose_name = _("相关人物")
        verbose_name_plural = _("相关人物")


class ArtifactPlace(PlaceLink):
    artifact = ParentalKey(Artifact, on_delete=models.CASCADE, related_name="places")

    class Meta(PlaceLink.Meta):
        verbose_name = _("相关地点")
        verbose_name_plural = _("相关地点")


class ArtifactImage(PictureLink):
    artifact = ParentalKey(Artifact, on_delete=models.CASCADE, related_name="images")

    class Meta(PictureLink.Meta):
        verbose_name = _("图片")
        verbose_name_plural = _("图片")


class ArtifactRelated(RecordLink):
    owner = ParentalKey(Artifact, on_delete=models.CASCADE, related_name="related_records")

    class Meta(RecordLink.Meta):
        verbose_name = _("相关记录")
        verbose_name_plural = _("相关记录")


class ConditionReport(Orderable):
    """The state of the object on a day (Spectrum: condition checking)."""

    artifact = ParentalKey(Artifact, on_delete=models.CASCADE, related_name="condition_reports")
    assessed_on = models.DateField(_("检查日期"))
    condition = models.CharField(_("状况"), max_length=200)
    note = models.TextField(_("说明"), blank=True)
    assessed_by = models.CharField(_("检查人"), max_length=120, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("状况记录")
        verbose_name_plural = _("状况记录")

    def __str__(self) -> str:
        return self.condition


class LocationMove(Orderable):
    """The object was put somewhere (Spectrum: location and movement control). The newest one is where it is."""

    artifact = ParentalKey(Artifact, on_delete=models.CASCADE, related_name="locations")
    place = models.CharField(_("存放位置"), max_length=120, help_text=_("例如：甲柜1层"))
    since = models.DateField(_("起"), null=True, blank=True)
    noted_on = models.DateField(_("登记日期"), default=timezone.localdate, editable=False)
    reason = models.CharField(_("原因"), max_length=200, blank=True)
    moved_by = models.CharField(_("经手人"), max_length=120, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("存放位置")
        verbose_name_plural = _("存放位置")

    def __str__(self) -> str:
        return self.place
