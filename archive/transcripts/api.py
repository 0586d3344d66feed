"""The front door: bytes in, a transcript out. What a file is, is decided by its content, never by its name."""

from __future__ import annotations

import re

from archive.transcripts import docx, ohms, plain, srt, vtt
from archive.transcripts.encoding import decode
from archive.transcripts.model import Draft, Problem, Transcript, TranscriptError
from archive.transcripts.timing import settle

MAX_BYTES = 20_000_000

_FORMATS = "能读的有 WebVTT、SRT、纯文字、Word（.docx）和 OHMS XML。"
_SAVE_AS = "请在 Word 或 WPS 里另存为 .docx 或纯文字再传。"
_MOST_PROBLEMS = 50
_TIMING_LINE = re.compile(r"^\s*\d[\d:：.,]*\s*-->", re.MULTILINE)
_MARKUP = re.compile(r"\s*<(?:\?xml|!--|!doctype|[a-z][\w:.-]*[\s>/])", re.IGNORECASE)
_HTML = re.compile(r"\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)
# What people upload by mistake, by its first bytes.
_STRANGERS = (
    (b"\xd0\xcf\x11\xe0", f"这是旧版 Word 文档（.doc）。{_SAVE_AS}"),
    (b"{\\rtf", f"这是 RTF 文档。{_SAVE_AS}"),
    (b"%PDF", f"这是 PDF。{_SAVE_AS}"),
    (b"ID3", "这是录音，不是文稿。录音请在访谈的“录音”一栏上传。"),
    (b"RIFF", "这是录音，不是文稿。录音请在访谈的“录音”一栏上传。"),
    (b"OggS", "这是录音，不是文稿。录音请在访谈的“录音”一栏上传。"),
    (b"\xff\xd8\xff", "这是图片，不是文稿。"),
    (b"\x89PNG", "这是图片，不是文稿。"),
    (b"Rar!", "这是压缩包。请解开后一份一份上传。"),
    (b"7z\xbc\xaf", "这是压缩包。请解开后一份一份上传。"),
)


def parse(data: bytes, filename: str, *, max_bytes: int = MAX_BYTES) -> Transcript:
    """Read a transcript file. max_bytes bounds the file and, for DOCX, what it unpacks to.

    Raises TranscriptError, with the line and the reason of each problem; then nothing of the file may be stored.
    """
    if len(data) > max_bytes:
        size, most = len(data) / 1_000_000, max_bytes / 1_000_000
        raise _refusal(filename, f"有 {size:.1f} MB，最多收 {most:.1f} MB。")
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise _refusal(filename, "是空的。")
    for magic, reason in _STRANGERS:
        if data.startswith(magic):
            raise TranscriptError([Problem(0, reason + _FORMATS)])
    if data.startswith(b"PK\x03\x04"):
        return _finish(docx.read(data, max_bytes=max_bytes), "UTF-8", filename)
    text, encoding = decode(data)
    return _finish(_read_text(text, filename), encoding, filename)


def _read_text(text: str, filename: str) -> Draft:
    if re.match(r"WEBVTT(?:[ \t\r\n]|$)", text):
        return vtt.read(text)
    if _HTML.match(text):
        raise _refusal(filename, f"是网页，不是文稿。{_FORMATS}")
    if _MARKUP.match(text):
        return ohms.read(text.lstrip())
    if _TIMING_LINE.search(text):
        return srt.read(text)
    return plain.read(text)


def _finish(draft: Draft, encoding: str, filename: str) -> Transcript:
    if draft.problems:
        shown, rest = draft.problems[:_MOST_PROBLEMS], len(draft.problems) - _MOST_PROBLEMS
        raise TranscriptError([*shown, Problem(0, f"还有 {rest} 处。")] if rest > 0 else shown)
    if not draft.cues and not draft.index_points:
        raise _refusal(filename, f"里没有找到一句话。{_FORMATS}")
    settle(draft)
    return Transcript(
        cues=tuple(draft.cues),
        index_points=tuple(draft.index_points),
        metadata=draft.metadata,
        warnings=tuple(sorted(draft.warnings, key=lambda problem: problem.line)),
        format=draft.format,
        encoding=encoding,
    )


def _refusal(filename: str, reason: str) -> TranscriptError:
    return TranscriptError([Problem(0, f"“{filename}”{reason}")])
