"""Sound for visitors: two bit rates in two encodings each, and the peaks that draw the wave.

Loudness is measured (EBU R 128) and corrected by one constant gain with a limiter behind it. ffmpeg's `loudnorm` in
its one-pass form would follow the voice and pump up the room between sentences, which falsifies a testimony.
"""

import json
import re
import subprocess
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from media import ffmpeg
from media.derivatives.base import CannotDeriveError, Job, MadeFile, made
from media.probe import by_media_type

TARGET_LUFS: Final = -16.0
PEAKS_PER_SECOND: Final = 10
_MAX_GAIN_DB: Final = 24.0
_SILENCE_LUFS: Final = -60.0
_RATE_HZ: Final = 48_000
_GRAIN_SAMPLES: Final = 480
_GRAIN_MS: Final = 10
_PEAK_RATE_HZ: Final = 8_000
_FIRST_RATE_HZ: Final = 16_000
_LOW_AAC_RATE_HZ: Final = 24_000
_INTEGRATED: Final = re.compile(r"^\s+I:\s+(-?(?:inf|\d+(?:\.\d+)?)) LUFS", re.MULTILINE)

_LOW: Final = (("opus.ogg", "audio/ogg", ("libopus", "24k")), ("aac.m4a", "audio/mp4", ("aac", "32k")))
_NORMAL: Final = (("opus.ogg", "audio/ogg", ("libopus", "64k")), ("aac.m4a", "audio/mp4", ("aac", "96k")))


def first(job: Job) -> list[MadeFile]:
    """An hour of sound within seconds, loudness as recorded; heard only until the others are there.

    MP3 plays everywhere: without anything to mute its sound is taken over as it is, and nothing else of the file.
    Other sound is encoded in one pass with the encoder's fastest search.
    """
    if job.media_type == "audio/mpeg" and not job.muted_ranges:
        return [_taken_over(job)]
    path = job.target / "aac.m4a"
    ffmpeg.run(
        [
            *_source(job), "-map", "0:a:0", "-map_metadata", "-1", "-map_chapters", "-1",
            "-af", ",".join(muting(job.muted_ranges)), "-ac", "1", "-ar", str(_FIRST_RATE_HZ),
            "-c:a", "aac", "-aac_coder", "fast", "-b:a", "32k",
            "-fflags", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart", str(path),
        ]
    )  # fmt: skip
    return [{**made(path, job, "audio/mp4"), "duration_ms": _duration_ms(path, "audio/mp4")}]


def _taken_over(job: Job) -> MadeFile:
    path = job.target / "mp3.mp3"
    ffmpeg.run([*_source(job), "-map", "0:a:0", "-c", "copy", "-map_metadata", "-1", "-id3v2_version", "0", str(path)])
    return {**made(path, job, "audio/mpeg"), "duration_ms": _duration_ms(path, "audio/mpeg")}


def low(job: Job) -> list[MadeFile]:
    """For slow and metered connections: mono, 24 kbit/s Opus and, for Safari, 32 kbit/s AAC."""
    return _encode(job, _LOW, channels="mono")


def normal(job: Job) -> list[MadeFile]:
    """64 kbit/s Opus and 96 kbit/s AAC, mono or stereo as recorded."""
    return _encode(job, _NORMAL, channels="mono|stereo")


def peaks(job: Job) -> list[MadeFile]:
    """`peaks.json`: lowest and highest sample of each tenth of a second, alternating, −128…127; zeros where muted."""
    sound = ffmpeg.run(
        [
            *_source(job), "-map", "0:a:0", "-af", ",".join(muting(job.muted_ranges)), "-ac", "1",
            "-ar", str(_PEAK_RATE_HZ), "-f", "s16le", "-threads", "1", "pipe:1",
        ]
    )  # fmt: skip
    samples = array("h", sound[: len(sound) // 2 * 2])
    window = _PEAK_RATE_HZ // PEAKS_PER_SECOND
    data: list[int] = []
    for at in range(0, len(samples), window):
        piece = samples[at : at + window]
        data += (min(piece) >> 8, max(piece) >> 8)
    if not data:
        raise CannotDeriveError("no_sound")
    path = job.target / "peaks.json"
    path.write_text(json.dumps({"per_second": PEAKS_PER_SECOND, "bits": 8, "data": data}, separators=(",", ":")))
    return [{**made(path, job, "application/json"), "duration_ms": len(samples) * 1000 // _PEAK_RATE_HZ}]


def sound_filters(job: Job, *, channels: str) -> list[str]:
    """Silence the muted ranges, then bring what remains to the common loudness."""
    silenced = muting(job.muted_ranges)
    gain_db = _gain_db(_loudness_lufs(job, silenced))
    return [
        *silenced,
        f"volume={gain_db:.2f}dB",
        "alimiter=limit=0.84:level=false",
        f"aformat=channel_layouts={channels}",
    ]


def muting(ranges: Sequence[tuple[int, int]]) -> list[str]:
    """Filters that silence the ranges exactly.

    ffmpeg decides per frame, so frames are first cut to 10 ms, and each range is widened by one of them: rather
    silence a hundredth of a second too much than let the first sound of a name through.
    """
    cut = [f"aresample={_RATE_HZ}", f"asetnsamples=n={_GRAIN_SAMPLES}:p=0"]
    if not ranges:
        return cut[:1]
    within = "+".join(
        f"between(t,{max(0, start_ms - _GRAIN_MS) / 1000:.3f},{(end_ms + _GRAIN_MS) / 1000:.3f})"
        for start_ms, end_ms in ranges
    )
    return [*cut, f"volume=volume='if(gt({within},0),0,1)':eval=frame"]


def _source(job: Job) -> list[str]:
    return ffmpeg.open_source(job.source, by_media_type(job.media_type).demuxer)


def _encode(job: Job, outputs: Sequence[tuple[str, str, tuple[str, str]]], *, channels: str) -> list[MadeFile]:
    if not ffmpeg.inspect(job.source, by_media_type(job.media_type).demuxer).has_sound:
        raise CannotDeriveError("no_sound")
    filters = ",".join(sound_filters(job, channels=channels))
    labels = [f"[out{number}]" for number in range(len(outputs))]
    graph = f"[0:a:0]{filters},asplit={len(outputs)}{''.join(labels)}"
    command = [*_source(job), "-filter_complex", graph]
    for label, (name, _media_type, (codec, rate)) in zip(labels, outputs, strict=True):
        command += ["-map", label, "-map_metadata", "-1", "-map_chapters", "-1", "-c:a", codec, "-b:a", rate]
        command += (
            ["-fflags", "+bitexact", "-flags:a", "+bitexact", "-movflags", "+faststart"] if codec == "aac" else []
        )
        command += ["-ar", str(_LOW_AAC_RATE_HZ)] if codec == "aac" and rate == "32k" else []
        command += ["-application", "voip"] if codec == "libopus" and rate == "24k" else []
        command += [str(job.target / name)]
    ffmpeg.run(command)
    return [
        {**made(job.target / name, job, media_type), "duration_ms": _duration_ms(job.target / name, media_type)}
        for name, media_type, _encoding in outputs
    ]


def _duration_ms(path: Path, media_type: str) -> int:
    return ffmpeg.inspect(path, by_media_type(media_type).demuxer).duration_ms or 0


def _loudness_lufs(job: Job, filters: Sequence[str]) -> float:
    """Integrated loudness of what will be heard; ffmpeg tells it only in its log."""
    command = [
        ffmpeg.binary(), "-hide_banner", "-nostdin", "-nostats", *_source(job), "-map", "0:a:0",
        "-af", ",".join([*filters, "ebur128=framelog=quiet"]), "-f", "null", "-",
    ]  # fmt: skip
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    said = _INTEGRATED.findall(ended.stderr.decode(errors="replace"))
    if ended.returncode or not said:
        raise ffmpeg.FfmpegError(ended.stderr.decode(errors="replace")[-1000:])
    return float(said[-1])


def _gain_db(loudness_lufs: float) -> float:
    """Silence stays silence: amplifying it would only raise the hiss."""
    if loudness_lufs < _SILENCE_LUFS:
        return 0.0
    return max(-_MAX_GAIN_DB, min(_MAX_GAIN_DB, TARGET_LUFS - loudness_lufs))
