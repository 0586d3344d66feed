"""A file on its way in: pieces that follow each other, as the tus protocol sends them.

A piece that is cut off is kept as far as it came. As with voices the bytes are placed first and the row follows.
"""

import hashlib
import logging
import uuid
from functools import partial

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from media.models import Intake, IntakeState, Piece
from media.probe import HEAD_BYTES
from media.refusals import Refused
from media.services.ingest import Readable, refuse_by_head
from media.services.intake.room import drafting, ensure_room, folder_of, locked_open, touch
from media.storage import CHUNK_BYTES, store
from media.tasks import take_in

logger = logging.getLogger(__name__)


def received_bytes(intake: Intake) -> int:
    """How far the file has come: the offset from which its sender goes on."""
    if intake.state in {IntakeState.TAKING_IN, IntakeState.DONE}:
        return intake.size_bytes
    return int(intake.pieces.aggregate(total=Sum("size_bytes"))["total"] or 0)


def append(*, intake: Intake, offset: int, stream: Readable, sha256: str = "") -> int:
    """Keep what follows at `offset`; returns the new offset. A complete file is queued to be taken in.

    With a hash a piece is kept whole or not at all, without one as far as it came. Raises Refused.
    """
    ensure_room()
    _refuse_elsewhere(intake, offset)
    with drafting() as draft:
        digest, size_bytes, head = hashlib.sha256(), 0, b""
        while piece := _read(stream):
            size_bytes += len(piece)
            if offset + size_bytes > intake.size_bytes:
                raise Refused("overlong")
            digest.update(piece)
            draft.file.write(piece)
            head = head or piece
        if sha256 and digest.hexdigest() != sha256:
            raise Refused("wrong_hash")
        if size_bytes == 0:
            return offset
        is_whole_head = len(head) >= HEAD_BYTES or len(head) == intake.size_bytes
        if offset == 0 and is_whole_head:
            refuse_by_head(head, intake.filename)
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
