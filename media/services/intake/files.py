"""A file on its way in: pieces that follow each other, as the tus protocol sends them.

A piece that is cut off is kept as far as it came. As with voices the bytes are placed first and the row follows.
"""

import hashlib
import logging
import uuid
from dataclasses import dataclass
from functools import partial
from typing import Final

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from media.models import Intake, IntakeState, Piece
from media.probe import HEAD_BYTES
from media.refusals import Refused
from media.services.ingest import Readable, refuse_by_head
from media.services.intake.room import Draft, drafting, ensure_room, folder_of, locked_open, touch
from media.storage import CHUNK_BYTES, store
from media.tasks import take_in

logger = logging.getLogger(__name__)

ALGORITHMS: Final = ("sha1", "sha256")
"""By which a sender may let us check a piece; tus asks for the first."""


@dataclass(frozen=True, slots=True)
class Checksum:
    """What a piece should be: `algorithm` is one of ALGORITHMS, `digest` hexadecimal."""

    algorithm: str
    digest: str


def received_bytes(intake: Intake) -> int:
    """How far the file has come: the offset from which its sender goes on."""
    if intake.state in {IntakeState.TAKING_IN, IntakeState.DONE}:
        return intake.size_bytes
    return int(intake.pieces.aggregate(total=Sum("size_bytes"))["total"] or 0)


def append(*, intake: Intake, offset: int, stream: Readable, checksum: Checksum | None = None) -> int:
    """Keep what follows at `offset`; returns the new offset. A complete file is queued to be taken in.

    With a checksum a piece is kept whole or not at all, without one as far as it came. Raises Refused.
    """
    ensure_room()
    _refuse_elsewhere(intake, offset)
    with drafting() as draft:
        size_bytes, head = _write(draft, stream, room_bytes=intake.size_bytes - offset, checksum=checksum)
        if size_bytes == 0:
            return offset
        if offset == 0 and (len(head) >= HEAD_BYTES or size_bytes == intake.size_bytes):
            _refuse_foreign(intake, head)
        path = f"{folder_of(intake)}/{offset:012d}-{uuid.uuid4().hex}"
        draft.place(path)
    with transaction.atomic():
        row = locked_open(intake)
        _refuse_elsewhere(row, offset)
        Piece.objects.create(intake=row, offset=offset, size_bytes=size_bytes, path=path)
        touch(row)
        if offset + size_bytes == row.size_bytes:
            Intake.objects.filter(pk=row.pk).update(state=IntakeState.TAKING_IN)
            take_in.enqueue(row.pk)
    return offset + size_bytes


def _write(draft: Draft, stream: Readable, *, room_bytes: int, checksum: Checksum | None) -> tuple[int, bytes]:
    """How much came, and its first bytes. Raises Refused for more than was announced, or for other bytes."""
    digest = hashlib.new(checksum.algorithm if checksum else "sha256", usedforsecurity=False)
    size_bytes, head = 0, b""
    while piece := _read(stream):
        size_bytes += len(piece)
        if size_bytes > room_bytes:
            raise Refused("overlong")
        digest.update(piece)
        draft.file.write(piece)
        if len(head) < HEAD_BYTES:
            head += piece
    if checksum and digest.hexdigest() != checksum.digest:
        raise Refused("wrong_hash")
    return size_bytes, head


def _refuse_foreign(intake: Intake, head: bytes) -> None:
    try:
        refuse_by_head(head[:HEAD_BYTES], intake.filename)
    except Refused as refusal:
        refuse(intake=intake, refusal=refusal)
        raise


def discard(*, intake: Intake) -> None:
    """Forget what has arrived of an unfinished intake, file or voice."""
    with transaction.atomic():
        row = Intake.objects.unfinished().select_for_update(of=("self",)).filter(pk=intake.pk).first()
        if row is None:
            raise Refused("intake_closed")
        transaction.on_commit(partial(store().remove_tree, folder_of(row)))
        row.delete()


def refuse(*, intake: Intake, refusal: Refused) -> None:
    """The file is not acceptable: note why, and let its bytes go."""
    with transaction.atomic():
        Intake.objects.filter(pk=intake.pk).update(
            state=IntakeState.FAILED, error=str(refusal)[:500], touched_at=timezone.now()
        )
        intake.pieces.all().delete()
        transaction.on_commit(partial(store().remove_tree, folder_of(intake)))


def _refuse_elsewhere(intake: Intake, offset: int) -> None:
    if intake.state != IntakeState.OPEN:
        raise Refused("intake_closed")
    received = received_bytes(intake)
    if received != offset:
        raise Refused("wrong_offset", {"offset": received})


def _read(stream: Readable) -> bytes:
    """The next piece; nothing where the network was cut, so that what came before it is kept."""
    try:
        return stream.read(max(CHUNK_BYTES, HEAD_BYTES))
    except OSError as problem:
        logger.info("upload cut off", extra={"reason": str(problem)})
        return b""
