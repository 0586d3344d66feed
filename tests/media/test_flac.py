"""What the head of a FLAC file tells, and what is none."""

import pytest

from media.flac import stream_info
from tests.media.telling import chunk


def test_rate_length_and_shape_are_read() -> None:
    info = stream_info(chunk(0))
    assert (info.rate_hz, info.channels, info.bits, info.samples, info.duration_ms) == (24_000, 1, 16, 6_000, 250)


@pytest.mark.parametrize("content", [b"", b"fLaC", b"RIFF" + bytes(60), b"fLaC\x04\0\0\x22" + bytes(60), bytes(80)])
def test_anything_else_is_none(content: bytes) -> None:
    with pytest.raises(ValueError):
        stream_info(content)


def test_a_stream_of_unknown_length_is_refused() -> None:
    whole = bytearray(chunk(0))
    whole[21] &= 0xF0
    whole[22:26] = bytes(4)
    with pytest.raises(ValueError, match="unknown"):
        stream_info(bytes(whole))
