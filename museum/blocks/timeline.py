"""Years as a strip one can slide through."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, StructBlock

from museum.blocks.choosing import RecordChooserBlock

GENERATION_CHOICES = [("", _("不分代")), ("1", _("第一代")), ("2", _("第二代")), ("3", _("第三代"))]


class YearBlock(StructBlock):
    year = CharBlock(label=_("年头"), max_length=12)
    generation = ChoiceBlock(label=_("哪一代"), choices=GENERATION_CHOICES[1:], required=False)
    text = CharBlock(label=_("出了什么事"), max_length=120)
    artifact = RecordChooserBlock("archive.Artifact", label=_("配一件藏品"), required=False)

    class Meta:
        icon = "date"
        label = _("一年")
        preview_value = {"year": "1958", "generation": "1", "text": "三车间点火，食堂开到半夜。"}


class TimelineBlock(StructBlock):
    title = CharBlock(label=_("这条线叫"), max_length=60)
    years = ListBlock(YearBlock(), label=_("年头"), min_num=2, max_num=40)

    class Meta:
        icon = "history"
        label = _("年头")
        group = _("看")
        description = _("按年头排开，可以左右滑动")
        template = "museum/blocks/timeline.html"
        preview_value = {"title": "按年头走一遍", "years": [YearBlock._meta_class.preview_value] * 2}
