"""XML of unknown origin, read within bounds: no entities, no external documents, no more than a stated size.

DOCX and OHMS are XML. A document type is refused altogether, since neither format has one: that leaves no entity to
expand.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from archive.transcripts.model import Problem, TranscriptError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOST_ENTRIES = 5000
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
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > _MOST_ENTRIES:
                raise TranscriptError([Problem(0, f"压缩包里有 {len(entries)} 个文件，不像 Word 文档。")])
            entry = archive.getinfo(name)
            if entry.file_size > max_bytes:
                size, most = entry.file_size // 1_000_000, max_bytes // 1_000_000
                raise TranscriptError([Problem(0, f"文档解开后有 {size} MB，最多收 {most} MB。")])
            with archive.open(entry) as stream:
                return stream.read(entry.file_size)
    except KeyError as error:
        raise TranscriptError([Problem(0, "这是压缩包，但不是 Word 文档（.docx）。")]) from error
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise TranscriptError([Problem(0, "文档损坏或加了密码，打不开。")]) from error
