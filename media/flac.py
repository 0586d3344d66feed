"""What the head of a FLAC file says of its sound. Pure.

Chunks of a voice are judged by it before they are kept; decoding them is left to a bounded child (`media.joining`).
"""

from dataclasses import dataclass
from typing import Final

_HEAD_BYTES: Final = 42


@dataclass(frozen=True, slots=True)
class StreamInfo:
    """The STREAMINFO block of RFC 9639, section 8.2, as far as it is needed here."""

    rate_hz: int
    channels: int
    bits: int
    samples: int

    @property
    def duration_ms(self) -> int:
        return self.samples * 1000 // self.rate_hz


def stream_info(content: bytes) -> StreamInfo:
    """Raises ValueError for anything that does not begin like a FLAC file, or that tells no rate or length."""
    if len(content) < _HEAD_BYTES or content[:4] != b"fLaC" or content[4] & 0x7F or content[5:8] != b"\0\0\x22":
        raise ValueError("no FLAC stream")
    packed = int.from_bytes(content[18:26], "big")
    info = StreamInfo(
        rate_hz=packed >> 44,
        channels=(packed >> 41 & 7) + 1,
        bits=(packed >> 36 & 31) + 1,
        samples=packed & 0xFFFFFFFFF,
    )
    if not info.rate_hz or not info.samples:
        raise ValueError("a FLAC stream of unknown rate or length")
    return info
