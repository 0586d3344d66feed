"""IIIF Image API 3.0, level 0: which fixed files a picture has, and the document that describes them. Pure.

https://iiif.io/api/image/3.0/ sections 4.7 (canonical URIs), 5 (info.json) and the implementation notes on tiles.
Every request a viewer may make is answered by a file made beforehand: tiles of the picture at each halving, and the
whole picture at a few sizes.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

CONTEXT: Final = "http://iiif.io/api/image/3/context.json"
LEVEL_0: Final = "level0"
MEDIA_TYPE: Final = 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"'

TILE_PX: Final = 512
WHOLE_PX: Final = (320, 640, 1280, 2048)
"""Longest sides at which the whole picture is kept."""
SMALL_PX: Final = WHOLE_PX[0]
"""The longest side of a picture whose rights statement allows no more than a small one."""

Size = tuple[int, int]
"""Width and height in pixels."""

_REGION: Final = re.compile(r"\d{1,7}(,\d{1,7}){3}", re.ASCII)
_SIZE: Final = re.compile(r"\d{1,7},\d{1,7}", re.ASCII)


def scale_factors(picture: Size) -> list[int]:
    """1, 2, 4 … until the whole picture fits one tile."""
    factors = [1]
    while max(picture) > TILE_PX * factors[-1]:
        factors.append(factors[-1] * 2)
    return factors


def whole_sizes(picture: Size, within_px: int | None = None) -> list[Size]:
    """Sizes of the whole picture, smallest first, never enlarged; none longer than `within_px`."""
    last = scale_factors(picture)[-1]
    found = {fitted(picture, longest_px) for longest_px in WHOLE_PX} | {reduced(picture, last)}
    return sorted(size for size in found if within_px is None or max(size) <= within_px)


def fitted(picture: Size, longest_px: int) -> Size:
    """The picture's size when its longer side is brought down to `longest_px`."""
    longest = max(picture)
    if longest <= longest_px:
        return picture
    width_px, height_px = picture
    return max(1, round(width_px * longest_px / longest)), max(1, round(height_px * longest_px / longest))


def reduced(size: Size, factor: int) -> Size:
    """Divided by a scale factor; a last column or row of part of a pixel counts as one."""
    return -(-size[0] // factor), -(-size[1] // factor)


def tile_names(picture: Size) -> Iterator[str]:
    """The file of every tile, as a viewer asks for it: region and size in its canonical form."""
    width_px, height_px = picture
    for factor in scale_factors(picture):
        step = TILE_PX * factor
        for top in range(0, height_px, step):
            for left in range(0, width_px, step):
                region = (min(step, width_px - left), min(step, height_px - top))
                if region != picture:
                    yield file_name(f"{left},{top},{region[0]},{region[1]}", reduced(region, factor))


def whole_names(picture: Size) -> Iterator[tuple[str, Size]]:
    """The file of the whole picture at each of its sizes."""
    for size in whole_sizes(picture):
        yield file_name("full", size), size


def file_name(region: str, size: Size) -> str:
    return f"{region}/{size[0]},{size[1]}/0/default.jpg"


def requested_name(region: str, size: str, picture: Size, within_px: int | None = None) -> str | None:
    """The file that answers a request; None when none can.

    `within_px` is the longest side the asker may receive. A piece of the picture shows more of it than the whole at
    the same size does, so where a limit holds there are no tiles at all.
    """
    if region in {"full", f"0,0,{picture[0]},{picture[1]}"}:
        allowed = whole_sizes(picture, within_px)
        names = {f"{width_px},{height_px}": (width_px, height_px) for width_px, height_px in allowed}
        wanted = max(allowed, default=None) if size == "max" else names.get(size)
        return file_name("full", wanted) if wanted else None
    if within_px is not None or not _REGION.fullmatch(region) or not _SIZE.fullmatch(size):
        return None
    return f"{region}/{size}/0/default.jpg"


def info(address: str, picture: Size, within_px: int | None = None) -> dict[str, Any]:
    """The description of a picture whose files lie below `address` (absolute, without a slash at the end)."""
    sizes = whole_sizes(picture, within_px)
    described: dict[str, Any] = {
        "@context": CONTEXT,
        "id": address,
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": LEVEL_0,
        "width": picture[0],
        "height": picture[1],
        "sizes": [{"width": width_px, "height": height_px} for width_px, height_px in sizes],
    }
    largest_px = min(within_px or WHOLE_PX[-1], WHOLE_PX[-1])
    if max(picture) > largest_px:
        described["maxWidth"] = largest_px
    if within_px is None:
        described["tiles"] = [{"width": TILE_PX, "height": TILE_PX, "scaleFactors": scale_factors(picture)}]
    return described
