"""From pieces to an asset, by a worker. May be killed anywhere and begun again: the asset, the end of the intake and
what listeners write are one transaction, and the pieces go after it."""

import itertools
import json
import logging
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, QuerySet, Sum
from django.utils import timezone

from media import sandbox
from media.models import Chunk, Intake, IntakeState, Kind, Piece, Take
from media.refusals import Refused
from media.services.ingest import Admitted, admit, keep
from media.services.intake import files
from media.services.intake.room import folder_of
from media.signals import taken_in
from media.storage import CHUNK_BYTES, local_folder, store

logger = logging.getLogger(__name__)

_TICK_SECONDS = 1.0
_JOINED_PERCENT = 90
_ROUNDED_MS = 20


def take_in(intake_id: int) -> None:
    """Make an asset of everything that has arrived. Nothing to do if that has happened already."""
    intake = Intake.objects.filter(pk=intake_id, state=IntakeState.TAKING_IN).first()
    if intake is None:
        return
    try:
        admitted = _voice(intake) if intake.is_voice else _file(intake)
    except Refused as refusal:
        logger.warning("intake refused", extra={"intake": str(intake.key), "code": refusal.code})
        if intake.is_voice:
            _put_off(intake, refusal)
        else:
            files.refuse(intake=intake, refusal=refusal)
        return
    _keep(intake, admitted)


def _keep(intake: Intake, admitted: Admitted) -> None:
    with transaction.atomic():
        row = Intake.objects.select_for_update(of=("self",)).filter(pk=intake.pk, state=IntakeState.TAKING_IN).first()
        if row is None:
            admitted.discard()
            return
        row.asset = keep(admitted)
        row.state, row.progress, row.touched_at = IntakeState.DONE, 100, timezone.now()
        row.save(update_fields=["asset", "state", "progress", "touched_at"])
        Piece.objects.filter(intake=row).delete()
        Take.objects.filter(intake=row).delete()
        taken_in.send(sender=Intake, intake=row, asset=row.asset)
        transaction.on_commit(partial(store().remove_tree, folder_of(row)))


def _put_off(intake: Intake, refusal: Refused) -> None:
    """A voice is never thrown away for what went wrong here: its chunks stay, and finishing may be asked for again."""
    Intake.objects.filter(pk=intake.pk, state=IntakeState.TAKING_IN).update(
        state=IntakeState.FAILED, error=str(refusal)[:500], touched_at=timezone.now()
    )


def _file(intake: Intake) -> Admitted:
    return admit(_Pieces(list(intake.pieces.all())), filename=intake.filename)


class _Pieces:
    """The pieces of a file, read one after the other."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._flow: Iterator[bytes] = itertools.chain.from_iterable(
            store().chunks(piece.path, start=0, length=piece.size_bytes) for piece in pieces
        )
        self._left = b""

    def read(self, size: int = CHUNK_BYTES, /) -> bytes:
        piece = self._left or next(self._flow, b"")
        self._left = piece[size:]
        return piece[:size]


def _voice(intake: Intake) -> Admitted:
    with _work_folder() as folder:
        joined = folder / "voice.flac"
        _join(intake, folder, joined)
        with joined.open("rb") as file:
            admitted = admit(file, filename=intake.filename, wanted={Kind.AUDIO})
    _refuse_shorter(intake, admitted)
    return admitted


def _refuse_shorter(intake: Intake, admitted: Admitted) -> None:
    """Before any chunk is let go: what was joined must be as long as they are together, but for rounding."""
    totals = _chunks(intake).aggregate(duration_ms=Sum("duration_ms"), count=Count("pk"))
    if admitted.facts["duration_ms"] + totals["count"] + _ROUNDED_MS < totals["duration_ms"]:
        admitted.discard()
        raise Refused("join_failed")


def _chunks(intake: Intake) -> QuerySet[Chunk]:
    return Chunk.objects.filter(take__intake=intake, take__deleted_at=None)


def _join(intake: Intake, folder: Path, joined: Path) -> None:
    """Raises Refused("join_failed"), or Refused("heavy") where the child had to be stopped."""
    chunks = _chunks(intake)
    totals = chunks.aggregate(size_bytes=Sum("size_bytes"), rate_hz=Max("rate_hz"))
    names = []
    for number, chunk in enumerate(chunks.order_by("take__ordinal", "take_id", "sequence").iterator()):
        names.append(f"{number:06d}.flac")
        with store().local_copy(chunk.path) as source:
            shutil.copyfile(source, folder / names[-1])
    listed = folder / "chunks.txt"
    listed.write_text("ffconcat version 1.0\n" + "".join(f"file '{name}'\n" for name in names))
    job: dict[str, Any] = {"list": str(listed), "target": str(joined), "rate_hz": totals["rate_hz"]}
    bounds = sandbox.Bounds(
        cpu_seconds=settings.MEDIA_CONVERT_SECONDS,
        memory_bytes=settings.MEDIA_CONVERT_MEMORY_BYTES,
        wall_seconds=2 * settings.MEDIA_CONVERT_SECONDS,
        written_bytes=settings.MEDIA_MAX_FILE_BYTES,
    )
    ending = sandbox.run(
        "media.joining", [json.dumps(job)], bounds=bounds,
        on_tick=partial(_tell, intake, joined, totals["size_bytes"]), tick_seconds=_TICK_SECONDS,
    )  # fmt: skip
    if not ending.is_clean:
        logger.error("voice not joined", extra={"intake": str(intake.key), "complaint": ending.complaint})
        raise Refused("heavy" if ending.was_stopped else "join_failed")


def _tell(intake: Intake, joined: Path, expected_bytes: int) -> None:
    """The joined file becomes about as large as its chunks together: how much of it is there tells how far it is."""
    written = joined.stat().st_size if joined.exists() else 0
    percent = min(_JOINED_PERCENT, written * _JOINED_PERCENT // max(expected_bytes, 1))
    Intake.objects.filter(pk=intake.pk).update(progress=percent)


@contextmanager
def _work_folder() -> Iterator[Path]:
    folder = local_folder("work") / uuid.uuid4().hex
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
