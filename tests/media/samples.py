"""Small real files, made by the programs people use: Pillow, ffmpeg, Word's own format. Nothing is shipped."""

import io
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import docx
import pillow_heif
from PIL import Image

from media import ffmpeg

pillow_heif.register_heif_opener()

AUDIO = {
    "mp3": ["-c:a", "libmp3lame"],
    "m4a": ["-c:a", "aac"],
    "aac": ["-c:a", "aac", "-f", "adts"],
    "wav": [],
    "flac": [],
    "ogg": ["-c:a", "libvorbis"],
    "opus": ["-c:a", "libopus"],
    "amr": ["-ar", "8000", "-ac", "1", "-c:a", "libopencore_amrnb"],
}
VIDEO = {"mp4": ["-c:v", "libx264"], "mov": ["-c:v", "libx264"], "webm": ["-c:v", "libvpx", "-c:a", "libopus"]}
MEDIA_TYPES = {
    "jpg": "image/jpeg", "png": "image/png", "tif": "image/tiff", "webp": "image/webp", "heic": "image/heic",
    "pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "aac": "audio/aac", "wav": "audio/wav", "flac": "audio/flac",
    "ogg": "audio/ogg", "opus": "audio/ogg", "amr": "audio/amr",
    "mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm",
}  # fmt: skip


@cache
def picture(ending: str = "jpg", *, width: int = 64, height: int = 48, orientation: int = 1) -> bytes:
    """Left half red, right half blue; with an orientation and a place of shooting in its EXIF."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (27.0, 50.0, 0.0)
    output = io.BytesIO()
    encoder = {"jpg": "JPEG", "tif": "TIFF", "heic": "HEIF"}.get(ending, ending.upper())
    image.save(output, encoder, exif=exif) if ending in {"jpg", "webp", "png"} else image.save(output, encoder)
    return output.getvalue()


@cache
def pdf(pages: int = 2) -> bytes:
    sheets = [Image.new("RGB", (210, 297), "white") for _number in range(pages)]
    output = io.BytesIO()
    sheets[0].save(output, "PDF", save_all=True, append_images=sheets[1:])
    return output.getvalue()


@cache
def word(text: str = "进株化那年，我十九岁。") -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


@cache
def sound(ending: str = "mp3", *, seconds: float = 2, volume: float = 0.5) -> bytes:
    return _encoded(ending, ["-f", "lavfi", "-i", f"sine=440:d={seconds},volume={volume}", *AUDIO[ending]])


@cache
def film(ending: str = "mp4", *, seconds: float = 2) -> bytes:
    picture_source = ["-f", "lavfi", "-i", f"testsrc=s=640x360:r=10:d={seconds}"]
    sound_source = ["-f", "lavfi", "-i", f"sine=440:d={seconds}"]
    return _encoded(ending, [*picture_source, *sound_source, "-pix_fmt", "yuv420p", *VIDEO[ending]])


def sample(ending: str) -> bytes:
    """A small file of any accepted kind."""
    if ending in AUDIO:
        return sound(ending)
    if ending in VIDEO:
        return film(ending)
    return {"pdf": pdf, "docx": word}[ending]() if ending in {"pdf", "docx"} else picture(ending)


def package(parts: dict[str, bytes]) -> bytes:
    """A ZIP of these parts."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return output.getvalue()


def word_package(document_xml: bytes, **more: bytes) -> bytes:
    """What calls itself a Word document, with any content."""
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return package({"[Content_Types].xml": types, "word/document.xml": document_xml, **more})


def _encoded(ending: str, arguments: list[str]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"sample.{ending}"
        ffmpeg.run([*arguments, str(path)])
        return path.read_bytes()
