"""Where bytes live: one tree of five branches, of which only one is ever reachable by an address.

    originals/ab/cd/<sha512>                        private, content-addressed, never changed
    derivatives/ab/<asset uuid>/<recipe>/<n>/…      what visitors receive, after media.views has decided
    intake/…                                        pieces of what is still arriving; removed when it has arrived
    quarantine/…  work/…                            uploads not yet judged, conversions under way: always local disk
    wagtail_uploads/…                               Wagtail's own waiting room for half-filled upload forms

Wagtail deletes an image's file with the image. An original may be shared by several assets and outlives them
all, so `delete()` refuses that branch: only `media.services.disposal` removes originals, by `dispose()`.
"""

import contextlib
import logging
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol, cast

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils.functional import cached_property

logger = logging.getLogger(__name__)

ORIGINALS: Final = "originals/"
DERIVATIVES: Final = "derivatives/"
INTAKE: Final = "intake/"
LOST: Final = "not-found"
"""What Wagtail calls a size of a picture whose file is gone. Its address answers 404, and the list still opens."""

CHUNK_BYTES: Final = 262_144


def original_path(sha512: str) -> str:
    """Two levels of 256 folders keep any one of them small with a million originals."""
    return f"{ORIGINALS}{sha512[:2]}/{sha512[2:4]}/{sha512}"


def derivative_path(asset_uuid: str, name: str) -> str:
    """Storage name of a derivative file; `name` is the part of its address after the asset's uuid."""
    return f"{DERIVATIVES}{asset_uuid[:2]}/{asset_uuid}/{name}"


def address_of(name: str) -> str:
    """The address under which `media.views` answers for a stored derivative.

    Raises ValueError for every other branch: nothing else has an address.
    """
    if name == LOST:
        return f"{settings.MEDIA_URL}{LOST}"
    if not name.startswith(DERIVATIVES):
        raise ValueError(f"{name!r} has no address: only files below {DERIVATIVES!r} are ever delivered.")
    return f"{settings.MEDIA_URL}{name.removeprefix(DERIVATIVES).partition('/')[2]}"


def local_folder(branch: str) -> Path:
    """A folder on this machine's disk for files in the making, whatever keeps the finished ones."""
    folder = Path(settings.MEDIA_ROOT) / branch
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Store(Protocol):
    """What the museum asks of a storage beyond Django's own API. Names use forward slashes."""

    def size(self, name: str) -> int: ...
    def exists(self, name: str) -> bool: ...
    def promote(self, source: Path, name: str) -> None:
        """Move a judged upload to its place among the originals; a no-op but for the clock if it is there already."""

    def adopt(self, folder: Path, name: str) -> None:
        """Move a whole folder of derivatives below `name`, replacing what an interrupted attempt left there."""

    def remove_tree(self, name: str) -> None:
        """Remove everything below `name`, which must be among the derivatives or among what is arriving."""

    def dispose(self, name: str) -> None:
        """Remove one original, or one piece of what is arriving, for good."""

    def chunks(self, name: str, *, start: int, length: int) -> Iterator[bytes]:
        """`length` bytes from `start`, in pieces. Raises FileNotFoundError."""

    def local_copy(self, name: str) -> contextlib.AbstractContextManager[Path]:
        """A path that programs can open, valid inside the context, never to be written to."""

    def walk(self, branch: str) -> Iterator[tuple[str, float]]:
        """Names below a branch with their age stamps (seconds since the epoch)."""


def store() -> Store:
    """The configured storage, by the interface this room uses."""
    return cast(Store, default_storage)


class FileStorage(FileSystemStorage):
    """The tree on local disk, below MEDIA_ROOT."""

    @cached_property
    def base_location(self) -> str:
        return str(settings.MEDIA_ROOT)

    def url(self, name: str | None) -> str:
        return address_of(name or "")

    def size(self, name: str) -> int:
        """Of a file. A folder has a size too, but no bytes to send. Raises FileNotFoundError."""
        path = Path(self.path(name))
        if not path.is_file():
            raise FileNotFoundError(name)
        return path.stat().st_size

    def delete(self, name: str) -> None:
        if name.startswith(ORIGINALS):
            logger.info("original kept", extra={"path": name})
            return
        super().delete(name)

    def promote(self, source: Path, name: str) -> None:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.stat().st_size == source.stat().st_size:
            os.utime(target)
            source.unlink()
            return
        source.chmod(0o444)
        _move(source, target)
        _flush_folder(target.parent)

    def adopt(self, folder: Path, name: str) -> None:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            shutil.rmtree(target)
        shutil.move(folder, target)

    def remove_tree(self, name: str) -> None:
        if not name.startswith((DERIVATIVES, INTAKE)):
            raise ValueError(f"{name!r} is not among the derivatives, nor among what is arriving.")
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(self.path(name))

    def dispose(self, name: str) -> None:
        Path(self.path(name)).unlink(missing_ok=True)

    def chunks(self, name: str, *, start: int, length: int) -> Iterator[bytes]:
        with Path(self.path(name)).open("rb") as file:
            file.seek(start)
            while length > 0 and (chunk := file.read(min(CHUNK_BYTES, length))):
                length -= len(chunk)
                yield chunk

    @contextlib.contextmanager
    def local_copy(self, name: str) -> Iterator[Path]:
        path = Path(self.path(name))
        if not path.is_file():
            raise FileNotFoundError(name)
        yield path

    def walk(self, branch: str) -> Iterator[tuple[str, float]]:
        root = Path(self.path(""))
        for path in Path(self.path(branch)).rglob("*"):
            if path.is_file():
                yield path.relative_to(root).as_posix(), path.stat().st_mtime


def _move(source: Path, target: Path) -> None:
    """Rename, or copy beside the target and rename where quarantine lies on another disk: never half a file."""
    try:
        source.replace(target)
    except OSError:
        beside = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
        shutil.copyfile(source, beside)
        beside.chmod(0o444)
        beside.replace(target)
        source.unlink()


def _flush_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
