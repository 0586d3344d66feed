"""Who made the exhibit, who lent, who told."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock


class CreditBlock(StructBlock):
    role = CharBlock(label=_("做了什么"), max_length=40)
    names = CharBlock(label=_("名字"), max_length=400)

    class Meta:
        icon = "user"
        label = _("一行")
        preview_value = {"role": "讲述", "names": "谭铁山、曾桂香"}


class CreditsBlock(StructBlock):
    lines = ListBlock(CreditBlock(), label=_("谢谢"), min_num=1, max_num=40)

    class Meta:
        icon = "list-ul"
        label = _("谢谢谁")
        group = _("人")
        description = _("写下谁讲的、谁借的、谁做的")
        template = "museum/blocks/credits.html"
        preview_value = {"lines": [{"role": "讲述", "names": "谭铁山、曾桂香"}]}
