"""Three generations in three columns, each with something said."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, StructBlock

from museum.blocks.clip import MomentBlock
from museum.blocks.timeline import GENERATION_CHOICES


class GenerationBlock(MomentBlock):
    generation = ChoiceBlock(label=_("哪一代"), choices=GENERATION_CHOICES[1:])
    years = CharBlock(label=_("年头"), required=False, max_length=20)
    title = CharBlock(label=_("怎样的人"), max_length=40)
    words = CharBlock(label=_("哪一句"), max_length=120)

    class Meta:
        icon = "user"
        label = _("一代人")
        preview_value = {
            "generation": "1",
            "years": "1956–1977",
            "title": "来建厂的人",
            "words": "路是我们自己挑出来的。",
        }


class GenerationsBlock(StructBlock):
    title = CharBlock(label=_("标题"), max_length=40, default="三代人，一座厂")
    columns = ListBlock(GenerationBlock(), label=_("三代"), min_num=1, max_num=3)

    class Meta:
        icon = "group"
        label = _("三代人")
        group = _("人")
        description = _("三代人并排，各说一句")
        template = "museum/blocks/generations.html"
        preview_value = {"title": "三代人，一座厂", "columns": []}
