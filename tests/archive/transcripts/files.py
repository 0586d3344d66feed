"""The transcript files of tests/data/transcripts: small, invented, in the forms people really send."""

from pathlib import Path

from archive.transcripts.api import parse
from archive.transcripts.model import Problem, Transcript, TranscriptError

FOLDER = Path(__file__).parents[2] / "data" / "transcripts"


def read(name: str) -> Transcript:
    return parse((FOLDER / name).read_bytes(), name)


def read_text(text: str, name: str = "测试.txt") -> Transcript:
    return parse(text.encode(), name)


def said(transcript: Transcript) -> list[tuple[str, str]]:
    """Who said what."""
    return [(cue.speaker, cue.text) for cue in transcript.cues]


def spans(transcript: Transcript) -> list[tuple[int | None, int | None]]:
    return [(cue.start_ms, cue.end_ms) for cue in transcript.cues]


def problems(data: bytes | str) -> tuple[Problem, ...]:
    """Why a file is refused; none when it is not."""
    try:
        parse(data.encode() if isinstance(data, str) else data, "测试.txt")
    except TranscriptError as error:
        return error.problems
    return ()


def refusal(data: bytes | str) -> str:
    return "\n".join(map(str, problems(data)))
