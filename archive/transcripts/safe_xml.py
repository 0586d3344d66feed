"""XML of unknown origin, read within bounds: no entities, no external documents, no more than a stated size.

DOCX and OHMS are XML. A document type is refused altogether, since neither format has one: that leaves no entity to
expand.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from archive.transcripts.model import Problem, TranscriptError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOST_ENTRIES = 5000
# All that zipfile and zlib are known to raise for damaged directories, lengths, names and data.
_DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    ValueError,
    RuntimeError,
    OSError,
    EOFError,
    OverflowError,
)
_DOCTYPE = "XML 里有文档类型或实体定义，为安全起见不收。"


def parse(text: str) -> Element:
    """The root of a document that was decoded already: its own declaration of an encoding no longer counts."""
    body = text[text.index("?>") + 2 :] if text.startswith("<?xml") and "?>" in text else text
    try:
        return ElementTree.fromstring(body.encode(), forbid_dtd=True)
    except DefusedXmlException as error:
        raise TranscriptError([Problem(0, _DOCTYPE)]) from error
    except ElementTree.ParseError as error:
        raise TranscriptError([Problem(error.position[0], "XML 到这里读不下去：标签不成对，或文件不完整。")]) from error


def at_depth(data: bytes, depth: int) -> Iterator[Element]:
    """The elements at one depth (the root is 1), each emptied when the next is asked for, to bound memory."""
    level = 0
    try:
        for event, element in ElementTree.iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
            if event == "start":
                level += 1
                continue
            if level == depth:
                yield element
                element.clear()
            level -= 1
    except DefusedXmlException as error:
        raise TranscriptError([Problem(0, _DOCTYPE)]) from error
    except ElementTree.ParseError as error:
        raise TranscriptError([Problem(0, "文档内容不完整，读不下去。")]) from error


def local_name(element: Element) -> str:
    """The tag without its namespace, which differs between the versions of a standard."""
    return element.tag.rpartition("}")[2]


def unzip(data: bytes, name: str, *, max_bytes: int) -> bytes:
    """One entry of a ZIP file. Raises TranscriptError.

    The directory tells the size before anything is unpacked. An entry that lies about it is read up to that size only
    (`ZipFile.read` would unpack all of it first), and then fails its checksum: no more than max_bytes are ever held.
    Only the two methods that Word uses are accepted, since zipfile bounds no other.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = {entry.filename: entry for entry in archive.infolist()}
            entry = entries.get(name)
            refusal = _refusal(entry, len(entries), max_bytes)
            if entry is not None and not refusal:
                with archive.open(entry) as stream:
                    return stream.read(entry.file_size)
    except _DAMAGE as error:
        raise TranscriptError([Problem(0, "文档损坏或加了密码，打不开。")]) from error
    raise TranscriptError([Problem(0, refusal)])


def _refusal(entry: zipfile.ZipInfo | None, entries: int, max_bytes: int) -> str:
    """Why a ZIP file is not opened further; empty when it is."""
    if entry is None:
        return "这是压缩包，但不是 Word 文档（.docx）。"
    if entries > _MOST_ENTRIES:
        return f"压缩包里有 {entries} 个文件，不像 Word 文档。"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "文档的压缩方法不是 Word 用的，为安全起见不收。"
    if entry.file_size > max_bytes:
        return f"文档解开后有 {entry.file_size // 1_000_000} MB，最多收 {max_bytes // 1_000_000} MB。"
    return ""
