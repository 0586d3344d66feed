"""A phone that tells: chunks of a voice as the recorder page makes them, and how they are sent."""

import hashlib
import math
import tempfile
import uuid
from array import array
from functools import cache
from pathlib import Path

from media import ffmpeg
from media.models import Chunk, Intake
from media.services.intake import voices

OWNER = "5f0c1958a37b4d0e9c2a1966041e7d30"
RATE_HZ = 24_000
HERTZ = 441
"""No whole number of waves in a chunk: no two chunks are the same."""
CHUNK_SAMPLES = 6_000
CHUNK_MS = 250


def wave(first: int, samples: int, rate_hz: int = RATE_HZ) -> "array[int]":
    """A tone that goes on from sample to sample however it is cut: a lost or doubled sample shows as a jump."""
    return array("h", (round(12_000 * math.sin(2 * math.pi * HERTZ * (first + at) / rate_hz)) for at in range(samples)))


@cache
def chunk(sequence: int, *, samples: int = CHUNK_SAMPLES, rate_hz: int = RATE_HZ) -> bytes:
    """The `sequence`th quarter of a second of the tone, as FLAC."""
    with tempfile.TemporaryDirectory() as folder:
        raw, made = Path(folder) / "in.raw", Path(folder) / "out.flac"
        raw.write_bytes(wave(sequence * samples, samples, rate_hz).tobytes())
        ffmpeg.run(["-f", "s16le", "-ar", str(rate_hz), "-ac", "1", "-i", str(raw), "-c:a", "flac", str(made)])
        return made.read_bytes()


def sound_of(path: Path) -> "array[int]":
    """The samples of a FLAC file."""
    raw = ffmpeg.run([*ffmpeg.open_source(path, "flac"), "-f", "s16le", "-ac", "1", "pipe:1"])
    return array("h", raw)


class Phone:
    """Sends chunks of one take. Nothing but what it was told stands in it."""

    def __init__(self, intake: Intake, *, ordinal: int = 1, key: uuid.UUID | None = None) -> None:
        self.intake = intake
        self.ordinal = ordinal
        self.key = key or uuid.uuid4()

    def send(self, sequence: int, content: bytes | None = None, *, sha256: str = "") -> Chunk:
        content = chunk(sequence) if content is None else content
        return voices.receive(
            intake=Intake.objects.get(pk=self.intake.pk), take_key=self.key, ordinal=self.ordinal, sequence=sequence,
            content=content, sha256=sha256 or hashlib.sha256(content).hexdigest(),
        )  # fmt: skip

    def finish(self, chunks: int, *, accept_gaps: bool = False) -> None:
        voices.finish(intake=self.intake, declared={self.key: chunks}, accept_gaps=accept_gaps)
