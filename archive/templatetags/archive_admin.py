"""What the admin's templates need: times as people read them."""

from typing import Literal

from django import template

from archive.desk.doubles import smallest
from archive.forms.timecodes import duration
from archive.transcripts.timecodes import short
from media.models import Asset

register = template.Library()


@register.filter
def moment(time_ms: int | None) -> str:
    """12:08, 1:02:03; nothing for nothing."""
    return short(time_ms) if time_ms is not None else ""


@register.filter
def spell_duration(time_ms: int | None) -> str:
    """1 小时 2 分."""
    return duration(time_ms or 0)


@register.filter
def small_picture(asset: Asset | Literal[""] | None) -> str:
    """The smallest JPEG of a file, from what the list has fetched; empty for a sound, and while there is none."""
    return smallest(asset) if asset else ""
