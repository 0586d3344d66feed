"""Several pictures side by side."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock

from museum.blocks.sight import SightBlock


class GalleryBlock(StructBlock):
    title = CharBlock(label=_("这一组叫"), required=False, max_length=60)
    sights = ListBlock(
        SightBlock(), label=_("图"), min_num=2, max_num=24, help_text=_("两张到二十四张，拖动就能换次序。")
    )

    class Meta:
        icon = "image"
        label = _("一组图")
        group = _("看")
        description = _("几张照片排在一起，手机上可以左右翻")
        template = "museum/blocks/gallery.html"
        preview_value = {"title": "食堂门口", "sights": []}
