"""Which bytes are text, and in which encoding."""

import pytest

from archive.transcripts.api import parse
from archive.transcripts.model import TranscriptError
from tests.archive.transcripts.files import read_text, refusal

TEXT = "采访人：您贵姓？\n讲述人：免贵姓谭，言字旁的谭。\n"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
    ],
)
def test_the_encoding_is_found_in_the_bytes(encoding: str, name: str) -> None:
    transcript = parse(TEXT.encode(encoding), "访谈.txt")
    assert (transcript.encoding, [cue.text for cue in transcript.cues][1]) == (name, "免贵姓谭，言字旁的谭。")


def test_rare_characters_of_gb18030_are_read() -> None:
    data = "讲述人：他叫李䶮，住在𠮷家。".encode("gb18030")
    assert parse(data, "访谈.txt").cues[0].text == "他叫李䶮，住在𠮷家。"


def test_a_broken_byte_in_utf8_is_named_with_its_line_not_read_as_another_encoding() -> None:
    data = (TEXT * 20).encode()
    line = data[:300].count(b"\n") + 1
    assert refusal(data[:300] + b"\xff" + data[301:]).startswith(f"第 {line} 行：有不能按 UTF-8 读出的字节")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(TranscriptError):
        read_text("\x01\x02\x03")
    assert "行" in refusal(bytes(range(256)) * 8)


def test_lines_are_counted_the_same_for_all_line_ends() -> None:
    for line_end in ("\n", "\r\n", "\r"):
        assert [cue.line for cue in read_text(TEXT.replace("\n", line_end)).cues] == [1, 2]
