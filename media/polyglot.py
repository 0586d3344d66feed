"""Files that are two things at once. Pure.

A picture with an archive or a web page behind it is harmless as long as it is only ever re-encoded, as ours are. It is
refused all the same: an original may be handed out one day, and nobody takes such a photograph by accident.
What cameras do append (second pictures, depth maps, a short film) is left alone.
"""

import mmap
import re
import zipfile
from pathlib import Path
from typing import Final

from media.probe import DOCX, PDF, Format, UnacceptableError

_CODE: Final = re.compile(rb"<script[\s>]|<html[\s>]|<\?php\s|<!doctype html", re.IGNORECASE)
_ENDING_SEARCH_BYTES: Final = 4 * 1024 * 1024
_APPENDED: Final = ((b"Rar!\x1a\x07", "RAR 压缩包"), (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"), (b"%PDF-1.", "PDF 文档"))


def refuse_polyglot(path: Path, found: Format) -> None:
    """Raises UnacceptableError("polyglot") when a second format hides in the file."""
    if found is DOCX:
        return
    if zipfile.is_zipfile(path):
        raise UnacceptableError("polyglot", label=found.label, hidden="ZIP 压缩包")
    if found.kind != "picture" and found is not PDF:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if found.kind == "picture" and _CODE.search(content):
            raise UnacceptableError("polyglot", label=found.label, hidden="网页或程序代码")
        if found.kind == "picture":
            _refuse_appended(content, found)


def _refuse_appended(content: mmap.mmap, found: Format) -> None:
    for magic, hidden in _APPENDED:
        if content.find(magic, max(0, len(content) - _ENDING_SEARCH_BYTES)) > 0:
            raise UnacceptableError("polyglot", label=found.label, hidden=hidden)
