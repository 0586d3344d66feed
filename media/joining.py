"""`python -m media.joining limits… job`: joins the chunks of a voice, sample after sample, into one FLAC file.

Pure: a child process without secrets, because the chunks come from strangers. Its job is a JSON object: `list` names a
file of ffmpeg's concat demuxer, `target` the file to write, `rate_hz` its rate.
"""

import json
import sys
from pathlib import Path

from media import ffmpeg
from media.sandbox import confine_by_arguments


def join(chunks: Path, target: Path, rate_hz: int) -> None:
    """The same chunks give the same bytes: joining again after a crash keeps nothing twice.

    Raises FfmpegError. A chunk that cannot be read is left out without a word: the caller has to look at the length.
    """
    ffmpeg.run(
        [
            "-f", "concat", "-safe", "0", "-protocol_whitelist", "file", "-format_whitelist", "concat,flac",
            "-i", f"file:{chunks}", "-map", "0:a:0", "-ac", "1", "-ar", str(rate_hz), "-sample_fmt", "s16",
            "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-c:a", "flac", f"file:{target}",
        ]
    )  # fmt: skip


def main() -> None:
    job = json.loads(confine_by_arguments(sys.argv[1:])[0])
    try:
        join(Path(job["list"]), Path(job["target"]), job["rate_hz"])
    except ffmpeg.FfmpegError as problem:
        sys.stderr.write(str(problem))
        sys.exit(1)


if __name__ == "__main__":
    main()
