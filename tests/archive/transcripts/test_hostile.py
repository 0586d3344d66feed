"""Whatever bytes arrive: a transcript or a TranscriptError, nothing else, and the invariants of a transcript hold."""

from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.transcripts import serialise
from archive.transcripts.api import parse
from archive.transcripts.model import Transcript, TranscriptError
from tests.archive.transcripts.files import FOLDER

PIECES = [
    "WEBVTT\n\n", "1\n", "\n", "\n\n", "00:01.000 --> 00:02.000\n", "00:00:01,000 --> ", "-->", "<v 甲>", "</v>",
    "<", ">", "&lt;", "[00:01]", "[00:01:02-00:01:05]", "00:12 ", "12:30", "谭小禾", "说话人1", "：", ":",
    "(00:01:02)", "（00：01）", "讲述人：好。", "NOTE x\n", "STYLE\n", "<ROOT><record>", "<transcript>",
    "</transcript></record></ROOT>", "<sync>1:|2(3)</sync>", "1分2秒", "\t", "访谈时间：", "**", "[听不清]",
    "\ufeff", "\u2028", "\x85",
]  # fmt: skip


def read_or_refuse(data: bytes) -> Transcript | None:
    with suppress(TranscriptError):
        return parse(data, "来路不明")
    return None


@st.composite
def damaged_files(draw: st.DrawFn) -> bytes:
    """A real file with a piece cut out, doubled or overwritten."""
    file = draw(st.sampled_from(sorted(FOLDER.iterdir(), key=lambda path: path.name)))
    data = Path(file).read_bytes()
    first, last = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
    middle = draw(st.sampled_from([b"", data[first:last] * 2, draw(st.binary(max_size=20))]))
    return data[:first] + middle + data[last:]


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    read_or_refuse(data)


@given(damaged_files())
@settings(max_examples=200, deadline=None)
def test_any_damage(data: bytes) -> None:
    read_or_refuse(data)


@given(st.lists(st.sampled_from(PIECES), max_size=25))
@settings(max_examples=300, deadline=None)
def test_any_pieces_make_cues_that_can_be_stored(pieces: list[str]) -> None:
    transcript = read_or_refuse("".join(pieces).encode())
    for cue in transcript.cues if transcript else ():
        assert cue.text.strip() == cue.text != ""
        assert cue.line >= 1
        assert cue.start_ms is not None or cue.end_ms is None
        assert cue.start_ms is None or cue.end_ms is None or cue.start_ms < cue.end_ms


@given(st.lists(st.sampled_from(PIECES), max_size=25))
@settings(max_examples=200, deadline=None)
def test_what_was_read_can_be_written_and_read_again(pieces: list[str]) -> None:
    transcript = read_or_refuse("".join(pieces).encode())
    if transcript is None or transcript.timing != "full" or not all(cue.speaker for cue in transcript.cues):
        return
    again = parse(serialise.webvtt(transcript.cues).encode(), "再读")
    first = [(cue.id, cue.start_ms, cue.speaker, " ".join(cue.text.split())) for cue in transcript.cues]
    assert [(cue.id, cue.start_ms, cue.speaker, cue.text) for cue in again.cues] == first
