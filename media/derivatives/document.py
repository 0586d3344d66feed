"""Documents for visitors: a picture of every page, and the words for those who search or listen."""

import json
import zipfile
from pathlib import Path
from typing import Any, Final

import pypdfium2
from defusedxml.ElementTree import iterparse

from media.derivatives.base import CannotDeriveError, Job, MadeFile, made
from media.probe import PDF

_PAGE_PX: Final = 1600
_MAX_SCALE: Final = 4.0
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def pages(job: Job) -> list[MadeFile]:
    """`0001.webp` and on: each page with its longer side at 1600 pixels."""
    document = _open(job.source)
    files: list[MadeFile] = []
    for number, page in enumerate(document, start=1):
        width_pt, height_pt = page.get_size()
        scale = min(_MAX_SCALE, _PAGE_PX / max(width_pt, height_pt, 1.0))
        image = page.render(scale=scale).to_pil().convert("RGB")
        path = job.target / f"{number:04d}.webp"
        image.save(path, "WEBP", quality=80)
        files.append({**made(path, job, "image/webp"), "width_px": image.width, "height_px": image.height})
        page.close()
    return files


def text(job: Job) -> list[MadeFile]:
    """`text.json`: the words page by page; a DOCX is one page, one line a paragraph."""
    found = _pdf_text(job.source) if job.media_type == PDF.media_type else [_docx_text(job.source)]
    path = job.target / "text.json"
    path.write_text(json.dumps({"pages": found}, ensure_ascii=False))
    return [made(path, job, "application/json")]


def _open(path: Path) -> Any:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as problem:
        raise CannotDeriveError("damaged") from problem


def _pdf_text(path: Path) -> list[str]:
    found = []
    for page in _open(path):
        words = page.get_textpage()
        found.append(words.get_text_bounded().replace("\r\n", "\n"))
        words.close()
        page.close()
    return found


def _docx_text(path: Path) -> str:
    paragraphs: list[str] = []
    line: list[str] = []
    with zipfile.ZipFile(path) as package, package.open("word/document.xml") as stream:
        for _event, element in iterparse(stream, forbid_dtd=True):
            if element.tag == f"{_WORD}t":
                line.append(element.text or "")
            elif element.tag == f"{_WORD}tab":
                line.append("\t")
            elif element.tag == f"{_WORD}p":
                paragraphs.append("".join(line))
                line = []
                element.clear()
    return "\n".join(paragraphs)
