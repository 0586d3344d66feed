"""A record shown on a page: its picture, its name, what the page has to say about it."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock

from museum.blocks.choosing import RecordChooserBlock


class ArtifactBlock(StructBlock):
    record = RecordChooserBlock("archive.Artifact", label=_("藏品"))
    note = CharBlock(label=_("在这里说一句"), required=False, max_length=200)

    class Meta:
        icon = "pick"
        label = _("藏品")
        group = _("看")
        description = _("摆一件藏品在这里，点开是它的登记表")
        template = "museum/blocks/record.html"
        preview_value = {"note": "缸底磕掉的一块，是他儿子敲钉子敲的。"}


class PhotographBlock(StructBlock):
    record = RecordChooserBlock("archive.Photograph", label=_("老照片"))
    note = CharBlock(label=_("在这里说一句"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("老照片")
        group = _("看")
        description = _("摆一张老照片在这里，带边，不裁")
        template = "museum/blocks/record.html"
        preview_value = {"note": "甲班合影，约 1962 年"}
