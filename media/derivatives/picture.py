"""Pictures for visitors: sizes in three formats, and tiles for looking closely.

Everything is encoded anew from bare pixels in sRGB. Place of shooting, camera number, names in captions and embedded
thumbnails of what was cropped away stay in the original.
"""

import io
import json
from pathlib import Path
from typing import Final

import pillow_heif
import pyvips
from PIL import Image, ImageCms, ImageOps

from media.derivatives.base import CannotDeriveError, Job, MadeFile, made

pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = None  # judged when it came in

WIDTHS_PX: Final = (320, 640, 1280, 2048)
TILE_PX: Final = 512
_MAX_ASPECT: Final = 4
_ENCODINGS: Final = (
    ("webp", "image/webp", "WEBP", {"quality": 80, "method": 4}),
    ("avif", "image/avif", "AVIF", {"quality": 60, "speed": 8, "max_threads": 1}),
    ("jpg", "image/jpeg", "JPEG", {"quality": 82, "progressive": True, "optimize": True}),
)
_SRGB: Final = ImageCms.createProfile("sRGB")


def renditions(job: Job) -> list[MadeFile]:
    """Every width up to the original's, each as WebP, AVIF and JPEG; widest first, each made from the one before.

    An object that was cut out stays cut out, so that the page's own wall stands behind it; JPEG puts it on white.
    """
    image = upright(job.source, cut_out=True)
    files: list[MadeFile] = []
    for width_px in reversed(_widths(image.width)):
        image.thumbnail((width_px, width_px * _MAX_ASPECT), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for ending, media_type, encoder, options in _ENCODINGS:
            path = job.target / f"{width_px}.{ending}"
            (_on_white(image) if encoder == "JPEG" else image).save(path, encoder, **options)
            files.append({**made(path, job, media_type), "width_px": image.width, "height_px": image.height})
    return files[::-1]


def tiles(job: Job) -> list[MadeFile]:
    """IIIF Image API 3 level 0 tiles. The first file is info.json; `media.views` gives it the address it is read at."""
    image = upright(job.source)
    width_px, height_px = image.size
    canvas = pyvips.Image.new_from_memory(image.tobytes(), width_px, height_px, 3, "uchar")
    canvas = canvas.copy(interpretation="srgb")
    canvas.dzsave(
        str(job.target / "iiif"), layout="iiif3", tile_size=TILE_PX, suffix=".jpg[Q=82,strip]", id="https://invalid"
    )
    for path in sorted((job.target / "iiif").iterdir()):
        path.rename(job.target / path.name)
    (job.target / "iiif").rmdir()
    total_bytes = sum(path.stat().st_size for path in job.target.rglob("*.jpg"))
    info = job.target / "info.json"
    json.loads(info.read_text())  # a half-written one must fail here, not at a visitor's
    return [
        {
            **made(info, job, "application/json"),
            "size_bytes": total_bytes + info.stat().st_size,
            "width_px": width_px,
            "height_px": height_px,
        }
    ]


def upright(path: Path, *, cut_out: bool = False) -> Image.Image:
    """The picture as people see it: turned upright, in sRGB, 8 bit, without metadata, on white where it is transparent.

    With `cut_out` what is transparent stays so, and what lies hidden under full transparency is wiped to white.
    Raises CannotDeriveError("damaged") when it can no longer be read.
    """
    try:
        with Image.open(path) as opened:
            opened.load()
            profile = opened.info.get("icc_profile")
            image = _in_srgb(_eight_bit(ImageOps.exif_transpose(opened)), profile)
    except (OSError, SyntaxError, ValueError) as problem:
        raise CannotDeriveError("damaged") from problem
    if cut_out and image.mode == "RGBA" and image.getchannel("A").getextrema() != (255, 255):
        bare = Image.new("RGBA", image.size, (255, 255, 255, 0))
        bare.paste(image, mask=image.getchannel("A").point(lambda alpha: 255 if alpha else 0))
        return bare
    return _on_white(image)


def _on_white(image: Image.Image) -> Image.Image:
    bare = Image.new("RGB", image.size, "white")
    bare.paste(image, mask=image.getchannel("A") if image.mode in {"RGBA", "LA"} else None)
    return bare


def _eight_bit(image: Image.Image) -> Image.Image:
    if image.mode in {"I;16", "I;16B", "I;16L", "I"}:
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode == "F":
        return image.convert("L")
    if image.mode == "P":
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    if image.mode in {"1", "PA", "La", "RGBa"}:
        return image.convert({"1": "L", "PA": "RGBA", "La": "LA", "RGBa": "RGBA"}[image.mode])
    return image


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours through the embedded profile where there is a usable one, by plain conversion otherwise."""
    target = "RGBA" if image.mode in {"RGBA", "LA"} else "RGB"
    if profile and image.mode in {"RGB", "RGBA", "CMYK", "L", "LAB"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode=target)
        except (ImageCms.PyCMSError, OSError):
            return image.convert(target)
        if converted is not None:
            return converted
    return image.convert(target)


def _widths(width_px: int) -> list[int]:
    """The standard widths below the original's, and its own up to the largest."""
    return [width for width in WIDTHS_PX if width < width_px] + ([width_px] if width_px <= WIDTHS_PX[-1] else [])
