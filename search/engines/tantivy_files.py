"""Whether the files of a Tantivy index are as they were written.

Tantivy maps its files and believes them: a broken one shows only when a question happens to touch the place, and then
as a wrong answer as often as as an error. Each file ends in a note with the checksum of what stands before it. Files
never change once they belong to a segment, so each is read once, when it is new.
"""

import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

ENDING = struct.Struct("<II")
"""At the very end: the length of the note, and a number that says this is one."""
MAGIC = 1337
ENDINGS = ("term", "idx", "pos", "store", "fast", "fieldnorm")
"""The parts of a segment."""
CHUNK_BYTES = 1 << 20

Known = tuple[str, int, int]
"""Path, size in bytes, time of the last change in nanoseconds."""


class Verifier:
    """Remembers what it has found whole."""

    def __init__(self) -> None:
        self._whole: set[Known] = set()

    def damage(self, folder: Path) -> str:
        """What is wrong with the index in this folder, or ""."""
        return next((what for segment in _segments(folder) if (what := self._damage_of(folder, segment))), "")

    def _damage_of(self, folder: Path, segment: str) -> str:
        for ending in ENDINGS:
            path = folder / f"{segment}.{ending}"
            try:
                facts = path.stat()
                known = (str(path), facts.st_size, facts.st_mtime_ns)
                if known not in self._whole and not is_whole(path):
                    return f"{path.name} is damaged"
            except FileNotFoundError:
                if segment in _segments(folder):
                    return f"{path.name} is missing"
                return ""  # merged into another segment meanwhile
            self._whole.add(known)
        return ""


def store_as_written(folder: Path) -> None:
    """What is shown of a hit is kept as it is, not packed in blocks of 16 kB: each hit lies in another block, and
    unpacking it takes longer than finding it. The Python package passes no settings on; an index has them in its table
    of contents, and documents that are added follow them. Before the first one."""
    contents = folder / "meta.json"
    told = json.loads(contents.read_text(encoding="utf-8"))
    told["index_settings"]["docstore_compression"] = "none"
    contents.write_text(json.dumps(told), encoding="utf-8")


def _segments(folder: Path) -> list[str]:
    """Those that were committed: what a writer is in the middle of is nobody's business."""
    try:
        listed = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["segments"]
    except (OSError, ValueError, KeyError):
        return []  # the index cannot be opened, and says so itself
    return [str(segment["segment_id"]).replace("-", "") for segment in listed]


def is_whole(path: Path) -> bool:
    """Whether the file is what its own checksum says. Raises OSError when it cannot be read."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        if size < ENDING.size:
            return False
        file.seek(size - ENDING.size)
        length, magic = ENDING.unpack(file.read(ENDING.size))
        body = size - ENDING.size - length
        if magic != MAGIC or body < 0:
            return False
        file.seek(body)
        try:
            noted = int(json.loads(file.read(length))["crc"])
        except (ValueError, KeyError, TypeError):
            return False
        file.seek(0)
        return _checksum(file.read, body) == noted


def _checksum(read: Callable[[int], bytes], length: int) -> int:
    checksum = 0
    while length:
        chunk = read(min(CHUNK_BYTES, length))
        checksum = zlib.crc32(chunk, checksum)
        length -= len(chunk)
        if not chunk:
            break
    return checksum
