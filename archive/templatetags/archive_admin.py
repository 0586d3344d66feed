"""What the admin's templates need: times as people read them."""

from django import template

from archive.forms.timecodes import duration
from archive.transcripts.timecodes import short

register = template.Library()


@register.filter
def moment(time_ms: int | None) -> str:
    """12:08, 1:02:03; nothing for nothing."""
    return short(time_ms) if time_ms is not None else ""


@register.filter
def spell_duration(time_ms: int | None) -> str:
    """1 小时 2 分."""
    return duration(time_ms or 0)
