"""Pictures are decoded whole: every pixel that a derivative will need can be read. Pure."""

from typing import Any, Final

import pillow_heif
from PIL import Image

from media.decode.request import Request, facts
from media.probe import Format, UnacceptableError

pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = None  # our own limit names the size; Pillow's only warns

_ORIENTATION: Final = 0x0112
_DNG_VERSION: Final = 50706
_NEW_SUBFILE_TYPE: Final = 254
_SUB_IFDS: Final = 330


def examine_picture(request: Request, found: Format) -> dict[str, Any]:
    try:
        with Image.open(request.path) as image:
            _refuse_raw(image, found)
            width_px, height_px = image.size
            if width_px * height_px > request.max_pixels:
                raise UnacceptableError("pixels", width=width_px, height=height_px, limit=request.max_pixels // 10_000)
            turned = image.getexif().get(_ORIENTATION, 1) >= 5
            image.load()
    except MemoryError:
        raise UnacceptableError("heavy") from None
    except OSError as problem:
        code = "truncated" if "truncated" in str(problem) else "damaged"
        raise UnacceptableError(code, label=found.label) from problem
    except (SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError) as problem:
        raise UnacceptableError("damaged", label=found.label) from problem
    if turned:
        width_px, height_px = height_px, width_px
    return facts(found, width_px=width_px, height_px=height_px)


def _refuse_raw(image: Any, found: Format) -> None:
    """Camera raw files are TIFF with a thumbnail first: what we would keep to show is not the picture."""
    tags = getattr(image, "tag_v2", {})
    if _DNG_VERSION in tags or (tags.get(_NEW_SUBFILE_TYPE, 0) & 1 and _SUB_IFDS in tags):
        raise UnacceptableError("raw", label="DNG 或 NEF")
