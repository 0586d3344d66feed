"""The one way we call ffmpeg: demuxer named, local files only, one thread, its words read by us.

The binary comes with imageio-ffmpeg, which brings no ffprobe; `inspect` reads what `ffmpeg -i` prints. Naming the
demuxer matters: left to guess, ffmpeg follows playlists that name other files and addresses. Pure.
"""

import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from imageio_ffmpeg import get_ffmpeg_exe

_DURATION: Final = re.compile(r"^\s+Duration: (?:(\d+):(\d\d):(\d\d)\.(\d\d)|N/A)", re.MULTILINE)
_STREAM: Final = re.compile(r"^\s+Stream #0:\d+\S*: (Audio|Video): (.*)$", re.MULTILINE)
_SIZE: Final = re.compile(r", (\d{1,5})x(\d{1,5})\b")
_ROTATION: Final = re.compile(r"rotation of (-?\d+(?:\.\d+)?) degrees")
_PROGRESS: Final = re.compile(rb"^out_time_us=(-?\d+)$", re.MULTILINE)


class FfmpegError(Exception):
    """ffmpeg refused or failed; the message is the end of what it printed."""


@dataclass(frozen=True, slots=True)
class Streams:
    """`duration_ms` is None where the container does not know it. Sizes are upright, 0 without a picture."""

    duration_ms: int | None
    has_sound: bool
    has_video: bool
    width_px: int
    height_px: int


def binary() -> str:
    """Path of the ffmpeg program. Raises RuntimeError when there is none for this platform."""
    return str(get_ffmpeg_exe())


def open_source(path: Path, demuxer: str) -> list[str]:
    """The arguments that open `path` and nothing else."""
    return ["-protocol_whitelist", "file,pipe", "-f", demuxer, "-i", f"file:{path}"]


def run(arguments: Sequence[str], *, cpu_seconds: int = 0) -> bytes:
    """Run ffmpeg and return what it wrote to standard output.

    Raises FfmpegError when it reports failure. `cpu_seconds` 0 leaves time to the process limits.
    """
    limit = ["-timelimit", str(cpu_seconds)] if cpu_seconds else []
    command = [binary(), "-hide_banner", "-nostdin", "-y", "-v", "error", *limit, *arguments]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if ended.returncode:
        raise FfmpegError(ended.stderr.decode(errors="replace")[-1000:].strip() or f"status {ended.returncode}")
    return ended.stdout


def inspect(path: Path, demuxer: str) -> Streams:
    """What the container says of itself. Raises FfmpegError when it cannot be opened."""
    command = [binary(), "-hide_banner", "-nostdin", *open_source(path, demuxer)]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    said = ended.stderr.decode(errors="replace")
    duration = _DURATION.search(said)
    if duration is None:
        raise FfmpegError(said[-1000:].strip())
    found = _STREAM.findall(said)
    films = [text for kind, text in found if kind == "Video" and "attached pic" not in text]
    width_px, height_px = _upright_size(films[0] if films else "", said)
    return Streams(
        duration_ms=_milliseconds(duration),
        has_sound=any(kind == "Audio" for kind, _text in found),
        has_video=bool(films),
        width_px=width_px,
        height_px=height_px,
    )


def played_ms(
    path: Path, demuxer: str, *, start_ms: int = 0, length_ms: int = 0, copy: bool = False, cpu_seconds: int = 0
) -> int:
    """How much of `[start_ms, start_ms + length_ms)` really is there; `copy` reads packets without decoding them.

    Raises FfmpegError on damaged content.
    """
    seek = ["-ss", f"{start_ms / 1000:.3f}"] if start_ms else []
    stop = ["-t", f"{length_ms / 1000:.3f}"] if length_ms else []
    codec = ["-c", "copy"] if copy else ["-threads", "1"]
    report = run(
        [
            *seek, *open_source(path, demuxer), *stop, "-map", "0:v:0?", "-map", "0:a:0?", "-sn", "-dn",
            *codec, "-f", "null", "-progress", "pipe:1", "-",
        ],
        cpu_seconds=cpu_seconds,
    )  # fmt: skip
    times = [int(found) for found in _PROGRESS.findall(report)]
    return max(times, default=0) // 1000


def _milliseconds(duration: re.Match[str]) -> int | None:
    if duration.group(1) is None:
        return None
    hours, minutes, seconds, hundredths = (int(part) for part in duration.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + hundredths * 10


def _upright_size(stream: str, said: str) -> tuple[int, int]:
    size = _SIZE.search(stream)
    if size is None:
        return 0, 0
    width_px, height_px = int(size.group(1)), int(size.group(2))
    rotation = _ROTATION.search(said)
    if rotation and round(abs(float(rotation.group(1)))) % 180 == 90:
        return height_px, width_px
    return width_px, height_px
