"""Sound and film: the container is read, the first and last seconds are decoded. Pure."""

import resource
from typing import Any, Final

from media import ffmpeg
from media.decode.request import Request, facts
from media.probe import M4A, MP4, WEBM, WEBM_AUDIO, Format, UnacceptableError

_EDGE_MS: Final = 3_000


def examine_sound(request: Request, found: Format) -> dict[str, Any]:
    try:
        streams = ffmpeg.inspect(request.path, found.demuxer)
        found = _by_streams(found, streams)
        if not (streams.has_sound or streams.has_video):
            raise UnacceptableError("silent", label=found.label)
        if found.kind == "video" and streams.width_px * streams.height_px > request.max_pixels:
            raise UnacceptableError(
                "pixels", width=streams.width_px, height=streams.height_px, limit=request.max_pixels // 10_000
            )
        duration_ms = streams.duration_ms or ffmpeg.played_ms(request.path, found.demuxer, copy=True)
        if duration_ms > request.max_duration_ms:
            raise UnacceptableError(
                "duration", label=found.label, minutes=duration_ms // 60_000, limit=request.max_duration_ms // 60_000
            )
        _refuse_unplayable(request, found, duration_ms)
    except ffmpeg.FfmpegError as problem:
        raise UnacceptableError("damaged", label=found.label) from problem
    size = {"width_px": streams.width_px, "height_px": streams.height_px} if found.kind == "video" else {}
    return facts(found, duration_ms=duration_ms, **size)


def _by_streams(found: Format, streams: ffmpeg.Streams) -> Format:
    """Containers of film that hold only sound are recordings, and the reverse."""
    if streams.has_video:
        return MP4 if found is M4A else found
    if found.kind == "video":
        return WEBM_AUDIO if found is WEBM else M4A
    return found


def _refuse_unplayable(request: Request, found: Format, duration_ms: int) -> None:
    """Decode the first and the last seconds: a file cut short still announces its whole length."""
    if not ffmpeg.played_ms(request.path, found.demuxer, length_ms=_EDGE_MS, cpu_seconds=_left(request)):
        raise UnacceptableError("silent", label=found.label)
    if duration_ms <= 2 * _EDGE_MS:
        return
    start_ms = duration_ms - _EDGE_MS
    if not ffmpeg.played_ms(request.path, found.demuxer, start_ms=start_ms, cpu_seconds=_left(request)):
        raise UnacceptableError("truncated", label=found.label)


def _left(request: Request) -> int:
    """Processor seconds that remain of the file's allowance, over this process and its children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return max(1, request.cpu_seconds - int(sum(usage.ru_utime + usage.ru_stime for usage in used)))
