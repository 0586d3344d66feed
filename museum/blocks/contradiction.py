"""Two memories of one thing, side by side, same size, no verdict."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock

from museum.blocks.choosing import RecordChooserBlock
from museum.blocks.clip import MomentBlock


class MemoryBlock(MomentBlock):
    says = CharBlock(label=_("怎么说"), max_length=160)

    class Meta:
        icon = "user"
        label = _("一个记法")
        preview_value = {"says": "他就站我背后，手电照在我手上。", "start_ms": 771_000, "end_ms": 778_000}


class ContradictionBlock(StructBlock):
    title = CharBlock(label=_("说的是哪件事"), max_length=80)
    versions = ListBlock(MemoryBlock(), label=_("几个记法"), min_num=2, max_num=6)
    evidence = ListBlock(
        RecordChooserBlock("archive.Artifact", required=False),
        label=_("有关的藏品"),
        required=False,
        max_num=6,
        default=[],
    )

    class Meta:
        icon = "group"
        label = _("不同的记法")
        group = _("听")
        description = _("同一件事，几个人记得不一样，并排放着，不下结论")
        template = "museum/blocks/contradiction.html"
        preview_value = {"title": "烟囱有多高", "versions": [], "evidence": []}
