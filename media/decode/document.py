"""Documents are opened and measured; a DOCX is read part by part, because it is a ZIP full of XML. Pure."""

import zipfile
import zlib
from pathlib import Path
from typing import Any, Final

import pypdfium2
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from media.decode.request import Request, facts
from media.probe import Format, UnacceptableError


def examine_pdf(request: Request, found: Format) -> dict[str, Any]:
    try:
        document = pypdfium2.PdfDocument(request.path)
        pages = len(document)
        if pages > request.max_pages:
            raise UnacceptableError("pages", pages=pages, limit=request.max_pages)
        if pages == 0:
            raise UnacceptableError("damaged", label=found.label)
        document[0].get_size()
    except pypdfium2.PdfiumError as problem:
        code = "encrypted" if "assword" in str(problem) else "damaged"
        raise UnacceptableError(code, label=found.label) from problem
    return facts(found, page_count=pages)


_MAX_PARTS: Final = 5_000
_MAX_UNPACKED_BYTES: Final = 512 * 1024 * 1024
_MAX_XML_BYTES: Final = 64 * 1024 * 1024
_MAX_RATIO: Final = 200
_PACKAGES: Final = (
    ("xl/workbook.xml", "Excel 表格"),
    ("ppt/presentation.xml", "PowerPoint 演示"),
    ("META-INF/MANIFEST.MF", "Java 程序"),
    ("AndroidManifest.xml", "安卓程序"),
)


def refuse_foreign_package(path: Path) -> None:
    """A ZIP is a DOCX only if it holds a Word document; every other one is refused under its own name."""
    try:
        with zipfile.ZipFile(path) as package:
            names = {part.filename for part in package.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise UnacceptableError("damaged", label="ZIP 文件") from problem
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return
    for part, label in _PACKAGES:
        if part in names:
            raise UnacceptableError("foreign", label=label)
    raise UnacceptableError("foreign", label="ZIP 压缩包")


def examine_docx(request: Request, found: Format) -> dict[str, Any]:
    with zipfile.ZipFile(request.path) as package:
        _refuse_bomb(package, request.path.stat().st_size, found)
        if any(part.filename.endswith("vbaProject.bin") for part in package.infolist()):
            raise UnacceptableError("macros")
        try:
            for part in package.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    with package.open(part) as stream:
                        for _event, element in iterparse(stream, forbid_dtd=True):
                            element.clear()
        except DefusedXmlException as problem:
            raise UnacceptableError("entities", label=found.label) from problem
        except (ParseError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as problem:
            raise UnacceptableError("damaged", label=found.label) from problem
    return facts(found)


def _refuse_bomb(package: zipfile.ZipFile, packed_bytes: int, found: Format) -> None:
    """Judge by the directory alone: `zipfile` never reads more of a part than its directory entry states."""
    parts = package.infolist()
    unpacked_bytes = sum(part.file_size for part in parts)
    xml_bytes = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    overlapping = sum(part.compress_size for part in parts) > packed_bytes
    if (
        len(parts) > _MAX_PARTS
        or unpacked_bytes > _MAX_UNPACKED_BYTES
        or xml_bytes > _MAX_XML_BYTES
        or unpacked_bytes > max(packed_bytes, 4096) * _MAX_RATIO
        or overlapping
    ):
        raise UnacceptableError("bomb", label=found.label)
