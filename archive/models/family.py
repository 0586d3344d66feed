"""Families: three generations under one name, not always one surname."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable
from wagtail.search import index

from archive.models.curated import Curated
from archive.models.person import Person
from archive.querysets import FamilyQuerySet


class Family(Curated):
    """A family of the works, with what is typical of it (双职工, 师徒, 顶替 …)."""

    KIND = "family"

    slug = models.SlugField(_("网址名"), max_length=80, unique=True)
    name = models.CharField(_("名称"), max_length=80, help_text=_("例如：谭家"))
    surnames = models.JSONField(_("姓氏"), default=list, blank=True)
    story = models.TextField(_("家庭故事"), blank=True)
    patterns = models.JSONField(_("特点"), default=list, blank=True)
    picture = models.ForeignKey(
        "media.Picture",
        verbose_name=_("题图"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="families",
    )

    objects = FamilyQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=3),
        index.AutocompleteField("name"),
        index.SearchField("story"),
        index.FilterField("live"),
        index.FilterField("is_demo"),
        index.FilterField("updated_at"),
    ]

    class Meta:
        verbose_name = _("家庭")
        verbose_name_plural = _("家庭")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("family", args=[self.slug])


class FamilyMember(Orderable):
    """A person's place in a family."""

    family = ParentalKey(Family, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, verbose_name=_("人物"), on_delete=models.CASCADE, related_name="family_places")
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("家庭成员")
        verbose_name_plural = _("家庭成员")
        constraints = [
            models.UniqueConstraint(fields=["family", "person"], name="archive_person_once_per_family"),
        ]

    def __str__(self) -> str:
        return str(self.person)
