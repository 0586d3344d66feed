"""Taking passages out of what the public hears. The original keeps them, sealed; every derivative is made again."""

from collections.abc import Sequence

from django.db import transaction

from media.models import Recording
from media.services import derive


def checked_ranges(ranges: Sequence[Sequence[int]], *, duration_ms: int) -> list[list[int]]:
    """The ranges in order, merged where they touch, cut to the recording.

    Raises ValueError, naming the range, when one does not start before it ends or lies outside the recording.
    """
    merged: list[list[int]] = []
    for start_ms, end_ms in sorted((int(start), int(end)) for start, end in ranges):
        if not 0 <= start_ms < end_ms or start_ms >= duration_ms:
            raise ValueError(
                f"[{start_ms}, {end_ms}] is no part of a recording of {duration_ms} ms. Give start < end, both inside."
            )
        if merged and start_ms <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], min(end_ms, duration_ms))
        else:
            merged.append([start_ms, min(end_ms, duration_ms)])
    return merged


def mute(*, recording: Recording, ranges: Sequence[Sequence[int]]) -> Recording:
    """Set the muted ranges and withdraw, in the same moment, every derivative made without them."""
    wanted = checked_ranges(ranges, duration_ms=recording.duration_ms)
    with transaction.atomic():
        fresh = Recording.objects.select_for_update().get(pk=recording.pk)
        if fresh.muted_ranges != wanted:
            fresh.muted_ranges = wanted
            fresh.save(update_fields=["muted_ranges"])
            derive.withdraw(asset=fresh.asset)
    recording.muted_ranges = wanted
    return recording
