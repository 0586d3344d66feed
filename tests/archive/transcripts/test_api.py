"""The front door: what is read, what is refused, within which bounds."""

import time
from pathlib import Path

import pytest

from archive.transcripts.api import parse
from archive.transcripts.model import TranscriptError
from tests.archive.transcripts.files import FOLDER, read_text, refusal

DEMO = Path(__file__).parents[3] / "museum" / "demo"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "是空的"),
        (b"\xef\xbb\xbf \r\n\r\n", "是空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "旧版 Word"),
        (b"{\\rtf1 x}", "RTF"),
        (b"%PDF-1.7", "PDF"),
        (b"ID3\x04", "录音"),
        (b"RIFF\x00\x00", "录音"),
        (b"\x89PNG\r\n", "图片"),
        (b"<!DOCTYPE html><html></html>", "是网页"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "a">]><x>&a;</x>', "为安全起见不收"),
        (b'<x><!ENTITY xxe SYSTEM "file:///etc/passwd"></x>', "读不下去"),
    ],
)
def test_what_is_no_transcript_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    assert reason in refusal(data)


def test_a_file_over_the_limit_is_refused_with_both_sizes() -> None:
    with pytest.raises(TranscriptError, match=r"有 2\.0 MB，最多收 1\.0 MB"):
        parse(b"a" * 2_000_000, "大.txt", max_bytes=1_000_000)


def test_the_content_decides_not_the_name() -> None:
    assert read_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<v 甲>好\n", "假的.docx").format == "WebVTT"


def test_an_entity_bomb_is_refused_at_once() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    started = time.process_time()
    assert "为安全起见不收" in refusal(f'<!DOCTYPE x [<!ENTITY l0 "ha">{levels}]><x>&l11;</x>')
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "line",
    [
        "这是第{n}句话，讲的是电解槽。\n",
        "谭小禾(00:{m:02d}:{s:02d}): 这是第{n}句话。\n",
        "说话人{k} 00:{m:02d}:{s:02d}\n这是第{n}句话。\n\n",
    ],
)
def test_thirty_thousand_lines_are_read_in_reasonable_time(line: str) -> None:
    text = "".join(line.format(n=n, m=n // 60 % 60, s=n % 60, k=n % 3) for n in range(30_000))
    started = time.process_time()
    assert len(read_text(text).cues) == 30_000
    assert time.process_time() - started < 15


@pytest.mark.parametrize(
    "hostile", ["<" * 200_000, "(" * 200_000, "谭" * 200_000, "1:" * 100_000, "[00:01" * 40_000, "- " * 100_000]
)
def test_one_endless_line_takes_no_endless_time(hostile: str) -> None:
    started = time.process_time()
    parse(hostile.encode(), "长.txt")
    refusal(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{hostile}\n")
    assert time.process_time() - started < 5


def test_one_turn_of_many_lines_takes_linear_time() -> None:
    started = time.process_time()
    transcript = read_text("说话人1 00:01\n" + "这一行没有说话人\n" * 50_000)
    assert len(transcript.cues[0].text) == 400_000
    assert time.process_time() - started < 5


def test_every_transcript_of_the_demo_museum_is_read_without_a_warning() -> None:
    transcripts = [parse(file.read_bytes(), file.name) for file in sorted(DEMO.rglob("*.vtt"))]
    assert len(transcripts) == 17  # fifteen recordings, one of them in English too; one talk only written down
    assert all(transcript.timing == "full" and not transcript.warnings for transcript in transcripts)
    assert all(cue.id and cue.speaker for transcript in transcripts for cue in transcript.cues)


def test_every_file_of_the_test_data_is_read_or_refused_in_chinese() -> None:
    for file in FOLDER.iterdir():
        reason = refusal(file.read_bytes())
        assert not reason or any("\u4e00" <= character <= "\u9fff" for character in reason)
