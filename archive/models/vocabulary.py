"""Controlled words: vocabularies and their terms, rights statements, tags."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase
from wagtail.search import index

from archive.states import PictureUse


class Vocabulary(models.Model):
    """A list of agreed words, such as object types or materials. `code` is what the programme asks for."""

    OBJECT_TYPE = "object_type"
    MATERIAL = "material"
    TECHNIQUE = "technique"
    CONDITION = "condition"

    code = models.SlugField(_("代码"), max_length=60, unique=True)
    name = models.CharField(_("名称"), max_length=120)
    description = models.TextField(_("说明"), blank=True)
    is_demo = models.BooleanField(_("演示数据"), default=False)

    class Meta:
        verbose_name = _("词表")
        verbose_name_plural = _("词表")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TermQuerySet(models.QuerySet["Term"]):
    """Terms, asked for by vocabulary."""

    def of(self, code: str) -> "TermQuerySet":
        return self.filter(vocabulary__code=code)


class Term(index.Indexed, models.Model):
    """One agreed word, with its broader term and the other words people use for it (as in SKOS)."""

    vocabulary = models.ForeignKey(Vocabulary, verbose_name=_("词表"), on_delete=models.CASCADE, related_name="terms")
    name = models.CharField(_("词"), max_length=120)
    other_names = models.TextField(_("别的说法"), blank=True, help_text=_("一行一个"))
    broader = models.ForeignKey(
        "self", verbose_name=_("上位词"), null=True, blank=True, on_delete=models.SET_NULL, related_name="narrower"
    )
    scope_note = models.TextField(_("用法说明"), blank=True)
    uri = models.URLField(_("外部词表地址"), blank=True)
    is_demo = models.BooleanField(_("演示数据"), default=False)

    objects = TermQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("other_names"),
        index.FilterField("vocabulary"),
    ]

    class Meta:
        verbose_name = _("词条")
        verbose_name_plural = _("词条")
        ordering = ["vocabulary__name", "name"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "name"], name="archive_term_once_per_vocabulary"),
        ]

    def __str__(self) -> str:
        return self.name


class RightsStatement(models.Model):
    """A rights vocabulary whose words have consequences: how large a picture is shown, whether files may be taken."""

    code = models.SlugField(_("代码"), max_length=60, unique=True)
    name = models.CharField(_("名称"), max_length=120, help_text=_("例如：CC BY-NC 4.0"))
    uri = models.URLField(_("全文地址"), blank=True)
    explanation = models.TextField(_("给观众的一句话"), blank=True)
    picture_use = models.CharField(_("图片"), max_length=12, choices=PictureUse, default=PictureUse.SMALL)
    allows_download = models.BooleanField(_("允许下载"), default=False)
    is_demo = models.BooleanField(_("演示数据"), default=False)

    class Meta:
        verbose_name = _("权利声明")
        verbose_name_plural = _("权利声明")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RecordTag(TagBase):
    """A tag of the archive's own, so that page tags and record tags do not mix."""

    free_tagging = True

    class Meta:
        verbose_name = _("标签")
        verbose_name_plural = _("标签")


class ArtifactTag(ItemBase):
    tag = models.ForeignKey(RecordTag, on_delete=models.CASCADE, related_name="artifact_tags")
    content_object = ParentalKey("archive.Artifact", on_delete=models.CASCADE, related_name="tag_links")


class PhotographTag(ItemBase):
    tag = models.ForeignKey(RecordTag, on_delete=models.CASCADE, related_name="photograph_tags")
    content_object = ParentalKey("archive.Photograph", on_delete=models.CASCADE, related_name="tag_links")


class AlbumTag(ItemBase):
    tag = models.ForeignKey(RecordTag, on_delete=models.CASCADE, related_name="album_tags")
    content_object = ParentalKey("archive.Album", on_delete=models.CASCADE, related_name="tag_links")


class InterviewTag(ItemBase):
    tag = models.ForeignKey(RecordTag, on_delete=models.CASCADE, related_name="interview_tags")
    content_object = ParentalKey("archive.Interview", on_delete=models.CASCADE, related_name="tag_links")
