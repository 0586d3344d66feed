"""Today's voice: the passage the home page plays first."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock

from museum.blocks.clip import MomentBlock


class VoiceBlock(MomentBlock):
    title = CharBlock(label=_("标题"), max_length=20, default="今天听这一段")
    words = CharBlock(label=_("哪几句"), required=False, max_length=200, help_text=_("空着就用转写稿里这一段的原文。"))

    class Meta:
        icon = "media"
        label = _("今天听这一段")
        group = _("听")
        description = _("首页上最先能听的一段")
        template = "museum/blocks/voice.html"
        preview_value = {
            "title": "今天听这一段",
            "words": "那天夜班，阀门是我关的。",
            "start_ms": 767_000,
            "end_ms": 805_000,
        }
