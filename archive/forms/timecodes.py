"""Moments of a recording, typed as a player shows them (1:02:03) and stored in milliseconds."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.transcripts.timecodes import format_ms, read_ms

LONGEST_MS = 2_147_483_647
"""What an integer column of either database holds: 24 days."""


def spoken(time_ms: int) -> str:
    """The time as short as it stays exact: 12:08, 1:02:03.5."""
    text = format_ms(time_ms).rstrip("0").rstrip(".")
    hours, minutes, seconds = text.split(":")
    seconds = seconds if "." in seconds else f"{seconds:0<2}"
    return f"{int(hours)}:{minutes}:{seconds}" if int(hours) else f"{minutes}:{seconds}"


class TimecodeField(forms.Field):
    """1:02:03.5, 75:10, 1分2秒; a bare number counts seconds. Cleans to whole milliseconds."""

    widget = forms.TextInput
    default_error_messages = {
        "required": _("请写时间，例如 12:08。"),
        "unreadable": _("“%(value)s”不是时间。请写成 12:08 或 1:02:03。"),
        "too_long": _("“%(value)s”太长了，一段录音没有这么久。"),
    }

    def __init__(self, *, min_value: int | None = None, max_value: int | None = None, **kwargs: Any) -> None:
        kwargs["widget"] = forms.TextInput(attrs={"placeholder": "12:08", "autocomplete": "off"})
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return spoken(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip() if not isinstance(value, int) else spoken(value)
        if not text:
            return None
        time_ms = int(text) * 1000 if text.isascii() and text.isdigit() and len(text) < 8 else read_ms(text)
        if time_ms is None:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable", params={"value": text[:40]})
        if time_ms > LONGEST_MS:
            raise ValidationError(self.error_messages["too_long"], code="too_long", params={"value": text[:40]})
        return time_ms

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


def duration(time_ms: int) -> str:
    """How long a recording is, in words."""
    seconds = round(time_ms / 1000)
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    if hours:
        return gettext("%(hours)d 小时 %(minutes)d 分") % {"hours": hours, "minutes": minutes}
    return gettext("%(minutes)d 分 %(seconds)d 秒") % {"minutes": minutes, "seconds": seconds}
