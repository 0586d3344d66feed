"""IIIF Image API 3.0, level 0: fixed tiles and the document that describes them. Pure.

https://iiif.io/api/image/3.0/ sections 5 (info.json) and 4.7 (canonical URIs).
"""

from collections.abc import Mapping
from typing import Any, Final

CONTEXT: Final = "http://iiif.io/api/image/3/context.json"
LEVEL_0: Final = "level0"
MEDIA_TYPE: Final = 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"'


def info(*, address: str, width_px: int, height_px: int, tile_px: int) -> dict[str, Any]:
    """The description of a tiled picture whose tiles lie below `address` (absolute, without a slash at the end).

    Scale factors go up by two until the whole picture fits one tile, as the tile maker halves it.
    """
    factors = [1]
    while max(width_px, height_px) > tile_px * factors[-1]:
        factors.append(factors[-1] * 2)
    return {
        "@context": CONTEXT,
        "id": address,
        "type": "ImageService3",
        "protocol": "http://iiif.io/api/image",
        "profile": LEVEL_0,
        "width": width_px,
        "height": height_px,
        "tiles": [{"width": tile_px, "height": tile_px, "scaleFactors": factors}],
    }


def at_address(described: Mapping[str, Any], address: str) -> dict[str, Any]:
    """The same description, for tiles that are read at `address`."""
    return {**described, "id": address.rstrip("/")}
