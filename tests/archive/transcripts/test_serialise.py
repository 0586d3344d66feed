"""Transcripts out, and in again."""

import io

import pytest
import srt as srt_library
import webvtt as webvtt_library
from hypothesis import given
from hypothesis import strategies as st

from archive.transcripts import serialise
from archive.transcripts.model import Cue, TranscriptError
from tests.archive.transcripts.files import read, read_text, said, spans

words = st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Zs", "Zl", "Zp")), min_size=1, max_size=30)


@st.composite
def timed_cues(draw: st.DrawFn) -> list[Cue]:
    """Cues in order, each with an id and a speaker, of any words."""
    cues, start_ms = [], 0
    for count in range(draw(st.integers(1, 6))):
        start_ms += draw(st.integers(0, 10_000_000))
        end_ms = start_ms + draw(st.integers(1, 60_000))
        speaker, text = draw(words), " ".join(draw(st.lists(words, min_size=1, max_size=3)))
        cues.append(Cue(id=f"iv-{count}", start_ms=start_ms, end_ms=end_ms, speaker=speaker, text=text))
    return cues


def plainly(cues: list[Cue] | tuple[Cue, ...]) -> list[tuple[str | None, int | None, int | None, str, str]]:
    return [(cue.id, cue.start_ms, cue.end_ms, cue.speaker, cue.text) for cue in cues]


@given(timed_cues())
def test_webvtt_brings_everything_back(cues: list[Cue]) -> None:
    assert plainly(read_text(serialise.webvtt(cues)).cues) == plainly(cues)


@given(timed_cues())
def test_webvtt_is_read_by_another_library(cues: list[Cue]) -> None:
    captions = webvtt_library.from_buffer(
        io.StringIO(serialise.webvtt(cues, language="zh", notes=["演示数据"]))
    ).captions
    assert [caption.identifier for caption in captions] == [cue.id for cue in cues]


def test_srt_is_read_by_another_library() -> None:
    subtitles = list(srt_library.parse(serialise.srt(read("player.srt").cues)))
    assert (len(subtitles), subtitles[0].content) == (5, "采访人：您好，先讲您的名字。")


def test_srt_brings_speakers_and_times_back() -> None:
    transcript = read("recogniser.txt")
    again = read_text(serialise.srt(transcript.cues))
    assert said(again) == said(transcript)
    assert spans(again)[:-1] == spans(transcript)[:-1]


def test_plain_text_joins_the_cues_of_a_turn() -> None:
    cues = [
        Cue(speaker="谭铁山", text="进厂是七五年，", start_ms=15_000, end_ms=18_000),
        Cue(speaker="谭铁山", text="冷得要死。", start_ms=18_000, end_ms=20_000),
        Cue(speaker="谭小禾", text="那时候您十八岁？"),
    ]
    assert serialise.plain(cues) == "谭铁山(00:15)：进厂是七五年，冷得要死。\n\n谭小禾：那时候您十八岁？\n"


def test_plain_text_brings_speakers_back() -> None:
    transcript = read("roles-gb18030.txt")
    again = read_text(serialise.plain(transcript.cues, heading=transcript.metadata))
    assert again.speakers == transcript.speakers
    assert again.metadata == transcript.metadata


def test_untimed_cues_are_no_subtitles() -> None:
    with pytest.raises(TranscriptError, match="第 1 句没有时间"):
        serialise.webvtt(read("roles-gb18030.txt").cues)


def test_markup_in_speech_is_escaped() -> None:
    text = serialise.webvtt([Cue(start_ms=0, end_ms=1, speaker="a<b>", text="x --> <v y> &amp;")])
    assert "<v a&lt;b&gt;>x --&gt; &lt;v y&gt; &amp;amp;" in text
