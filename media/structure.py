"""Whether a file is whole, as far as its container says so without decoding. Pure.

Decoders forgive a missing end, or notice it only after the limits of a check; containers state their own length.
"""

import struct
from pathlib import Path
from typing import BinaryIO, Final

from media.probe import PDF, WAV, Format, UnacceptableError

_STREAMED: Final = {0, 0xFFFFFFFF}
"""Lengths that a recorder writes when it cannot return to the header: nothing to compare with."""


def refuse_truncated(path: Path, found: Format) -> None:
    """Raises UnacceptableError("truncated") when the container promises more bytes than there are."""
    size = path.stat().st_size
    with path.open("rb") as file:
        if found is WAV and not _wave_is_whole(file, size):
            raise UnacceptableError("truncated", label=found.label)
        if found.demuxer == "mov" and not _boxes_are_whole(file, size):
            raise UnacceptableError("truncated", label=found.label)
        if found is PDF and not _pdf_ends(file, size):
            raise UnacceptableError("truncated", label=found.label)


def _wave_is_whole(file: BinaryIO, size: int) -> bool:
    header = file.read(12)
    if header[:4] != b"RIFF":
        return True  # RF64 keeps its lengths elsewhere; the decoding check sees its end
    promised = int.from_bytes(header[4:8], "little")
    return promised in _STREAMED or promised + 8 <= size + 1


def _boxes_are_whole(file: BinaryIO, size: int) -> bool:
    """Top-level boxes fill the file exactly, and one of them is the index (moov)."""
    at, seen = 0, set()
    while at + 8 <= size:
        file.seek(at)
        header = file.read(16)
        length, name = struct.unpack(">I4s", header[:8])
        if length == 1 and len(header) == 16:
            length = int.from_bytes(header[8:], "big")
        elif length == 0:
            length = size - at
        if length < 8 or at + length > size:
            # A recorder's padding after the last box is no loss; a box cut short is.
            return b"moov" in seen and b"mdat" in seen and not name.isalnum()
        seen.add(name)
        at += length
    return b"moov" in seen


def _pdf_ends(file: BinaryIO, size: int) -> bool:
    file.seek(max(0, size - 65_536))
    return b"%%EOF" in file.read()
