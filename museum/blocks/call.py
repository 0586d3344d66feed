"""The invitation an exhibit ends with."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, PageChooserBlock, StructBlock


class CallBlock(StructBlock):
    title = CharBlock(label=_("问一句"), max_length=60)
    text = CharBlock(label=_("再说一句"), required=False, max_length=160)
    page = PageChooserBlock(label=_("按下去到哪里"), required=False)
    button = CharBlock(label=_("按钮上的字"), required=False, max_length=12)

    class Meta:
        icon = "comment"
        label = _("请大家来讲")
        group = _("人")
        description = _("展览最后问一句，请人接着讲")
        template = "museum/blocks/call.html"
        preview_value = {"title": "你家的缸在哪里？", "text": "拍一张，讲两句，也行。", "button": "讲一讲"}
