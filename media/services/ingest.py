"""The only way in: quarantine → examination → kept once → conversions queued.

Two steps, because a form must answer before it saves: `admit` judges an upload and leaves it in quarantine, `keep`
makes an admitted upload an asset. `ingest` is both. Between the two, and after a crash at any point, nothing exists
but a file in quarantine (swept by `media.services.sweeping`) or an original that no row names (swept as well).
"""

import errno
import hashlib
import json
import logging
import os
import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final, Protocol

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext

from media import sandbox
from media.models import Asset, Kind, Original, Visibility
from media.probe import HEAD_BYTES, UnacceptableError, check_name, sniff
from media.refusals import Refused
from media.services import derive
from media.storage import CHUNK_BYTES, local_folder, original_path, store

logger = logging.getLogger(__name__)

_FACTS: Final = ("width_px", "height_px", "duration_ms", "page_count")
_MIN_WALL_SECONDS: Final = 20
_WALL_PER_CPU: Final = 6


class Readable(Protocol):
    """Anything with read(): an upload, an open file, a socket."""

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Admitted:
    """A judged upload, still in quarantine. `facts` are columns of Original."""

    path: Path
    name: str
    sha512: str
    size_bytes: int
    kind: str
    media_type: str
    facts: dict[str, int]

    def discard(self) -> None:
        self.path.unlink(missing_ok=True)


class AdmittedFile(File[bytes]):
    """An admitted upload in the hands of a form, so that it is not judged a second time when saved."""

    def __init__(self, admitted: Admitted) -> None:
        super().__init__(admitted.path.open("rb"), name=admitted.name)
        self.admitted = admitted


def ingest(
    stream: Readable,
    *,
    filename: str,
    uploaded_by: Any = None,
    visibility: str = Visibility.STAFF,
    wanted: Collection[str] = Kind.values,
) -> Asset:
    """Take a file in, or raise Refused with a sentence for the person who brought it."""
    admitted = admit(stream, filename=filename, wanted=wanted)
    return keep(admitted, uploaded_by=uploaded_by, visibility=visibility)


def admit(stream: Readable, *, filename: str, wanted: Collection[str] = Kind.values) -> Admitted:
    """Judge an upload. Never holds the file in memory; leaves nothing behind when it raises Refused."""
    name = _base_name(filename)
    path = local_folder("quarantine") / f"{uuid.uuid4().hex}.part"
    try:
        sha512, size_bytes = _receive(stream, path, name)
        known = Original.objects.filter(sha512=sha512).values("media_type", *_FACTS).first()
        found = dict(known) if known else _examine(path, name)
        media_type = str(found.pop("media_type"))
        kind = str(found.pop("kind", "") or _kind_of(media_type))
        if kind not in wanted:
            raise Refused("wrong_kind", {"wanted": _labels(wanted), "label": str(Kind(kind).label)})
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    facts = {name: int(value) for name, value in found.items() if value is not None}
    return Admitted(path, name, sha512, size_bytes, kind, media_type, facts)


def keep(admitted: Admitted, *, uploaded_by: Any = None, visibility: str = Visibility.STAFF) -> Asset:
    """Make an admitted upload an asset: bytes first, rows and queued conversions in one transaction after them."""
    path = original_path(admitted.sha512)
    store().promote(admitted.path, path)
    with transaction.atomic():
        original, _created = Original.objects.get_or_create(
            sha512=admitted.sha512,
            defaults={
                "size_bytes": admitted.size_bytes,
                "media_type": admitted.media_type,
                "path": path,
                **admitted.facts,
            },
        )
        asset = Asset.objects.create(
            original=original,
            kind=admitted.kind,
            visibility=visibility,
            original_name=admitted.name,
            uploaded_by=uploaded_by,
        )
        derive.request(asset=asset)
    logger.info("file kept", extra={"asset": str(asset.uuid), "media_type": admitted.media_type})
    return asset


def _receive(stream: Readable, path: Path, name: str) -> tuple[str, int]:
    """Write the stream to quarantine, hashing as it passes; refuse what its first bytes already give away."""
    digest, size_bytes = hashlib.sha512(), 0
    try:
        with path.open("xb") as file:
            for chunk in _chunks(stream):
                if size_bytes == 0:
                    refuse_by_head(chunk, name)
                size_bytes += len(chunk)
                if size_bytes > settings.MEDIA_MAX_FILE_BYTES:
                    raise Refused("file_bytes", {"limit": filesizeformat(settings.MEDIA_MAX_FILE_BYTES)})
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except OSError as problem:
        if problem.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        logger.exception("no room for an upload")
        raise Refused("no_room") from problem
    if size_bytes == 0:
        raise Refused("empty")
    return digest.hexdigest(), size_bytes


def _chunks(stream: Readable) -> Iterator[bytes]:
    """The first piece is as long as `sniff` wants it, whatever the stream hands out at a time."""
    head = b""
    while len(head) < HEAD_BYTES and (piece := stream.read(HEAD_BYTES - len(head))):
        head += piece
    if head:
        yield head
    while piece := stream.read(CHUNK_BYTES):
        yield piece


def refuse_by_head(head: bytes, name: str) -> None:
    """Raises Refused for what the first `HEAD_BYTES` of a file already give away."""
    try:
        check_name(name, sniff(head))
    except UnacceptableError as refusal:
        raise Refused(refusal.code, refusal.facts) from refusal


def _examine(path: Path, name: str) -> dict[str, Any]:
    """Have a bounded child take the file apart. Whatever goes wrong there is a refusal here."""
    request = {
        "path": str(path),
        "name": name,
        "max_pixels": settings.MEDIA_MAX_IMAGE_PIXELS,
        "max_pages": settings.MEDIA_MAX_PDF_PAGES,
        "max_duration_ms": settings.MEDIA_MAX_DURATION_SECONDS * 1000,
        "cpu_seconds": settings.MEDIA_DECODE_SECONDS,
    }
    bounds = sandbox.Bounds(
        cpu_seconds=settings.MEDIA_DECODE_SECONDS,
        memory_bytes=settings.MEDIA_DECODE_MEMORY_BYTES,
        wall_seconds=max(_MIN_WALL_SECONDS, settings.MEDIA_DECODE_SECONDS * _WALL_PER_CPU),
    )
    ending = sandbox.run("media.decode", [json.dumps(request)], bounds=bounds)
    if not ending.is_clean:
        code = "heavy" if ending.was_stopped else "damaged"
        logger.warning("examination ended badly", extra={"status": ending.status, "complaint": ending.complaint})
        raise Refused(code)
    answer: dict[str, Any] = json.loads(ending.output)
    if "refused" in answer:
        raise Refused(answer["refused"], answer["facts"])
    return answer


def _kind_of(media_type: str) -> str:
    family = media_type.partition("/")[0]
    return {"image": Kind.PICTURE, "audio": Kind.AUDIO, "video": Kind.VIDEO}.get(family, Kind.DOCUMENT)


def _base_name(filename: str) -> str:
    """The last part of what a browser or a mail called the file, without control characters, at most 200 long."""
    name = PurePosixPath(filename.replace("\\", "/")).name
    name = "".join(character for character in name if character.isprintable()).strip() or gettext("未命名")
    return name if len(name) <= 200 else name[:150] + name[-50:]


def _labels(kinds: Collection[str]) -> str:
    return gettext("或").join(str(Kind(kind).label) for kind in sorted(kinds))
