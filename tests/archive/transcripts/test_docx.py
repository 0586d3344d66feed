"""Word documents in: paragraphs, tables, and what must not be opened."""

import io
import struct
import time
import tracemalloc
import zipfile

import pytest

from archive.transcripts.api import parse
from tests.archive.transcripts.files import FOLDER, read, refusal, said, spans

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str | bytes, *, name: str = "word/document.xml") -> bytes:
    """A minimal Word document around a body."""
    document = body if isinstance(body, bytes) else f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, document)
    return stream.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_paragraphs_are_turns_and_runs_are_joined() -> None:
    assert said(read("interview.docx")) == [
        ("访谈者", "您贵姓？"),
        ("受访者", "免贵姓邬"),
        ("受访者", "口天吴那边的，不是"),
        ("访谈者", "记得哪年吗？"),
    ]


def test_lines_are_paragraphs() -> None:
    assert [cue.line for cue in read("interview.docx").cues] == [4, 5, 6, 7]


def test_a_table_of_time_speaker_and_words_is_read() -> None:
    transcript = read("table.docx")
    assert said(transcript)[1] == ("单家奶奶", "《地道战》，放了七遍。")
    assert spans(transcript) == [(2000, 5000), (5000, 9000), (9000, 11_000)]


def test_deleted_revisions_and_text_boxes_are_not_spoken() -> None:
    deleted = "<w:del><w:r><w:delText>删掉</w:delText></w:r></w:del>"
    box = "<w:r><w:txbxContent><w:p><w:r><w:t>文本框</w:t></w:r></w:p></w:txbxContent></w:r>"
    body = f"<w:p><w:r><w:t>讲述人：</w:t></w:r>{deleted}{box}<w:r><w:t>留下。</w:t></w:r></w:p>"
    assert said(parse(docx(body), "稿.docx")) == [("讲述人", "留下。")]


def test_a_content_control_is_opened() -> None:
    body = f"<w:sdt><w:sdtContent>{paragraph('讲述人：好。')}</w:sdtContent></w:sdt>"
    assert said(parse(docx(body), "稿.docx")) == [("讲述人", "好。")]


def test_the_name_of_the_file_does_not_matter() -> None:
    assert parse((FOLDER / "interview.docx").read_bytes(), "假的.srt").format == "DOCX"


def test_another_zip_file_is_refused() -> None:
    assert "不是 Word 文档" in refusal(docx(b"", name="readme.txt"))


def test_a_truncated_document_is_refused() -> None:
    data = (FOLDER / "interview.docx").read_bytes()
    assert "损坏" in refusal(data[: len(data) // 2])


def test_a_compression_that_cannot_be_bounded_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("word/document.xml", b" " * 1000)
    assert "压缩方法" in refusal(stream.getvalue())


def test_a_document_type_is_refused() -> None:
    body = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert "为安全起见不收" in refusal(docx(body))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = docx(b" " * 300_000_000)
    tracemalloc.start()
    started = time.process_time()
    assert "解开后有 300 MB" in refusal(bomb)
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak_bytes < 10_000_000
    assert time.process_time() - started < 1


def test_a_zip_that_lies_about_its_size_is_cut_off() -> None:
    bomb = bytearray(docx(b" " * 50_000_000))
    size = struct.pack("<L", 50_000_000)
    for _ in range(bomb.count(size)):
        position = bomb.index(size)
        bomb[position : position + 4] = struct.pack("<L", 1000)
    tracemalloc.start()
    assert "损坏" in refusal(bytes(bomb))
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak_bytes < 10_000_000


@pytest.mark.parametrize("depth", [100_000])
def test_deep_nesting_is_survived(depth: int) -> None:
    body = f"<w:p>{'<w:r>' * depth}<w:t>讲述人：好。</w:t>{'</w:r>' * depth}</w:p>"
    assert said(parse(docx(body), "稿.docx")) == [("讲述人", "好。")]


def test_thirty_thousand_paragraphs_are_read_in_reasonable_time() -> None:
    data = docx("".join(paragraph(f"讲述人：这是第{count}句。") for count in range(30_000)))
    started = time.process_time()
    assert len(parse(data, "稿.docx").cues) == 30_000
    assert time.process_time() - started < 15
