"""The tree of `media.storage` in S3-compatible object storage. Chosen by S3_BUCKET.

The bucket must be private: visitors never get an address in it, every byte passes `media.views`.
"""

import contextlib
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from botocore.exceptions import ClientError  # type: ignore[import-untyped]  # ships no types
from django.conf import settings
from storages.backends.s3 import S3Storage

from media.storage import CHUNK_BYTES, DERIVATIVES, INTAKE, ORIGINALS, address_of, local_folder

logger = logging.getLogger(__name__)

_ABSENT: Final = {"404", "NoSuchKey", "NotFound"}


class BucketStorage(S3Storage):
    """Objects named like the files of FileStorage."""

    def get_default_settings(self) -> dict[str, Any]:
        return {
            **super().get_default_settings(),
            "bucket_name": settings.S3_BUCKET,
            "endpoint_url": settings.S3_ENDPOINT_URL or None,
            "default_acl": None,
            "file_overwrite": True,
        }

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        return address_of(name)

    def size(self, name: str) -> int:
        with _absent_as_missing(name):
            return int(self.connection.meta.client.head_object(Bucket=self.bucket_name, Key=name)["ContentLength"])

    def delete(self, name: str) -> None:
        if name.startswith(ORIGINALS):
            logger.info("original kept", extra={"path": name})
            return
        super().delete(name)

    def promote(self, source: Path, name: str) -> None:
        if not self.exists(name):
            self.bucket.upload_file(str(source), name)
        source.unlink()

    def adopt(self, folder: Path, name: str) -> None:
        self.remove_tree(name)
        for path in folder.rglob("*"):
            if path.is_file():
                self.bucket.upload_file(str(path), f"{name}/{path.relative_to(folder).as_posix()}")

    def remove_tree(self, name: str) -> None:
        if not name.startswith((DERIVATIVES, INTAKE)):
            raise ValueError(f"{name!r} is not among the derivatives, nor among what is arriving.")
        self.bucket.objects.filter(Prefix=f"{name}/").delete()

    def dispose(self, name: str) -> None:
        self.bucket.Object(name).delete()

    def chunks(self, name: str, *, start: int, length: int) -> Iterator[bytes]:
        if length <= 0:
            return
        with _absent_as_missing(name):
            answer = self.bucket.Object(name).get(Range=f"bytes={start}-{start + length - 1}")
        yield from answer["Body"].iter_chunks(CHUNK_BYTES)

    @contextlib.contextmanager
    def local_copy(self, name: str) -> Iterator[Path]:
        with tempfile.NamedTemporaryFile(dir=local_folder("quarantine")) as copy:
            with _absent_as_missing(name):
                self.bucket.download_fileobj(name, copy)
            copy.flush()
            yield Path(copy.name)

    def walk(self, branch: str) -> Iterator[tuple[str, float]]:
        for entry in self.bucket.objects.filter(Prefix=f"{branch}/"):
            yield entry.key, entry.last_modified.timestamp()


@contextlib.contextmanager
def _absent_as_missing(name: str) -> Iterator[None]:
    try:
        yield
    except ClientError as problem:
        if problem.response.get("Error", {}).get("Code") in _ABSENT:
            raise FileNotFoundError(name) from problem
        raise
