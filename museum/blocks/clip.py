"""A piece of an interview, from one moment to another. Its words come from the transcript, so what a narrator takes
back there is gone here too."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock
from wagtail.blocks.struct_block import StructBlockValidationError

from museum.blocks.choosing import RecordChooserBlock
from museum.blocks.timecode import TimecodeBlock


class MomentBlock(StructBlock):
    """The part every piece of sound shares: which interview, from when to when."""

    interview = RecordChooserBlock("archive.Interview", label=_("哪一段口述"))
    start_ms = TimecodeBlock(label=_("从"))
    end_ms = TimecodeBlock(label=_("到"))

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["end_ms"] <= cleaned["start_ms"]:
            raise StructBlockValidationError(
                block_errors={"end_ms": ValidationError(_("“到”要在“从”的后面。"), code="order")}
            )
        return cleaned


class InterviewClipBlock(MomentBlock):
    caption = CharBlock(label=_("一句说明"), required=False, max_length=120)

    class Meta:
        icon = "media"
        label = _("一段声音")
        group = _("听")
        description = _("从口述里取一段，文字自己从转写稿里来")
        template = "museum/blocks/clip.html"
        preview_value = {"caption": "周桂生说阀门", "start_ms": 767_000, "end_ms": 785_000}
