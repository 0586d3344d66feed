"""Prose: a heading and a few paragraphs."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock

PROSE = ["bold", "link", "ol", "ul", "hr"]


class TextBlock(StructBlock):
    heading = CharBlock(label=_("小标题"), required=False, max_length=60)
    body = RichTextBlock(label=_("正文"), features=PROSE)

    class Meta:
        icon = "pilcrow"
        label = _("文字")
        group = _("文字")
        description = _("一段话，可以带小标题")
        template = "museum/blocks/text.html"
        preview_value = {"heading": "七圈半", "body": "<p>三车间的老工人说起阀门，不说“关紧”，说“几圈”。</p>"}
