"""Documents for visitors."""

import json
from pathlib import Path

from PIL import Image

from media.derivatives.base import Job
from media.derivatives.document import pages, text
from tests.media import samples


def job(tmp_path: Path, content: bytes, ending: str) -> Job:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(content)
    target.mkdir()
    return Job(source, target, samples.MEDIA_TYPES[ending])


def test_every_page_becomes_a_picture(tmp_path: Path) -> None:
    work = job(tmp_path, samples.pdf(pages=3), "pdf")
    assert [file["name"] for file in pages(work)] == ["0001.webp", "0002.webp", "0003.webp"]
    with Image.open(work.target / "0001.webp") as page:
        assert page.width < page.height <= 1600


def test_the_words_of_a_word_document_are_read(tmp_path: Path) -> None:
    work = job(tmp_path, samples.word("进株化那年，我十九岁。"), "docx")
    text(work)
    assert "进株化那年" in json.loads((work.target / "text.json").read_text())["pages"][0]


def test_the_words_of_a_pdf_come_page_by_page(tmp_path: Path) -> None:
    work = job(tmp_path, samples.pdf(pages=3), "pdf")
    text(work)
    assert len(json.loads((work.target / "text.json").read_text())["pages"]) == 3
