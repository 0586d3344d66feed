"""Film for visitors: one size that plays everywhere, and a still to look at before."""

import io
from typing import Final

from PIL import Image

from media import ffmpeg
from media.derivatives.audio import sound_filters
from media.derivatives.base import Job, MadeFile, made
from media.probe import by_media_type

_HEIGHT_PX: Final = 480
_POSTER_PX: Final = (1280, 1280)


def poster(job: Job) -> list[MadeFile]:
    """A still from a tenth into the film, at most three minutes in: behind the black start, before any ending."""
    demuxer = by_media_type(job.media_type).demuxer
    for at_ms in (min(job.duration_ms // 10, 180_000), 0):
        still = ffmpeg.run(
            [
                "-ss", f"{at_ms / 1000:.3f}", *ffmpeg.open_source(job.source, demuxer), "-map", "0:v:0",
                "-frames:v", "1", "-c:v", "png", "-f", "image2pipe", "-threads", "1", "pipe:1",
            ]
        )  # fmt: skip
        if still:
            break
    with Image.open(io.BytesIO(still)) as opened:
        image = opened.convert("RGB")
    image.thumbnail(_POSTER_PX, Image.Resampling.LANCZOS)
    files: list[MadeFile] = []
    for name, media_type, encoder in (("poster.webp", "image/webp", "WEBP"), ("poster.jpg", "image/jpeg", "JPEG")):
        path = job.target / name
        image.save(path, encoder, quality=80)
        files.append({**made(path, job, media_type), "width_px": image.width, "height_px": image.height})
    return files


def film(job: Job) -> list[MadeFile]:
    """H.264 and AAC in MP4, 480 lines at most, index first so that it plays while it loads."""
    demuxer = by_media_type(job.media_type).demuxer
    has_sound = ffmpeg.inspect(job.source, demuxer).has_sound
    path = job.target / "480p.mp4"
    sound = ["-map", "0:a:0", "-af", ",".join(sound_filters(job, channels="mono|stereo"))] if has_sound else []
    ffmpeg.run(
        [
            *ffmpeg.open_source(job.source, demuxer), "-map", "0:v:0", *sound, "-sn", "-dn",
            "-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact",
            "-vf", f"scale=-2:'min({_HEIGHT_PX},trunc(ih/2)*2)',format=yuv420p", "-r", "30",
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
