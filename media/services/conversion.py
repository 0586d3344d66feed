"""One row of the queue, from claim to served files.

A worker may be killed anywhere in here. Until `_serve` has committed, the row says pending or running and the files
lie where no address leads; after it, they are whole. `media.services.derive.sweep` finds rows whose worker died.
"""

import json
import logging
import shutil
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from media import sandbox
from media.derivatives.base import MadeFile
from media.models import Derivative, State
from media.refusals import sentence
from media.storage import derivative_path, local_folder, store
from media.workers import new_claim

logger = logging.getLogger(__name__)

LEASE: Final = timedelta(seconds=90)
_TICK_SECONDS: Final = 15.0
_FIRST_PAUSE: Final = timedelta(seconds=30)


class SupersededError(Exception):
    """Somebody else has taken the row over, or wants another generation: this work is for nobody."""


class ConversionError(Exception):
    """A conversion failed. `is_final` when trying again cannot help."""

    def __init__(self, reason: str, *, is_final: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_final = is_final


@dataclass(frozen=True, slots=True)
class Claim:
    """A row as it was when this process took it."""

    derivative: Derivative
    generation: int
    worker: str

    @property
    def prefix(self) -> str:
        return derivative_path(str(self.derivative.asset.uuid), f"{self.derivative.recipe}/{self.generation}")


def convert(derivative_id: int) -> datetime | None:
    """Work on one row if it is due. Returns when to try again after a failure, None when there is no need."""
    claim = _claim(derivative_id)
    if claim is None:
        return None
    folder = local_folder("work") / uuid.uuid4().hex
    folder.mkdir()
    try:
        files = _derive(claim, folder)
        _renew(claim)
        store().adopt(folder, claim.prefix)
        _serve(claim, files)
    except SupersededError:
        logger.info("conversion superseded", extra={"derivative": derivative_id})
        return None
    except ConversionError as failure:
        logger.warning("conversion failed", extra={"derivative": derivative_id, "reason": failure.reason})
        return _fail(claim, failure)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return None


def _claim(derivative_id: int) -> Claim | None:
    now = timezone.now()
    with transaction.atomic():
        row = Derivative.objects.select_for_update().due(now).filter(pk=derivative_id).first()
        if row is None:
            return None
        claim = Claim(row, row.generation, new_claim())
        # update(), not save(): only what becomes visible is announced to those who listen for changes
        Derivative.objects.filter(pk=row.pk).update(
            state=State.RUNNING,
            attempts=F("attempts") + 1,
            worker=claim.worker,
            lease_until=now + LEASE,
            error="",
            updated_at=now,
        )
    return claim


def _derive(claim: Claim, folder: Path) -> list[MadeFile]:
    asset = claim.derivative.asset
    recording = getattr(asset, "recording", None)
    job = {
        "recipe": claim.derivative.recipe,
        "target": str(folder),
        "media_type": asset.original.media_type,
        "duration_ms": asset.original.duration_ms or 0,
        "muted_ranges": recording.muted_ranges if recording else [],
    }
    bounds = sandbox.Bounds(
        cpu_seconds=settings.MEDIA_CONVERT_SECONDS,
        memory_bytes=settings.MEDIA_CONVERT_MEMORY_BYTES,
        wall_seconds=2 * settings.MEDIA_CONVERT_SECONDS,
        written_bytes=settings.MEDIA_MAX_FILE_BYTES,
    )
    try:
        with store().local_copy(asset.original.path) as source:
            ending = sandbox.run(
                "media.derivatives",
                [json.dumps({**job, "source": str(source)})],
                bounds=bounds,
                on_tick=partial(_renew, claim),
                tick_seconds=_TICK_SECONDS,
            )
    except FileNotFoundError as problem:
        raise ConversionError(gettext("原件不见了，请检查存储"), is_final=True) from problem
    return _files(ending)


def _files(ending: sandbox.Ending) -> list[MadeFile]:
    if ending.was_stopped:
        raise ConversionError(gettext("费的时间或内存太多"), is_final=False)
    if not ending.is_clean:
        logger.error("converter crashed", extra={"status": ending.status, "complaint": ending.complaint})
        raise ConversionError(gettext("转换程序出错，已记入日志"), is_final=False)
    answer: dict[str, Any] = json.loads(ending.output)
    if "failed" in answer:
        raise ConversionError(sentence(answer["failed"]), is_final=True)
    files: list[MadeFile] = answer["files"]
    return files


def _mine(claim: Claim) -> dict[str, object]:
    return {
        "pk": claim.derivative.pk,
        "worker": claim.worker,
        "generation": claim.generation,
        "state": State.RUNNING,
    }


def _renew(claim: Claim) -> None:
    """Keep the lease. Raises SupersededError when the row is no longer ours."""
    if not Derivative.objects.filter(**_mine(claim)).update(lease_until=timezone.now() + LEASE):
        raise SupersededError


def _serve(claim: Claim, files: list[MadeFile]) -> None:
    """Put the new generation in the place of the old, unless it is no longer wanted."""
    with transaction.atomic():
        row = Derivative.objects.select_for_update().filter(**_mine(claim)).first()
        if row is None:
            if not Derivative.objects.filter(pk=claim.derivative.pk, generation=claim.generation).exists():
                store().remove_tree(claim.prefix)
            raise SupersededError
        former = row.served_generation
        row.state = State.DONE
        row.served_generation = claim.generation
        row.files = files
        row.size_bytes = sum(file["size_bytes"] for file in files)
        row.worker = ""
        row.lease_until = None
        row.save()
    if former is not None and former != claim.generation:
        store().remove_tree(claim.prefix.rpartition("/")[0] + f"/{former}")


def _fail(claim: Claim, failure: ConversionError) -> datetime | None:
    """Note the reason; wait twice as long before each further attempt."""
    with transaction.atomic():
        row = Derivative.objects.select_for_update().filter(**_mine(claim)).first()
        if row is None:
            return None
        is_final = failure.is_final or row.attempts >= settings.MEDIA_CONVERT_ATTEMPTS
        row.state = State.FAILED if is_final else State.PENDING
        row.error = failure.reason[:500]
        row.not_before = timezone.now() + _FIRST_PAUSE * 2 ** (row.attempts - 1)
        row.worker = ""
        row.lease_until = None
        row.save()
    return None if is_final else row.not_before
