"""The seconds of interviews that speak about something: the mentions curators have marked."""

from typing import Any

from archive.models import Interview, MomentMention
from museum.clips import Clip, Key, clips_at
from museum.reader import Reader

MOST = 12


def moments_about(record: Any, reader: Reader) -> list[Clip]:
    """Marked moments in interviews this reader may hear; a moment that touches a cut is left out whole."""
    if record.pk is None:
        return []  # a preview of something that was never saved
    open_interviews = Interview.objects.visible_to(reader.viewer)
    mentions = MomentMention.objects.filter(**{record.KIND: record}, interview__in=open_interviews)
    keys: list[Key] = list(
        mentions.order_by("interview", "start_ms").values_list("interview", "start_ms", "end_ms")[:MOST]
    )
    clips = clips_at(keys, reader)
    return [clips[key] for key in keys if key in clips and clips[key].lines and not clips[key].is_cut]
