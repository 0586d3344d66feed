"""Two pictures of one thing, before and after."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock

from museum.blocks.sight import SightBlock


class CompareBlock(StructBlock):
    title = CharBlock(label=_("比的是什么"), max_length=60)
    before = SightBlock(label=_("从前"), help_text=_("两张站在同一个地方拍的，一样宽一样高，最好看。"))
    before_label = CharBlock(label=_("从前是哪年"), max_length=20, help_text=_("写在图上，比如：1972 年"))
    after = SightBlock(label=_("后来"))
    after_label = CharBlock(label=_("后来是哪年"), max_length=20)
    note = CharBlock(label=_("在这里说一句"), required=False, max_length=200)

    class Meta:
        icon = "duplicate"
        label = _("从前和后来")
        group = _("看")
        description = _("同一个地方的两张图，拉一下看变化")
        template = "museum/blocks/compare.html"
        preview_value = {
            "title": "同一个坡上",
            "before_label": "1972 年",
            "after_label": "2018 年",
            "before": {},
            "after": {},
        }
