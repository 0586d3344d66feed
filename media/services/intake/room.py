"""Whether there is room for more, and how a piece reaches its place: whole, or not at all."""

import contextlib
import errno
import logging
import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from media.models import Intake, IntakeState
from media.refusals import Refused
from media.storage import INTAKE, local_folder, store

logger = logging.getLogger(__name__)


def begin(*, owner: str, filename: str, media_type: str = "", size_bytes: int = 0) -> Intake:
    """Open an intake for an owner. Raises Refused when too much is arriving already."""
    ensure_room()
    if size_bytes > settings.MEDIA_MAX_FILE_BYTES:
        raise Refused("file_bytes", {"limit": filesizeformat(settings.MEDIA_MAX_FILE_BYTES)})
    if Intake.objects.unfinished().count() >= settings.INTAKE_MAX_OPEN:
        raise Refused("intake_many")
    if Intake.objects.owned_by(owner).unfinished().count() >= settings.INTAKE_MAX_OPEN_PER_OWNER:
        raise Refused("intake_mine", {"limit": settings.INTAKE_MAX_OPEN_PER_OWNER})
    return Intake.objects.create(owner=owner, filename=filename[-200:], media_type=media_type, size_bytes=size_bytes)


def folder_of(intake: Intake) -> str:
    """Where its pieces lie, as a storage name."""
    return f"{INTAKE}{intake.key.hex}"


def ensure_room() -> None:
    """Raises Refused("no_room") before the disk is so full that everything else would stop."""
    if shutil.disk_usage(local_folder("quarantine")).free < settings.INTAKE_MIN_FREE_BYTES:
        logger.error("no room for what arrives")
        raise Refused("no_room")


@dataclass(frozen=True, slots=True)
class Draft:
    """A piece that is being written. Nothing knows of it until `place` has put it where its row will say."""

    file: IO[bytes]
    path: Path

    def place(self, name: str) -> None:
        self.file.flush()
        os.fsync(self.file.fileno())
        store().promote(self.path, name)


@contextlib.contextmanager
def drafting() -> Iterator[Draft]:
    """A draft in quarantine, gone at the end unless it was placed. A full disk is Refused("no_room")."""
    path = local_folder("quarantine") / f"{uuid.uuid4().hex}.part"
    try:
        with path.open("xb") as file:
            yield Draft(file, path)
    except OSError as problem:
        if problem.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        logger.exception("no room for a piece")
        raise Refused("no_room") from problem
    finally:
        path.unlink(missing_ok=True)


def locked_open(intake: Intake) -> Intake:
    """The row, locked for this transaction. Raises Refused("intake_closed") when nothing may be added any more."""
    row = Intake.objects.select_for_update(of=("self",)).filter(pk=intake.pk, state=IntakeState.OPEN).first()
    if row is None:
        raise Refused("intake_closed")
    return row


def touch(intake: Intake) -> None:
    """Somebody is still at it: the time of letting go starts anew."""
    Intake.objects.filter(pk=intake.pk).update(touched_at=timezone.now(), warned_at=None)
