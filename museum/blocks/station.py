"""One stop of a learning trail: something to hear or find in the archive, a question, what to notice, and the answer
that only the teacher's sheet prints."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, IntegerBlock, ListBlock, StreamBlock, StructBlock, TextBlock

from museum.blocks.choosing import RecordChooserBlock
from museum.blocks.clip import MomentBlock


class StationBlock(StructBlock):
    title = CharBlock(label=_("这一站叫"), max_length=30)
    introduction = TextBlock(
        label=_("先说几句"), max_length=300, rows=3, help_text=_("给孩子看的，句子短一点，不用他们没听过的词。")
    )
    moments = ListBlock(MomentBlock(label=_("一段声音")), label=_("听一段"), default=[], max_num=2)
    hint = CharBlock(
        label=_("去找什么"),
        required=False,
        max_length=160,
        help_text=_("一句提示，比如：这件衣服上有很多补丁，在藏品里。"),
    )
    artifact = RecordChooserBlock("archive.Artifact", label=_("要找的藏品"), required=False)
    photograph = RecordChooserBlock("archive.Photograph", label=_("要找的老照片"), required=False)
    query = CharBlock(
        label=_("或者搜这个词"), required=False, max_length=40, help_text=_("写了，就给孩子一个去搜索的按钮。")
    )
    question = CharBlock(label=_("问题"), max_length=160, help_text=_("一站问一个。答题纸上印的就是它。"))
    lines = IntegerBlock(label=_("答题纸上留几行"), default=3, min_value=1, max_value=12)
    notice = CharBlock(
        label=_("注意看、注意听"), required=False, max_length=160, help_text=_("找到以后再打开看的提醒，不是答案。")
    )
    answer = TextBlock(
        label=_("答案"), required=False, max_length=300, rows=2, help_text=_("只印在老师用的那一份上，网页上没有。")
    )

    class Meta:
        icon = "tick-inverse"
        label = _("一站")
        description = _("先说几句，听一段或找一件，问一个问题")
        template = "museum/blocks/station.html"
        preview_value = {
            "title": "补丁工作服",
            "introduction": "酸溅到衣服上，会烧出一个一个的洞。",
            "hint": "在藏品里找到这件衣服。",
            "question": "你数到几块补丁？",
            "lines": 3,
            "notice": "胸口那一块是花布。",
            "moments": [],
        }


class TrailBody(StreamBlock):
    """A trail is nothing but its stations."""

    station = StationBlock()

    class Meta:
        min_num = 1
        max_num = 12
