"""Rows that tie a record to persons, places and other records: the shared columns, without the owner."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Orderable


class PersonLink(Orderable):
    """A person (or a name nobody has a record for) in a role."""

    person = models.ForeignKey(
        "archive.Person",
        verbose_name=_("人物"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)s_links",
    )
    name = models.CharField(_("姓名"), max_length=120, blank=True, help_text=_("没有人物条目时写姓名"))
    role = models.CharField(_("身份"), max_length=60, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.person.name if self.person else self.name

    def clean(self) -> None:
        super().clean()
        if not self.person_id and not self.name.strip():
            raise ValidationError({"name": gettext("请选一个人物，或者写下姓名。")})


class PlaceLink(Orderable):
    """A place and what it has to do with the record (made there, used there, shown there)."""

    place = models.ForeignKey(
        "archive.Place", verbose_name=_("地点"), on_delete=models.PROTECT, related_name="%(class)s_links"
    )
    role = models.CharField(_("关系"), max_length=60, blank=True, help_text=_("例如：制作地、使用地、拍摄地"))
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.place)


class PictureLink(Orderable):
    """A picture of the record with the words that go with it here. `is_closed` keeps it back from the public."""

    picture = models.ForeignKey(
        "media.Picture", verbose_name=_("图片"), on_delete=models.PROTECT, related_name="%(class)s_links"
    )
    caption = models.CharField(_("图注"), max_length=500, blank=True)
    alt_text = models.CharField(_("替代文字"), max_length=300, blank=True, help_text=_("给看不见图的人：图上有什么"))
    is_closed = models.BooleanField(_("不公开"), default=False)
    closed_reason = models.CharField(_("不公开的原因"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.caption or str(self.picture)


class RecordLink(Orderable):
    """Another record that belongs beside this one: exactly one of the three."""

    artifact = models.ForeignKey(
        "archive.Artifact",
        verbose_name=_("藏品"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="%(class)s_targets",
    )
    photograph = models.ForeignKey(
        "archive.Photograph",
        verbose_name=_("老照片"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="%(class)s_targets",
    )
    interview = models.ForeignKey(
        "archive.Interview",
        verbose_name=_("口述史"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="%(class)s_targets",
    )
    note = models.CharField(_("说明"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.target)

    @property
    def target(self) -> models.Model | None:
        """The record at the other end."""
        return self.artifact or self.photograph or self.interview

    def clean(self) -> None:
        super().clean()
        if sum(1 for key in (self.artifact_id, self.photograph_id, self.interview_id) if key) != 1:
            raise ValidationError(gettext("请只选一件：藏品、老照片或口述史。"))
