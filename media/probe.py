"""What a file really is, and whether the museum accepts it: decided by content, never by name.

The name is only ever evidence against a file. A chat program's picture called .jpg that holds WebP is stored as WebP;
a page of HTML called .jpg, or a recording called .pdf, is refused, because somebody is mistaken or lying.

Pure: reads bytes, knows no settings and no Django. Labels are Chinese; sentences are made in `media.refusals`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

HEAD_BYTES: Final = 262_144
"""How much of a file `sniff` wants to see: enough to look behind an ID3 tag with a cover picture of usual size."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format we keep. `kind` is an asset's kind; `demuxer` tells ffmpeg what to read, so that it never guesses."""

    label: str
    media_type: str
    kind: str
    demuxer: str = ""


class UnacceptableError(Exception):
    """The content is not accepted. `code` is a key of `media.refusals`, `facts` fill its sentence."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


JPEG: Final = Format("JPEG 图片", "image/jpeg", "picture")
PNG: Final = Format("PNG 图片", "image/png", "picture")
TIFF: Final = Format("TIFF 图片", "image/tiff", "picture")
WEBP: Final = Format("WebP 图片", "image/webp", "picture")
HEIC: Final = Format("HEIC 图片", "image/heic", "picture")
PDF: Final = Format("PDF 文档", "application/pdf", "document")
DOCX: Final = Format("DOCX 文档", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "document")
MP3: Final = Format("MP3 录音", "audio/mpeg", "audio", "mp3")
M4A: Final = Format("M4A 录音", "audio/mp4", "audio", "mov")
AAC: Final = Format("AAC 录音", "audio/aac", "audio", "aac")
WAV: Final = Format("WAV 录音", "audio/wav", "audio", "wav")
FLAC: Final = Format("FLAC 录音", "audio/flac", "audio", "flac")
OGG: Final = Format("OGG 录音", "audio/ogg", "audio", "ogg")
AMR: Final = Format("AMR 录音", "audio/amr", "audio", "amr")
MP4: Final = Format("MP4 录像", "video/mp4", "video", "mov")
MOV: Final = Format("MOV 录像", "video/quicktime", "video", "mov")
WEBM: Final = Format("WebM 录像", "video/webm", "video", "matroska")
WEBM_AUDIO: Final = Format("WebM 录音", "audio/webm", "audio", "matroska")

FORMATS: Final = (
    JPEG, PNG, TIFF, WEBP, HEIC, PDF, DOCX, MP3, M4A, AAC, WAV, FLAC, OGG, AMR, MP4, MOV, WEBM, WEBM_AUDIO,
)  # fmt: skip
_ACCEPTED: Final = {
    "图片": "JPEG、PNG、TIFF、WebP、HEIC",
    "文档": "PDF、DOCX",
    "录音": "MP3、M4A、AAC、WAV、FLAC、OGG、Opus、AMR",
    "录像": "MP4、MOV、WebM",
}
ACCEPTED_LABEL: Final = "，".join(f"{kind} {formats}" for kind, formats in _ACCEPTED.items())

# What a name promises. Formats of one family may stand in for each other (phones and chat programs rename freely).
EXTENSIONS: Final[dict[str, str]] = {
    **dict.fromkeys(("jpg", "jpeg", "jpe", "jfif", "png", "tif", "tiff", "webp", "heic", "heif"), "picture"),
    **dict.fromkeys(("gif", "bmp", "avif"), "picture"),
    "pdf": "pdf",
    "docx": "docx",
    **dict.fromkeys(("mp3", "m4a", "m4b", "aac", "wav", "flac", "ogg", "oga", "opus", "amr"), "sound"),
    **dict.fromkeys(("mp4", "m4v", "mov", "qt", "webm"), "sound"),
    **dict.fromkeys(("htm", "html", "xhtml", "svg", "xml", "js", "mjs", "css", "json", "php", "py", "sh"), "code"),
    **dict.fromkeys(("exe", "dll", "com", "bat", "cmd", "ps1", "vbs", "scr", "msi", "apk", "jar", "lnk"), "program"),
    **dict.fromkeys(("zip", "rar", "7z", "gz", "tar", "iso"), "archive"),
    **dict.fromkeys(("doc", "docm", "dotm", "rtf", "odt", "xls", "xlsx", "ppt", "pptx", "wps"), "office"),
}

_FOREIGN: Final[tuple[tuple[int, bytes, str], ...]] = (
    (0, b"GIF8", "GIF 动图"),
    (0, b"BM", "BMP 图片"),
    (0, b"8BPS", "Photoshop 文件"),
    (0, b"\0\0\x01\0", "图标文件"),
    (0, b"\xff\x0a", "JPEG XL 图片"),
    (0, b"\0\0\0\x0cJXL ", "JPEG XL 图片"),
    (0, b"\0\0\0\x0cjP  ", "JPEG 2000 图片"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文件（.doc、.xls、.ppt）"),
    (0, b"{\\rtf", "RTF 文档"),
    (0, b"Rar!\x1a\x07", "RAR 压缩包"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (0, b"\x1f\x8b", "GZIP 压缩包"),
    (257, b"ustar", "TAR 压缩包"),
    (0, b"MZ", "Windows 程序"),
    (0, b"\x7fELF", "Linux 程序"),
    (0, b"\xca\xfe\xba\xbe", "Java 程序"),
    (0, b"\xfe\xed\xfa", "macOS 程序"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "WMA 或 WMV 文件"),
    (0, b"FLV\x01", "FLV 录像"),
    (0, b"\0\0\x01\xba", "MPEG 录像"),
    (0, b"#!SILK", "微信语音（SILK）"),
    (0, b"\x02#!SILK", "微信语音（SILK）"),
    (0, b"MThd", "MIDI 文件"),
    (0, b"CAF", "CAF 录音"),
    (0, b"%!PS", "PostScript 文件"),
    (0, b"SQLite format 3\0", "数据库文件"),
)
_MARKUP: Final[tuple[tuple[bytes, str], ...]] = (
    (b"<!doctype html", "网页（HTML）"),
    (b"<html", "网页（HTML）"),
    (b"<script", "网页（HTML）"),
    (b"<head", "网页（HTML）"),
    (b"<body", "网页（HTML）"),
    (b"<svg", "SVG 矢量图"),
    (b"<?php", "PHP 程序"),
    (b"<?xml", "XML 文件"),
    (b"#!/", "脚本程序"),
)
_HEIC_BRANDS: Final = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def sniff(head: bytes) -> Format:
    """The format that the first `HEAD_BYTES` announce.

    A ZIP is announced as DOCX and an ISO container as MP4 or MOV; whether they are is decided by opening them
    (`media.decode`). Raises UnacceptableError with the label of what was found instead.
    """
    if not head:
        raise UnacceptableError("empty")
    for magic, accepted in _simple_magic():
        if head.startswith(magic):
            return accepted
    found = _riff(head) or _iso(head) or _ogg(head) or _ebml(head) or _framed_audio(head)
    if found:
        return found
    raise UnacceptableError("foreign", label=_foreign_label(head))


def check_name(name: str, found: Format) -> None:
    """Refuse a file whose name promises another family than its content shows.

    An unknown ending, or none, promises nothing. Raises UnacceptableError("mismatch").
    """
    extension = PurePath(name).suffix.lower().lstrip(".")
    promised = EXTENSIONS.get(extension)
    if promised is not None and promised != _family(found):
        raise UnacceptableError("mismatch", extension=extension, label=found.label)


def by_media_type(media_type: str) -> Format:
    """The accepted format of a stored original. Raises KeyError for a type we never stored."""
    for candidate in FORMATS:
        if candidate.media_type == media_type:
            return candidate
    raise KeyError(media_type)


def _family(found: Format) -> str:
    if found is PDF:
        return "pdf"
    if found is DOCX:
        return "docx"
    return "picture" if found.kind == "picture" else "sound"


def _simple_magic() -> Iterator[tuple[bytes, Format]]:
    yield b"\xff\xd8\xff", JPEG
    yield b"\x89PNG\r\n\x1a\n", PNG
    yield b"II*\0", TIFF
    yield b"MM\0*", TIFF
    yield b"II+\0\x08\0\0\0", TIFF
    yield b"MM\0+\0\x08\0\0", TIFF
    yield b"%PDF-", PDF
    yield b"PK\x03\x04", DOCX
    yield b"fLaC", FLAC
    yield b"#!AMR\n", AMR
    yield b"#!AMR-WB\n", AMR


def _riff(head: bytes) -> Format | None:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[:4] in {b"RIFF", b"RF64", b"BW64"} and head[8:12] == b"WAVE":
        return WAV
    if head[:4] == b"RIFF":
        raise UnacceptableError("foreign", label="AVI 录像" if head[8:11] == b"AVI" else "RIFF 文件")
    return None


def _iso(head: bytes) -> Format | None:
    """ISO 14496-12 files by major brand; QuickTime files older than the brand by their first atom."""
    if head[4:8] in {b"moov", b"mdat", b"wide", b"pnot"}:
        return MOV
    if head[4:8] != b"ftyp":
        return None
    brand = head[8:12]
    if brand in {b"avif", b"avis"}:
        raise UnacceptableError("foreign", label="AVIF 图片")
    if brand in _HEIC_BRANDS:
        size = min(int.from_bytes(head[:4], "big"), 256)
        if b"avif" in head[16:size]:
            raise UnacceptableError("foreign", label="AVIF 图片")
        return HEIC
    if brand[:3] in {b"3gp", b"3g2"}:
        raise UnacceptableError("foreign", label="3GP 文件")
    if brand == b"crx ":
        raise UnacceptableError("raw", label="佳能 CR3")
    if brand in {b"M4A ", b"M4B ", b"M4P "}:
        return M4A
    return MOV if brand == b"qt  " else MP4


def _ogg(head: bytes) -> Format | None:
    if head[:4] != b"OggS":
        return None
    if b"\x80theora" in head[:4096] or b"\x01video" in head[:4096]:
        raise UnacceptableError("foreign", label="OGG 录像")
    if any(codec in head[:4096] for codec in (b"OpusHead", b"\x01vorbis", b"\x7fFLAC", b"Speex   ")):
        return OGG
    raise UnacceptableError("foreign", label="OGG 文件")


def _ebml(head: bytes) -> Format | None:
    if head[:4] != b"\x1aE\xdf\xa3":
        return None
    if b"\x42\x82\x84webm" in head[:4096]:
        return WEBM
    raise UnacceptableError("foreign", label="MKV 录像")


def _framed_audio(head: bytes) -> Format | None:
    """MP3 and AAC have no signature, only frames: two that follow each other exactly are one."""
    start = _behind_id3(head)
    if head[start : start + 4] == b"fLaC":
        return FLAC
    if start >= len(head):
        return MP3  # a cover picture fills the whole head; decoding will tell
    reach = 1 if start == 0 else 4096
    for at in range(start, min(start + reach, len(head) - 8)):
        for measure, accepted in ((_mp3_frame_bytes, MP3), (_adts_frame_bytes, AAC)):
            length = measure(head[at : at + 8])
            if length and measure(head[at + length : at + length + 8]):
                return accepted
    return None


def _behind_id3(head: bytes) -> int:
    if head[:3] != b"ID3" or len(head) < 10:
        return 0
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size + (10 if head[5] & 0x10 else 0)


_BITRATES_V1: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITRATES_V2: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_RATES: Final = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _mp3_frame_bytes(header: bytes) -> int:
    """Length of the MPEG layer III frame that starts here, 0 if none does."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0 or header[1] & 0x06 != 0x02:
        return 0
    version, bitrate, rate = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or bitrate in {0, 15} or rate == 3:
        return 0
    kilobits = (_BITRATES_V1 if version == 3 else _BITRATES_V2)[bitrate]
    samples_by_8 = 144 if version == 3 else 72
    return samples_by_8 * kilobits * 1000 // _RATES[version][rate] + (header[2] >> 1 & 1)


def _adts_frame_bytes(header: bytes) -> int:
    """Length of the ADTS frame that starts here, 0 if none does."""
    if len(header) < 7 or header[0] != 0xFF or header[1] & 0xF6 != 0xF0:
        return 0
    length = (header[3] & 3) << 11 | header[4] << 3 | header[5] >> 5
    return length if length > 7 else 0


def _foreign_label(head: bytes) -> str:
    for offset, magic, label in _FOREIGN:
        if head[offset : offset + len(magic)] == magic:
            return label
    text = head[:2048].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, label in _MARKUP:
        if text.startswith(magic):
            return label
    if b"\0" not in head[:2048]:
        return "文字文件" if not any(byte < 9 for byte in head[:2048]) else "认不出的文件"
    return "认不出的文件"
