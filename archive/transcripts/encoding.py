"""From bytes to text: UTF-8, UTF-16 and GB18030, decided by content.

GB18030 (and its parts GBK and GB2312) is what Chinese Windows programs write by default. Nearly any bytes decode as
GB18030, so a UTF-8 file with one broken byte must not fall through to it: that would turn the whole text into other
characters without an error.
"""

from __future__ import annotations

import codecs
import re

from archive.transcripts.model import Problem, TranscriptError

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# A private-use or unassigned character now and then is a rare ideograph; many are another encoding read wrongly.
_FOREIGN = re.compile(r"[\ue000-\uf8ff\ufffd]")


def decode(data: bytes) -> tuple[str, str]:
    """The text without its byte order mark, and the name of its encoding. Raises TranscriptError."""
    if data.startswith(codecs.BOM_UTF8):
        return _strict(data[3:], "utf-8"), "UTF-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(data, "utf-16"), "UTF-16"
    if (byte_order := _utf16_without_mark(data)) is not None:
        return _strict(data, byte_order), "UTF-16"
    try:
        return _text(data.decode("utf-8")), "UTF-8"
    except UnicodeDecodeError:
        pass
    if _is_broken_utf8(data):
        return _strict(data, "utf-8"), "UTF-8"
    return _strict(data, "gb18030"), "GB18030"


def split_lines(text: str) -> list[str]:
    """Lines as editors count them: Unicode's other separators stay inside their line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TranscriptError(
            [Problem(line, f"有不能按 {encoding.upper()} 读出的字节；请另存为 UTF-8 再传一次。")]
        ) from error
    return _text(text)


def _text(text: str) -> str:
    match = _CONTROL.search(text)
    if match is not None:
        line = text.count("\n", 0, match.start()) + 1
        raise TranscriptError([Problem(line, "有文字里不该有的控制字符；这可能不是文字文件。")])
    if len(_FOREIGN.findall(text)) * 20 > len(text):
        raise TranscriptError([Problem(0, "读出来多是乱码；请另存为 UTF-8 再传一次。")])
    return text.removeprefix("\ufeff")


def _utf16_without_mark(data: bytes) -> str | None:
    """No other text has zero bytes; in UTF-16 each line feed, digit and Latin letter has one, on the same side."""
    if b"\x00" not in data or len(data) % 2:
        return None
    return "utf-16-be" if data[0::2].count(0) > data[1::2].count(0) else "utf-16-le"


def _is_broken_utf8(data: bytes) -> bool:
    """Whether nearly all of the non-ASCII text is good UTF-8, so that the rest is damage."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - broken
    return good > broken * 10
