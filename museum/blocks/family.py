"""A family over three generations."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock

from museum.blocks.choosing import RecordChooserBlock


class FamilyBlock(StructBlock):
    family = RecordChooserBlock("archive.Family", label=_("哪一家"))
    note = CharBlock(label=_("在这里说一句"), required=False, max_length=200)

    class Meta:
        icon = "group"
        label = _("一家三代")
        group = _("人")
        description = _("按代排开一家人，不愿公开的只写姓")
        template = "museum/blocks/family.html"
        preview_value = {"note": "一家人，两个写法的姓。"}
