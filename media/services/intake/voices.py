"""A voice on its way in: takes of chunks, in whatever order a bad network brings them.

A chunk is kept as a file first and as a row after it. A crash between the two leaves a file that no row names: the
phone sends the chunk again, and `media.services.sweeping` removes the stray.
"""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.template.defaultfilters import date, filesizeformat
from django.utils import timezone
from django.utils.translation import gettext

from media.flac import StreamInfo, stream_info
from media.models import Chunk, Intake, IntakeState, Take
from media.models.intake import VOICE
from media.refusals import Refused
from media.services.intake.room import begin, drafting, ensure_room, folder_of, locked_open, touch
from media.storage import store
from media.tasks import take_in

LONGEST_CHUNK_MS: Final = 5_000
LONGEST_CHUNK_BYTES: Final = 600_000
"""Five seconds at 48 kHz and 16 bits that could not be made any smaller, and a head."""
_RATES_HZ: Final = range(8_000, 48_001)
_MOST_TAKES: Final = 1_000
_MOST_CHUNKS: Final = 20_000
_MOST_A_MINUTE: Final = 900
"""Thirty times as fast as anybody speaks: what piled up without a network may be sent quickly, nothing faster."""


@dataclass(frozen=True, slots=True)
class Held:
    """What has arrived of a take: runs of sequence numbers, both ends included."""

    key: uuid.UUID
    ordinal: int
    duration_ms: int
    runs: tuple[tuple[int, int], ...]
    is_deleted: bool


def going_on(*, owner: str) -> Intake | None:
    """The voice that this owner is telling, if there is one."""
    return Intake.objects.owned_by(owner).open().filter(media_type=VOICE).order_by("-pk").first()


def open_voice(*, owner: str) -> Intake:
    """The voice that this owner is telling, or a new one: tomorrow's link goes on with what was begun today."""
    today = date(timezone.localtime(), "Y-m-d")
    return going_on(owner=owner) or begin(owner=owner, filename=f"{gettext('讲述')} {today}.flac", media_type=VOICE)


def receive(
    *, intake: Intake, take_key: uuid.UUID, ordinal: int, sequence: int, content: bytes, sha256: str
) -> Chunk:  # fmt: skip
    """Keep one chunk. The same chunk again is the same row. Raises Refused, and has kept nothing then."""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Refused("wrong_hash")
    info = _heard(content)
    if sequence >= _MOST_CHUNKS or ordinal >= _MOST_TAKES:
        raise Refused("not_voice")
    known = _known(intake, take_key, sequence, sha256)
    if known is not None:
        return known
    _refuse_too_much(intake, info, len(content))
    ensure_room()
    path = f"{folder_of(intake)}/{take_key.hex}/{sequence:06d}-{sha256[:16]}.flac"
    with drafting() as draft:
        draft.file.write(content)
        draft.place(path)
    with transaction.atomic():
        locked_open(intake)
        take, _made = Take.objects.get_or_create(intake=intake, key=take_key, defaults={"ordinal": ordinal})
        known = _known(intake, take_key, sequence, sha256)
        touch(intake)
        return known or Chunk.objects.create(
            take=take, sequence=sequence, sha256=sha256, path=path,
            size_bytes=len(content), duration_ms=info.duration_ms, rate_hz=info.rate_hz,
        )  # fmt: skip


def delete_take(*, intake: Intake, take_key: uuid.UUID) -> None:
    """Take back what was said between two presses of the button; chunks still under way are refused from now on."""
    with transaction.atomic():
        locked_open(intake)
        take, _made = Take.objects.get_or_create(intake=intake, key=take_key, defaults={"ordinal": 0})
        take.deleted_at = timezone.now()
        take.save(update_fields=["deleted_at"])
        take.chunks.all().delete()
        touch(intake)
        transaction.on_commit(lambda: store().remove_tree(f"{folder_of(intake)}/{take_key.hex}"))


def held(intake: Intake) -> list[Held]:
    """Every take in its order, with what of it has arrived. Two queries."""
    takes = intake.takes.prefetch_related("chunks")
    return [
        Held(
            key=take.key,
            ordinal=take.ordinal,
            duration_ms=sum(chunk.duration_ms for chunk in take.chunks.all()),
            runs=_runs([chunk.sequence for chunk in take.chunks.all()]),
            is_deleted=take.deleted_at is not None,
        )
        for take in takes
    ]


def finish(*, intake: Intake, declared: Mapping[uuid.UUID, int], accept_gaps: bool = False) -> None:
    """Nothing more will come: have the voice taken in.

    `declared` is how many chunks the phone recorded of each take it knows. Raises Refused("gap"), which names what has
    not arrived, unless the gaps are accepted; Refused("no_voice") when there is nothing. Twice is once.
    """
    with transaction.atomic():
        row = Intake.objects.select_for_update(of=("self",)).get(pk=intake.pk)
        if row.state in {IntakeState.TAKING_IN, IntakeState.DONE}:
            return
        arrived = [take for take in held(row) if not take.is_deleted]
        gaps = _gaps(arrived, declared, deleted={take.key for take in held(row) if take.is_deleted})
        if gaps and not accept_gaps:
            raise Refused("gap", {"count": sum(gaps.values()), "where": gettext("、").join(gaps)})
        if not any(take.runs for take in arrived):
            raise Refused("no_voice")
        for take in arrived:
            row.takes.filter(key=take.key).update(declared_chunks=declared.get(take.key))
        row.state, row.progress, row.error, row.touched_at = IntakeState.TAKING_IN, 0, "", timezone.now()
        row.save(update_fields=["state", "progress", "error", "touched_at"])
        take_in.enqueue(row.pk)


def _heard(content: bytes) -> StreamInfo:
    try:
        info = stream_info(content)
    except ValueError as problem:
        raise Refused("not_voice") from problem
    is_ours = info.channels == 1 and info.bits == 16 and info.rate_hz in _RATES_HZ
    if not is_ours or info.duration_ms > LONGEST_CHUNK_MS or len(content) > LONGEST_CHUNK_BYTES:
        raise Refused("not_voice")
    return info


def _known(intake: Intake, take_key: uuid.UUID, sequence: int, sha256: str) -> Chunk | None:
    """The row of a chunk that is here already. Raises Refused for a deleted take, or other words in the same place."""
    take = intake.takes.filter(key=take_key).first()
    if take is not None and take.deleted_at is not None:
        raise Refused("take_deleted")
    known: Chunk | None = take.chunks.filter(sequence=sequence).first() if take else None
    if known is not None and known.sha256 != sha256:
        raise Refused("other_chunk")
    return known


def _refuse_too_much(intake: Intake, info: StreamInfo, size_bytes: int) -> None:
    """Raises Refused where the voice would become larger or longer than one may be, or comes faster."""
    if intake.state != IntakeState.OPEN:
        raise Refused("intake_closed")
    chunks = Chunk.objects.filter(take__intake=intake)
    if chunks.filter(received_at__gt=timezone.now() - timedelta(minutes=1)).count() >= _MOST_A_MINUTE:
        raise Refused("too_fast")
    so_far = chunks.aggregate(size_bytes=Sum("size_bytes"), duration_ms=Sum("duration_ms"))
    if (so_far["size_bytes"] or 0) + size_bytes > settings.INTAKE_MAX_VOICE_BYTES:
        raise Refused("intake_bytes", {"limit": filesizeformat(settings.INTAKE_MAX_VOICE_BYTES)})
    if (so_far["duration_ms"] or 0) + info.duration_ms > settings.INTAKE_MAX_VOICE_MINUTES * 60_000:
        raise Refused("intake_minutes", {"limit": settings.INTAKE_MAX_VOICE_MINUTES})


def _runs(sequences: list[int]) -> tuple[tuple[int, int], ...]:
    runs: list[tuple[int, int]] = []
    for sequence in sequences:
        if runs and runs[-1][1] == sequence - 1:
            runs[-1] = (runs[-1][0], sequence)
        else:
            runs.append((sequence, sequence))
    return tuple(runs)


def _gaps(arrived: list[Held], declared: Mapping[uuid.UUID, int], deleted: set[uuid.UUID]) -> dict[str, int]:
    """How many chunks are missing, by the words for where: below the highest that came, or the phone has, per take."""
    by_key = {take.key: take for take in arrived}
    order = [take.key for take in arrived] + [key for key in declared if key not in by_key]
    gaps: dict[str, int] = {}
    for number, key in enumerate([key for key in order if key not in deleted], start=1):
        runs = by_key[key].runs if key in by_key else ()
        expected = max(declared.get(key, 0), runs[-1][1] + 1 if runs else 0)
        missing = expected - sum(end - start + 1 for start, end in runs)
        if missing > 0:
            gaps[gettext("第 %(number)s 段差 %(count)s 小段") % {"number": number, "count": missing}] = missing
    return gaps
