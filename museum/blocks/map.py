"""The plan of the works in one year, with the places the exhibit speaks of."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, IntegerBlock, ListBlock, StructBlock

from museum.blocks.choosing import RecordChooserBlock


class MapPlaceBlock(StructBlock):
    place = RecordChooserBlock("archive.Place", label=_("地方"), help_text=_("要先在厂区图上画过，才看得见。"))
    note = CharBlock(label=_("在这里说一句"), required=False, max_length=200)

    class Meta:
        icon = "site"
        label = _("一个地方")
        preview_value: dict[str, Any] = {"note": "烟囱就在锅炉房后头。"}


class MapBlock(StructBlock):
    title = CharBlock(label=_("这张图叫"), max_length=60)
    year = IntegerBlock(
        label=_("哪一年的厂"),
        min_value=1900,
        max_value=2100,
        help_text=_("图上是这一年年底的样子：在用的、停了的、拆了的。"),
    )
    places = ListBlock(MapPlaceBlock(), label=_("标出来的地方"), min_num=1, max_num=12)
    note = CharBlock(label=_("在这里说一句"), required=False, max_length=200)

    class Meta:
        icon = "site"
        label = _("厂区图")
        group = _("看")
        description = _("某一年的厂区图，标出几个地方，旁边有名单")
        template = "museum/blocks/map.html"
        preview_value = {"title": "烟囱站在哪里", "year": 1972, "places": []}
