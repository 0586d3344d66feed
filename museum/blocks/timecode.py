"""A moment of a recording, typed as 12:47 and kept as milliseconds."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import FieldBlock

from museum.timecodes import BadTimecode, parse_timecode, write_timecode


class TimecodeField(forms.CharField):
    """Accepts 12:47, 1:02:03.5 or plain seconds; empty is None when the field may be empty."""

    def prepare_value(self, value: Any) -> Any:
        return write_timecode(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]  # CharField promises text, this field gives milliseconds
        if isinstance(value, int):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_timecode(text)
        except BadTimecode as error:
            raise ValidationError(str(error), code="timecode") from error


class TimecodeBlock(FieldBlock):
    """In the editor a short text field; in the stored page a number of milliseconds."""

    def __init__(self, required: bool = True, help_text: str = "", **kwargs: Any) -> None:
        self.field = TimecodeField(required=required, help_text=help_text or _("几分几秒，比如 12:47"), max_length=16)
        super().__init__(**kwargs)

    class Meta:
        icon = "time"
        label = _("时刻")
