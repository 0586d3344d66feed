"""A moment of a recording, typed as 12:47 and kept as milliseconds."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import FieldBlock

from archive.forms.timecodes import TimecodeField


class TimecodeBlock(FieldBlock):
    """In the editor a short text field; in the stored page a number of milliseconds."""

    def __init__(self, required: bool = True, help_text: str = "", **kwargs: Any) -> None:
        self.field = TimecodeField(required=required, help_text=help_text or _("几分几秒，比如 12:47"))
        super().__init__(**kwargs)

    class Meta:
        icon = "time"
        label = _("时刻")
