"""Places through time: what they were called, what they belonged to, where they lie on the plan."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable
from wagtail.search import index

from archive.models.curated import Curated
from archive.querysets import PlaceQuerySet
from archive.states import PlaceChangeKind, PlaceKind

YEAR = [MinValueValidator(1000), MaxValueValidator(2999)]


class Period(Orderable):
    """Years in which something held; an open end is empty. Both years belong to the period."""

    from_year = models.PositiveSmallIntegerField(_("从（年）"), null=True, blank=True, validators=YEAR)
    to_year = models.PositiveSmallIntegerField(_("到（年）"), null=True, blank=True, validators=YEAR)

    class Meta(Orderable.Meta):
        abstract = True

    def covers(self, year: int) -> bool:
        return (self.from_year is None or self.from_year <= year) and (self.to_year is None or year <= self.to_year)

    def clean(self) -> None:
        super().clean()
        if self.from_year and self.to_year and self.to_year < self.from_year:
            raise ValidationError({"to_year": gettext("结束的年份不能早于开始。")})


class Place(Curated):
    """A place, from the plant down to a crossing. One record through all its names.

    `plan_*` are units of the museum's sketch plan (1000 × 600, origin top left), not a survey; the outline, when drawn,
    is a list of [x, y] in the same units. Latitude and longitude are shown only when `are_coordinates_public`.
    """

    KIND = "place"

    slug = models.SlugField(_("网址名"), max_length=80, unique=True)
    name = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(_("种类"), max_length=12, choices=PlaceKind, default=PlaceKind.WORKSHOP, db_index=True)
    description = models.TextField(_("介绍"), blank=True)
    is_real = models.BooleanField(_("真实地名"), default=False)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    picture = models.ForeignKey(
        "media.Picture", verbose_name=_("题图"), null=True, blank=True, on_delete=models.PROTECT, related_name="places"
    )
    plan_x = models.DecimalField(_("平面图 x"), max_digits=7, decimal_places=2, null=True, blank=True)
    plan_y = models.DecimalField(_("平面图 y"), max_digits=7, decimal_places=2, null=True, blank=True)
    plan_width = models.DecimalField(_("平面图宽"), max_digits=7, decimal_places=2, null=True, blank=True)
    plan_height = models.DecimalField(_("平面图高"), max_digits=7, decimal_places=2, null=True, blank=True)
    plan_outline = models.JSONField(_("平面图轮廓"), default=list, blank=True, help_text=_("[[x, y], …]；空着就用方框"))
    latitude = models.DecimalField(
        _("纬度"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("经度"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    are_coordinates_public = models.BooleanField(_("公开经纬度"), default=False)

    objects = PlaceQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=3),
        index.AutocompleteField("name"),
        index.SearchField("description"),
        index.RelatedFields("names", [index.SearchField("text"), index.AutocompleteField("text")]),
        index.FilterField("kind"),
        index.FilterField("live"),
        index.FilterField("is_demo"),
        index.FilterField("updated_at"),
    ]

    class Meta:
        verbose_name = _("地点")
        verbose_name_plural = _("地点")
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("place", args=[self.slug])

    @property
    def is_workshop(self) -> bool:
        return self.kind in PlaceKind.workshops()

    def name_in(self, year: int) -> str:
        """What the place was called in that year."""
        dated = [name for name in self.names.all() if (name.from_year or name.to_year) and name.covers(year)]
        return dated[0].text if dated else self.name

    def parent_in(self, year: int) -> "Place | None":
        """What the place belonged to in that year."""
        return next((row.parent for row in self.parents.all() if row.covers(year)), None)

    def exists_in(self, year: int) -> bool:
        """Whether it stood (opened, not yet demolished) in that year; a place without such dates always does."""
        opened = [c.year for c in self.changes.all() if c.kind in {PlaceChangeKind.OPENED, PlaceChangeKind.BEGUN}]
        gone = [c.year for c in self.changes.all() if c.kind == PlaceChangeKind.DEMOLISHED]
        return (not opened or min(opened) <= year) and (not gone or year <= max(gone))


class PlaceName(Period):
    """Another name, or the name of a period."""

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(_("名称"), max_length=120)
    is_official = models.BooleanField(_("正式名称"), default=False)

    class Meta(Period.Meta):
        verbose_name = _("地名")
        verbose_name_plural = _("地名")

    def __str__(self) -> str:
        return self.text


class PlaceChange(Orderable):
    """Something that happened to the place: opened, renamed, merged, demolished. `text` is how the museum says it, and
    may keep a doubt (另一说1996年)."""

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="changes")
    year = models.PositiveSmallIntegerField(_("年"), validators=YEAR)
    kind = models.CharField(_("种类"), max_length=12, choices=PlaceChangeKind, default=PlaceChangeKind.OTHER)
    text = models.CharField(_("说明"), max_length=200)
    into = models.ForeignKey(
        Place,
        verbose_name=_("并入"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="absorbed_by_changes",
    )

    class Meta(Orderable.Meta):
        verbose_name = _("变迁")
        verbose_name_plural = _("变迁")

    def __str__(self) -> str:
        return f"{self.year} {self.text}"


class PlaceParent(Period):
    """What the place belonged to, for a time."""

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="parents")
    parent = models.ForeignKey(
        Place, verbose_name=_("上级"), on_delete=models.CASCADE, related_name="children_by_period"
    )

    class Meta(Period.Meta):
        verbose_name = _("隶属")
        verbose_name_plural = _("隶属")

    def __str__(self) -> str:
        return str(self.parent)

    def clean(self) -> None:
        super().clean()
        if self.place_id is not None and self.place_id == self.parent_id:
            raise ValidationError({"parent": gettext("一个地点不能隶属于自己。")})


class Equipment(Orderable):
    """A numbered machine of the place: V-101 化盐桶."""

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="equipment")
    tag = models.CharField(_("位号"), max_length=60)
    name = models.CharField(_("名称"), max_length=120)

    class Meta(Orderable.Meta):
        verbose_name = _("设备位号")
        verbose_name_plural = _("设备位号")

    def __str__(self) -> str:
        return f"{self.tag} {self.name}"
