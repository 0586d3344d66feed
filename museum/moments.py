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
    mentions = (
        MomentMention.objects.filter(**{record.KIND: record}, interview__in=Interview.objects.visible_to(reader.viewer))
        .select_related("interview")
        .order_by("interview", "start_ms")[:MOST]
    )
    interviews = {mention.interview_id: mention.interview for mention in mentions}
    keys: list[Key] = [(mention.interview_id, mention.start_ms, mention.end_ms) for mention in mentions]
    clips = clips_at(keys, interviews, reader)
    return [clips[key] for key in keys if key in clips and clips[key].lines and not clips[key].is_cut]
