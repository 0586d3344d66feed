"""A picture with numbered points, each with a text below. The points are set on the picture in the editor."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.blocks import CharBlock, IntegerBlock, ListBlock, StructBlock
from wagtail.blocks.struct_block import StructBlockAdapter

from museum.blocks.choosing import PictureChooserBlock, RecordChooserBlock


class PointBlock(StructBlock):
    """Where: hundredths of the width from the left and of the height from the top."""

    title = CharBlock(label=_("这一点叫"), max_length=30)
    text = CharBlock(label=_("说明"), required=False, max_length=200)
    artifact = RecordChooserBlock("archive.Artifact", label=_("是哪件藏品"), required=False)
    x = IntegerBlock(label=_("从左边数，百分之几"), default=50, min_value=0, max_value=100)
    y = IntegerBlock(label=_("从上边数，百分之几"), default=50, min_value=0, max_value=100)

    class Meta:
        icon = "crosshairs"
        label = _("一点")
        preview_value = {"title": "送电线", "text": "接地的铜线，先接它再送电。", "x": 40, "y": 40}


class HotspotsBlock(StructBlock):
    image = PictureChooserBlock(label=_("图"))
    alt = CharBlock(
        label=_("给看不见的人"), required=False, max_length=200, help_text=_("图上有什么。空着就用图库里写的。")
    )
    caption = CharBlock(label=_("图下的话"), required=False, max_length=200)
    points = ListBlock(
        PointBlock(),
        label=_("图上的点"),
        min_num=1,
        max_num=12,
        help_text=_("先加一点，再到图上按一下它该在的地方；也可以拖，或者用方向键一格一格挪。"),
    )

    class Meta:
        icon = "crosshairs"
        label = _("点着看的图")
        group = _("看")
        description = _("图上标几个号，按号看说明")
        template = "museum/blocks/hotspots.html"
        preview_value = {"caption": "合闸之前先看这几处", "points": [PointBlock._meta_class.preview_value]}


class HotspotsAdapter(StructBlockAdapter):
    """The editor's form of the block, with the picture on which the points are set."""

    js_constructor = "museum.blocks.HotspotsBlock"

    def js_args(self, block: HotspotsBlock) -> list[Any]:
        args: list[Any] = super().js_args(block)
        args[2]["pointWords"] = {
            "title": str(_("在图上放点")),
            "how": str(_("按一下图，离得最近的点就挪到那里；点上按方向键，一格一格挪。")),
            "empty": str(_("选了图，就在这里放点。")),
            "point": str(_("第 %s 点")),
        }
        return args

    @cached_property
    def media(self) -> forms.Media:
        own = forms.Media(
            js=[versioned_static("museum/admin/hotspots.js")],
            css={"all": [versioned_static("museum/admin/hotspots.css")]},
        )
        both: forms.Media = super().media + own
        return both


register(HotspotsAdapter(), HotspotsBlock)
