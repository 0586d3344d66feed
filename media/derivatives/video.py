"""Film for visitors: one size that plays everywhere, and a still to look at before."""

import io
from collections.abc import Sequence
from typing import Final

from PIL import Image

from media import ffmpeg
from media.derivatives.audio import sound_filters
from media.derivatives.base import Job, MadeFile, made
from media.probe import by_media_type

_HEIGHT_PX: Final = 480
_POSTER_PX: Final = (1280, 1280)
_BLACK_PX: Final = (640, 360)
_FRAME_MS: Final = 100
_SCALE: Final = f"scale=-2:'min({_HEIGHT_PX},trunc(ih/2)*2)',format=yuv420p"


def poster(job: Job) -> list[MadeFile]:
    """A still from a tenth into the film, at most three minutes in: behind the black start, before any ending.

    Never from a stretch that must not be seen; a film that may nowhere be seen has a black still.
    """
    demuxer = by_media_type(job.media_type).demuxer
    still = b""
    for at_ms in _moments(job):
        still = ffmpeg.run(
            [
                "-ss", f"{at_ms / 1000:.3f}", *ffmpeg.open_source(job.source, demuxer), "-map", "0:v:0",
                "-frames:v", "1", "-c:v", "png", "-f", "image2pipe", "-threads", "1", "pipe:1",
            ]
        )  # fmt: skip
        if still:
            break
    if still:
        with Image.open(io.BytesIO(still)) as opened:
            image = opened.convert("RGB")
    else:
        image = Image.new("RGB", _BLACK_PX)
    image.thumbnail(_POSTER_PX, Image.Resampling.LANCZOS)
    files: list[MadeFile] = []
    for name, media_type, encoder in (("poster.webp", "image/webp", "WEBP"), ("poster.jpg", "image/jpeg", "JPEG")):
        path = job.target / name
        image.save(path, encoder, quality=80)
        files.append({**made(path, job, media_type), "width_px": image.width, "height_px": image.height})
    return files


def blackening(ranges: Sequence[tuple[int, int]]) -> list[str]:
    """Filters that black out the picture where the sound is silent: lips and faces tell, too.

    A frame is shown until the next one, so each range is widened by as long as the slowest camera holds one.
    """
    return [
        "drawbox=x=0:y=0:w=iw:h=ih:color=black:t=fill:enable="
        f"'between(t,{max(0, start_ms - _FRAME_MS) / 1000:.3f},{(end_ms + _FRAME_MS) / 1000:.3f})'"
        for start_ms, end_ms in ranges
    ]


def _moments(job: Job) -> list[int]:
    """Where to try for a still, best first."""
    wanted = [min(job.duration_ms // 10, 180_000), 0, *(end_ms + _FRAME_MS + 1 for _, end_ms in job.muted_ranges)]
    return [
        at_ms
        for at_ms in wanted
        if at_ms <= job.duration_ms
        and not any(start - _FRAME_MS <= at_ms <= end + _FRAME_MS for start, end in job.muted_ranges)
    ]


def film(job: Job) -> list[MadeFile]:
    """H.264 and AAC in MP4, 480 lines at most, index first so that it plays while it loads; black where silent."""
    demuxer = by_media_type(job.media_type).demuxer
    has_sound = ffmpeg.inspect(job.source, demuxer).has_sound
    path = job.target / "480p.mp4"
    sound = ["-map", "0:a:0", "-af", ",".join(sound_filters(job, channels="mono|stereo"))] if has_sound else []
    ffmpeg.run(
        [
            *ffmpeg.open_source(job.source, demuxer), "-map", "0:v:0", *sound, "-sn", "-dn",
            "-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact",
            "-vf", ",".join([*blackening(job.muted_ranges), _SCALE]), "-r", "30",
            "-c:v", "libx264", "-preset", "veryfast", "-crf", "25", "-profile:v", "main", "-threads", "1",
            "-c:a", "aac", "-b:a", "96k", "-movflags", "+faststart", str(path),
        ]
    )  # fmt: skip
    streams = ffmpeg.inspect(path, "mov")
    return [
        {
            **made(path, job, "video/mp4"),
            "width_px": streams.width_px,
            "height_px": streams.height_px,
            "duration_ms": streams.duration_ms or job.duration_ms,
        }
    ]
