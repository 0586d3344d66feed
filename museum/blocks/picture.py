"""A picture that belongs to the page alone; pictures of objects come with their record."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, StructBlock

from museum.blocks.choosing import PictureChooserBlock


class PictureBlock(StructBlock):
    image = PictureChooserBlock(label=_("图"))
    alt = CharBlock(
        label=_("给看不见的人"), required=False, max_length=200, help_text=_("图上有什么。空着就用图库里写的。")
    )
    caption = CharBlock(label=_("图下的话"), required=False, max_length=200)
    wide = BooleanBlock(label=_("放大，占满一行"), required=False)

    class Meta:
        icon = "image"
        label = _("图")
        group = _("看")
        description = _("一张图和一句说明")
        template = "museum/blocks/picture.html"
        preview_value = {"caption": "报到那天的厂门口"}
