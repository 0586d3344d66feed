"""People: their names, work, lives, and how far the public may know them."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable
from wagtail.search import index

from archive.fields import DatedBy, EarliestDayField, EdtfField, FuzzyDateField, LatestDayField
from archive.kinship.graph import Graph, InvalidTie, KinshipCycle
from archive.kinship.ties import STANDARD_TYPES, Human, Role, Tie
from archive.models.curated import Curated
from archive.querysets import PersonQuerySet
from archive.rights import Viewer, display_of, may_tell_life, shown_name
from archive.states import Display, Generation, Living, NameKind


class Person(Curated):
    """One person. Everything the public reads of a name goes through `label`, so that a living person stays 洪某."""

    KIND = "person"
    KEPT_WHEN_REVERTED = (("public_display", Display.WITHDRAWN), ("public_display", Display.PRIVATE))

    slug = models.SlugField(_("网址名"), max_length=80, unique=True, help_text=_("隐名、匿名者用中性的编号，不用拼音"))
    name = models.CharField(_("姓名"), max_length=60)
    pinyin = models.CharField(_("读音"), max_length=120, blank=True, help_text=_("带声调，如：zēng guì xiāng"))
    initials = models.CharField(_("首字母"), max_length=20, blank=True)
    sex = models.CharField(_("性别"), max_length=4, blank=True, choices=[("男", _("男")), ("女", _("女"))])
    generation = models.CharField(_("第几代"), max_length=1, blank=True, choices=Generation)
    born_on = FuzzyDateField(_("出生"))
    born_on_edtf = EdtfField("born_on")
    born_on_earliest = EarliestDayField("born_on")
    born_on_latest = LatestDayField("born_on")
    born = DatedBy("born_on")
    died_on = FuzzyDateField(_("去世"))
    died_on_edtf = EdtfField("died_on")
    died_on_earliest = EarliestDayField("died_on")
    died_on_latest = LatestDayField("died_on")
    died = DatedBy("died_on")
    living = models.CharField(
        _("在世"), max_length=8, choices=Living, default=Living.UNKNOWN, help_text=_("不详按在世对待")
    )
    biography = models.TextField(_("生平"), blank=True)
    portrait = models.ForeignKey(
        "media.Picture",
        verbose_name=_("肖像"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="portraits",
    )

    public_display = models.CharField(
        _("对外显示"), max_length=10, choices=Display, default=Display.BY_RULE, db_index=True
    )
    public_name = models.CharField(_("对外称呼"), max_length=60, blank=True, help_text=_("隐名或化名；空着则写“姓+某”"))
    embargo_until = models.DateField(_("姓名封存至"), null=True, blank=True)
    internal_note = models.TextField(_("内部说明"), blank=True)

    objects = PersonQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=3),
        index.AutocompleteField("name"),
        index.AutocompleteField("initials"),
        index.SearchField("biography"),
        index.RelatedFields("names", [index.SearchField("text"), index.AutocompleteField("text")]),
        index.FilterField("live"),
        index.FilterField("living"),
        index.FilterField("generation"),
        index.FilterField("public_display"),
        index.FilterField("is_demo"),
        index.FilterField("updated_at"),
    ]

    class Meta:
        verbose_name = _("人物")
        verbose_name_plural = _("人物")
        ordering = ["initials", "name"]
        permissions = [
            ("see_sealed", _("可以看封存、受限的内容和隐去的真名")),
            ("catalogue", _("可以编目：改别人建的条目，看内部说明")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.slug])

    def label(self, viewer: Viewer = Viewer.PUBLIC) -> str | None:
        """What this viewer may call the person; None when the person must not be mentioned at all."""
        return shown_name(self, viewer)

    @property
    def public_label(self) -> str:
        """For templates: the name the public reads, or nothing."""
        return shown_name(self) or ""

    @property
    def is_life_public(self) -> bool:
        """Whether the public may read more than the name."""
        return may_tell_life(self, Viewer.PUBLIC)

    @property
    def effective_display(self) -> Display:
        return display_of(self)

    def clean(self) -> None:
        super().clean()
        if self.public_display == Display.ANONYMOUS and not self.public_name.strip():
            raise ValidationError({"public_name": gettext("只用化名的人，要写下化名。")})
        if self.died_on and self.living == Living.LIVING:
            raise ValidationError({"living": gettext("写了去世时间，就不能再选“在世”。")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.living == Living.UNKNOWN and self.died is not None:
            self.living = Living.DEAD
        super().save(*args, **kwargs)


class PersonName(Orderable):
    """Another form of the name: former, traditional, a nickname, or how it was once misheard."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(_("写法"), max_length=60)
    kind = models.CharField(_("种类"), max_length=12, choices=NameKind, default=NameKind.FORMER)
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("名字")
        verbose_name_plural = _("名字")

    def __str__(self) -> str:
        return self.text


class Post(Orderable):
    """A post somebody held: where, as what, from when to when."""

    person = ParentalKey(Person, on_delete=models.CASCADE, related_name="posts")
    place = models.ForeignKey(
        "archive.Place",
        verbose_name=_("车间或单位"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="posts",
    )
    organisation = models.ForeignKey(
        "archive.Organisation",
        verbose_name=_("单位"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="posts",
    )
    crew = models.CharField(_("班组"), max_length=80, blank=True)
    role = models.CharField(_("岗位"), max_length=80, blank=True)
    started_on = FuzzyDateField(_("从"))
    started_on_edtf = EdtfField("started_on")
    started_on_earliest = EarliestDayField("started_on")
    started_on_latest = LatestDayField("started_on")
    started = DatedBy("started_on")
    ended_on = FuzzyDateField(_("到"))
    ended_on_edtf = EdtfField("ended_on")
    ended_on_earliest = EarliestDayField("ended_on")
    ended_on_latest = LatestDayField("ended_on")
    ended = DatedBy("ended_on")
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("岗位")
        verbose_name_plural = _("岗位")

    def __str__(self) -> str:
        return f"{self.place or self.organisation or ''} {self.role}".strip()

    def years(self) -> tuple[date | None, date | None]:
        """First and last day the post may have been held."""
        return self.started_on_earliest, self.ended_on_latest


class RelationType(models.Model):
    """A kind of tie: kinship, 师徒, 顶替 … with its direction, read from `a` to `b`.

    `code` is what `archive.kinship` reasons with; a type it does not know is drawn as a plain tie.
    """

    code = models.SlugField(_("代码"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=60, help_text=_("例如：师徒"))
    a_is = models.CharField(_("甲是乙的"), max_length=40, help_text=_("例如：师傅"))
    b_is = models.CharField(_("乙是甲的"), max_length=40, help_text=_("例如：徒弟"))
    is_symmetric = models.BooleanField(_("不分方向"), default=False)
    is_kinship = models.BooleanField(_("亲属"), default=False)
    is_disambiguation = models.BooleanField(_("只用来分清两个人"), default=False)

    class Meta:
        verbose_name = _("关系种类")
        verbose_name_plural = _("关系种类")
        ordering = ["-is_kinship", "name"]

    def __str__(self) -> str:
        return self.name


class Relation(models.Model):
    """A tie between two persons: `a` is the father, the master, the one who introduced; `b` the other."""

    type = models.ForeignKey(RelationType, verbose_name=_("种类"), on_delete=models.PROTECT, related_name="relations")
    a = models.ForeignKey(Person, verbose_name=_("甲"), on_delete=models.CASCADE, related_name="relations_as_a")
    b = models.ForeignKey(Person, verbose_name=_("乙"), on_delete=models.CASCADE, related_name="relations_as_b")
    started_on = FuzzyDateField(_("从"))
    started_on_edtf = EdtfField("started_on")
    started_on_earliest = EarliestDayField("started_on")
    started_on_latest = LatestDayField("started_on")
    started = DatedBy("started_on")
    ended_on = FuzzyDateField(_("到"))
    ended_on_edtf = EdtfField("ended_on")
    ended_on_earliest = EarliestDayField("ended_on")
    ended_on_latest = LatestDayField("ended_on")
    ended = DatedBy("ended_on")
    source = models.CharField(_("出处"), max_length=300, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    is_public = models.BooleanField(_("公开"), default=True)
    is_demo = models.BooleanField(_("演示数据"), default=False)

    class Meta:
        verbose_name = _("人物关系")
        verbose_name_plural = _("人物关系")
        ordering = ["started_on_earliest", "id"]
        constraints = [
            models.UniqueConstraint(fields=["type", "a", "b"], name="archive_relation_once"),
            models.CheckConstraint(name="archive_relation_of_two_people", condition=~Q(a=F("b"))),
        ]

    def __str__(self) -> str:
        return f"{self.a} · {self.type} · {self.b}"

    def clean(self) -> None:
        super().clean()
        if self.a_id and self.a_id == self.b_id:
            raise ValidationError({"b": gettext("关系要有两个人。")})
        if self.a_id and self.b_id and self.type_id and self.type.is_kinship:
            self._check_kinship()

    def _check_kinship(self) -> None:
        """Nobody is a father and a woman, and nobody their own ancestor. What was wrong before is left for its own
        turn."""
        tie = Tie(self.type.code, str(self.a_id), str(self.b_id))
        ends = [Human(str(each.pk), each.sex, name=each.name) for each in (self.a, self.b)]
        try:
            Graph.of(ends, [tie])
            self._check_descent(tie, ends)
        except InvalidTie as error:
            raise ValidationError({"b": str(error)}) from error

    def _check_descent(self, tie: Tie, ends: list[Human]) -> None:
        """Raises KinshipCycle when this tie closes a circle of parents."""
        parents = [code for code, kind in STANDARD_TYPES.items() if kind.role is Role.PARENT]
        if tie.code not in parents:
            return
        rows = Relation.objects.filter(type__code__in=parents).exclude(pk=self.pk)
        others = {
            Tie("parent-child", str(above), str(below)): name
            for above, below, name in rows.values_list("a_id", "b_id", "a__name")
        }
        names = {other.a: Human(other.a, name=name) for other, name in others.items()}
        people = {each: Human(each) for other in others for each in (other.a, other.b)} | names
        people |= {each.id: each for each in ends}
        try:
            Graph.of(people.values(), [*others, Tie("parent-child", tie.a, tie.b)])
        except KinshipCycle as circle:
            if {tie.a, tie.b} <= set(circle.people):
                raise
