"""One loud sentence on the blueprint ground, with the moment it was said. At most one or two a page."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock

from museum.blocks.clip import MomentBlock


class QuotationBlock(MomentBlock):
    words = CharBlock(
        label=_("哪一句"), max_length=120, help_text=_("原话。讲述人收回这一段，或者要求隐去，这里跟着就没有了。")
    )

    class Meta:
        icon = "openquote"
        label = _("一句话")
        group = _("听")
        description = _("一句原话，占满一行，后面跟着时刻")
        template = "museum/blocks/quotation.html"
        preview_value = {"words": "关了以后，整个车间一下子静了。", "start_ms": 778_000, "end_ms": 785_000}
