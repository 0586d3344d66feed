"""Places through time: what they were called, what they belonged to, where they lie on the plan."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable
from wagtail.search import index

from archive import plan
from archive.models.curated import Curated
from archive.querysets import PlaceQuerySet
from archive.states import PlaceChangeKind, PlaceKind, PlacePhase, PlanLineKind

YEAR = [MinValueValidator(1000), MaxValueValidator(2999)]


PHASES: dict[str, PlacePhase] = {
    PlaceChangeKind.OPENED: PlacePhase.WORKING,
    PlaceChangeKind.RENAMED: PlacePhase.WORKING,
    PlaceChangeKind.REBUILT: PlacePhase.WORKING,
    PlaceChangeKind.MERGED: PlacePhase.MERGED,
    PlaceChangeKind.CLOSED: PlacePhase.CLOSED,
    PlaceChangeKind.DEMOLISHED: PlacePhase.GONE,
}
"""What a place is after such a change, until the next."""


class Years(models.Model):
    """Years in which something held; an open end is empty. Both years belong to the period."""

    from_year = models.PositiveSmallIntegerField(_("从（年）"), null=True, blank=True, validators=YEAR)
    to_year = models.PositiveSmallIntegerField(_("到（年）"), null=True, blank=True, validators=YEAR)

    class Meta:
        abstract = True

    def covers(self, year: int) -> bool:
        return (self.from_year is None or self.from_year <= year) and (self.to_year is None or year <= self.to_year)

    def clean(self) -> None:
        super().clean()
        if self.from_year and self.to_year and self.to_year < self.from_year:
            raise ValidationError({"to_year": gettext("结束的年份不能早于开始。")})


class Period(Years, Orderable):
    """An inline row that held for some years."""

    class Meta(Orderable.Meta):
        abstract = True


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

    @property
    def outline(self) -> list[plan.Point]:
        """The corners on the plan, or the points of a line of rails; nothing while the place is not on it."""
        if self.plan_outline:
            return [(float(x), float(y)) for x, y in self.plan_outline]
        if None in (self.plan_x, self.plan_y, self.plan_width, self.plan_height):
            return []
        sides = (self.plan_x, self.plan_y, self.plan_width, self.plan_height)
        return plan.box(*(float(side or 0) for side in sides))

    def clean(self) -> None:
        super().clean()
        sides: dict[str, Any] = {
            name: getattr(self, name) for name in ("plan_x", "plan_y", "plan_width", "plan_height")
        }
        if missing := [name for name, side in sides.items() if side is None]:
            if len(missing) < len(sides):
                raise ValidationError(dict.fromkeys(missing, gettext("位置和宽高四个数要一起写。")))
            if self.plan_outline:
                raise ValidationError({"plan_x": gettext("有轮廓，也要写左上角和宽高：名单和小图按它排。")})
            return
        for name in ("plan_width", "plan_height"):
            if sides[name] <= 0:
                raise ValidationError({name: gettext("宽和高要大于 0。")})
        try:
            plan.check_outline(self.outline, is_closed=self.kind != PlaceKind.TRANSPORT)
        except plan.InvalidOutline as error:
            raise ValidationError({"plan_outline" if self.plan_outline else "plan_x": str(error)}) from error

    def phase_in(self, year: int) -> PlacePhase:
        """How the place stood at the end of that year. A place without years that tell has always been there."""
        changes = sorted(self.changes.all(), key=lambda change: change.year)
        opened = [change.year for change in changes if change.kind == PlaceChangeKind.OPENED]
        begun = [change.year for change in changes if change.kind == PlaceChangeKind.BEGUN]
        if opened and year < min(opened):
            return PlacePhase.BUILDING if begun and min(begun) <= year else PlacePhase.NOT_YET
        if not opened and begun and year < min(begun):
            return PlacePhase.NOT_YET
        phases = [PHASES[change.kind] for change in changes if change.year <= year and change.kind in PHASES]
        return phases[-1] if phases else PlacePhase.WORKING


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
        if self.parent_id and self.place_id == self.parent_id:
            raise ValidationError({"parent": gettext("一个地点不能隶属于自己。")})


class Equipment(Period):
    """A numbered machine of the place: V-101 化盐桶. With a position it is drawn on the plan as a circle."""

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="equipment")
    tag = models.CharField(_("位号"), max_length=60)
    name = models.CharField(_("名称"), max_length=120)
    plan_x = models.DecimalField(_("平面图 x"), max_digits=7, decimal_places=2, null=True, blank=True)
    plan_y = models.DecimalField(_("平面图 y"), max_digits=7, decimal_places=2, null=True, blank=True)
    plan_radius = models.PositiveSmallIntegerField(
        _("半径"), default=8, validators=[MinValueValidator(3), MaxValueValidator(60)]
    )

    class Meta(Period.Meta):
        verbose_name = _("设备位号")
        verbose_name_plural = _("设备位号")

    def __str__(self) -> str:
        return f"{self.tag} {self.name}"

    def clean(self) -> None:
        super().clean()
        if (self.plan_x is None) != (self.plan_y is None):
            raise ValidationError(gettext("%(tag)s：x 和 y 要一起写，或者都空着。") % {"tag": self.tag})
        if self.plan_x is None or self.plan_y is None:
            return
        if not (0 <= self.plan_x <= plan.WIDTH and 0 <= self.plan_y <= plan.HEIGHT):
            raise ValidationError(gettext("%(tag)s 画到图纸外面了。") % {"tag": self.tag})


class PlanLine(Years):
    """A line of the ground on which the places lie: wall, road, spur, pipe, slope. `points` is a list of [x, y]."""

    kind = models.CharField(_("种类"), max_length=8, choices=PlanLineKind, default=PlanLineKind.ROAD)
    label = models.CharField(_("名称"), max_length=40, blank=True)
    points = models.JSONField(_("走线"), default=list)
    is_demo = models.BooleanField(_("演示数据"), default=False)

    class Meta:
        verbose_name = _("底图的线")
        verbose_name_plural = _("底图的线")
        ordering = ["kind", "id"]

    def __str__(self) -> str:
        return self.label or f"{self.get_kind_display()} {self.pk or ''}".strip()

    @property
    def outline(self) -> list[plan.Point]:
        return [(float(x), float(y)) for x, y in self.points]

    def clean(self) -> None:
        super().clean()
        try:
            plan.check_outline(self.outline, is_closed=False)
        except plan.InvalidOutline as error:
            raise ValidationError({"points": str(error)}) from error
