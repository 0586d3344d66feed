"""Pictures for visitors: sizes in three formats, and tiles for looking closely.

Everything is encoded anew from bare pixels in sRGB. Place of shooting, camera number, names in captions and embedded
thumbnails of what was cropped away stay in the original.
"""

import io
import shutil
from pathlib import Path
from typing import Final

import pillow_heif
import pyvips
from PIL import Image, ImageCms, ImageOps

from media.derivatives.base import CannotDeriveError, Job, MadeFile, made
from media.iiif.image import TILE_PX, whole_names

pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = None  # judged when it came in

WIDTHS_PX: Final = (320, 640, 1280, 2048)
TILES_INFO: Final = "info.json"
_TILE: Final = ".jpg[Q=82,keep=none]"
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
    """IIIF Image API 3 level 0: tiles, and the whole picture at the sizes of `media.iiif.image`.

    One row stands for all of them, with the size of the picture: they are named by rule, and too many to be listed.
    """
    image = upright(job.source)
    size = image.size
    canvas = pyvips.Image.new_from_memory(image.tobytes(), *size, 3, "uchar").copy(interpretation="srgb")
    del image
    bench = job.target / "bench"
    bench.mkdir()
    canvas.dzsave(str(bench / "iiif"), layout="iiif3", tile_size=TILE_PX, suffix=_TILE, id="https://invalid")
    for path in sorted((bench / "iiif").iterdir()):
        if path.is_dir():
            path.rename(job.target / path.name)
    shutil.rmtree(bench)  # with vips' own info.json, which cannot know the address
    for name, (width_px, height_px) in whole_names(size):
        path = job.target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = canvas.thumbnail_image(width_px, height=height_px, size="force")
        whole.jpegsave(str(path), Q=82, keep="none")
    made_files = list(job.target.rglob("*.jpg"))
    return [
        {
            "name": TILES_INFO,
            "media_type": "application/json",
            "size_bytes": sum(path.stat().st_size for path in made_files),
            "width_px": size[0],
            "height_px": size[1],
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
