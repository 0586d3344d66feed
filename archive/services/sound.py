"""Keeping the sound as silent as the text: what is cut from an interview's words is muted in its recordings."""

from django.db import transaction

from archive.models import Interview, InterviewPart, Segment
from archive.rights import Range, merge_ranges
from archive.speech import cut_ranges
from media.services.muting import mute


def silent_ranges(interview: Interview) -> list[Range]:
    """Everything to be muted, on the interview's own clock: restrictions in force and redacted segments."""
    redacted = Segment.objects.filter(transcript__interview=interview, is_redacted=True).values_list(
        "start_ms", "end_ms"
    )
    return merge_ranges([*cut_ranges(interview), *((start, end) for start, end in redacted if end > start)])


def part_ranges(part: InterviewPart, ranges: list[Range]) -> list[Range]:
    """The ranges that fall into one recording, on the recording's clock."""
    length_ms = part.recording.duration_ms
    shifted = ((start - part.offset_ms, end - part.offset_ms) for start, end in ranges)
    return [(max(start, 0), min(end, length_ms)) for start, end in shifted if start < length_ms and end > 0]


def settle_sound(interview: Interview) -> bool:
    """Mute what must be silent and nothing else. Returns whether any recording changed."""
    changed = False
    with transaction.atomic():
        ranges = silent_ranges(interview)
        for part in InterviewPart.objects.filter(interview=interview).select_related("recording__asset"):
            before = part.recording.muted_ranges
            mute(recording=part.recording, ranges=part_ranges(part, ranges))
            changed = changed or part.recording.muted_ranges != before
    return changed
