"""A break between chapters: the number is counted, not typed."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock


class ChapterBlock(StructBlock):
    title = CharBlock(label=_("这一章叫"), max_length=60)
    lead = CharBlock(label=_("引子"), required=False, max_length=200)

    class Meta:
        icon = "bookmark"
        label = _("新的一章")
        group = _("文字")
        description = _("从这里开始新的一章，章号自己往下数")
        template = "museum/blocks/chapter.html"
        preview_value = {"title": "打手电的人", "lead": "缸只有一只，人有两个。"}
