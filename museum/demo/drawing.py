"""One flat tone printed slightly out of register under an ink line: reading, colouring and lettering the demo drawings.

Words in a drawing are laid as outlines from ``data/glyphs.json``, because a fresh machine has no Chinese font.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypeVar, cast

import pyvips

from museum.demo.source import DATA, ILLUSTRATIONS

TONES: Mapping[str, str] = {
    "blue": "#4C7FC0",
    "green": "#5FA585",
    "orange": "#E5833F",
    "red": "#CC3A2E",
    "steel": "#A9BCC4",
    "brass": "#EEC63C",
    "paper": "#F0E2B6",
}
INK = "#14242F"
EM = 1000
MARK = "演示插图"

_TEXT = re.compile(r"<text\b([^>]*)>([^<]*)</text>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_TONE = re.compile(r'(<g fill=")#[0-9A-Fa-f]{6}(" transform="translate\()')

T = TypeVar("T")


class Dice:
    """Chance that falls the same way every time for one accession number: a second load draws the same picture."""

    def __init__(self, seed: str) -> None:
        self._pool = hashlib.sha256(seed.encode()).digest()
        self._next = 0

    def between(self, low: float, high: float) -> float:
        """A number from low to high."""
        byte = self._pool[self._next % len(self._pool)]
        self._next += 1
        return low + (high - low) * byte / 255

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[min(int(self.between(0, len(options))), len(options) - 1)]


@cache
def drawing(name: str) -> str:
    """The body of one drawing: everything between its outermost ``<svg>`` tags, without the title."""
    text = (ILLUSTRATIONS / f"{name}.svg").read_text(encoding="utf-8")
    inner = text[text.index(">") + 1 : text.rindex("</svg>")]
    return re.sub(r"<title.*?</title>", "", inner)


def recolour(svg: str, tone: str) -> str:
    """Print the flat tone of an object in another colour of the palette."""
    return _TONE.sub(rf"\g<1>{TONES[tone]}\g<2>", svg, count=1)


def letter(svg: str, words: Mapping[str, str] | None = None) -> str:
    """Set every word of a drawing as outlines, exchanging those named in ``words``."""
    changed = words or {}

    def outline(match: re.Match[str]) -> str:
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        return lay(
            changed.get(match[2], match[2]),
            x=float(attributes.get("x", 0)),
            y=float(attributes.get("y", 0)),
            size=float(attributes.get("font-size", 16)),
            fill=attributes.get("fill"),
            transform=attributes.get("transform", ""),
        )

    return _TEXT.sub(outline, svg)


def lay(text: str, *, x: float, y: float, size: float, fill: str | None = None, transform: str = "") -> str:
    """Outlines of ``text``, centred on x, its baseline on y. A sign without an outline leaves its space empty."""
    known = glyphs()
    widths = [known[c][0] if c in known else EM // 4 for c in text]
    scale = size / EM
    left = x - sum(widths) * scale / 2
    parts: list[str] = []
    for character, width in zip(text, widths, strict=True):
        if character in known:
            parts.append(
                f'<path d="{known[character][1]}" transform="translate({left:.1f} {y:.1f}) scale({scale:.4f})"/>'
            )
        left += width * scale
    paint = f' fill="{fill}"' if fill else ""
    turned = f' transform="{transform}"' if transform else ""
    return f'<g stroke="none"{paint}{turned}>{"".join(parts)}</g>'


@cache
def glyphs() -> Mapping[str, tuple[int, str]]:
    """Advance width and outline by character, 1,000 units to the em, y downwards."""
    raw = json.loads((DATA / "glyphs.json").read_text(encoding="utf-8"))
    return {character: (value[0], value[1]) for character, value in raw.items() if len(character) == 1}


def mark(*, x: float, y: float, size: float) -> str:
    """The quiet 演示插图 that every demo picture carries inside the picture, so that a copy says it too."""
    return f'<g opacity=".55">{lay(MARK, x=x, y=y, size=size, fill=INK)}</g>'


def raster(svg: str, *, width_px: int, kind: str) -> bytes:
    """The drawing as PNG (transparent where nothing is drawn) or JPEG (on the colour of its paper)."""
    image = pyvips.Image.svgload_buffer(svg.encode())
    image = pyvips.Image.svgload_buffer(svg.encode(), scale=width_px / image.width)
    if kind == "jpeg":
        return cast(bytes, image.flatten(background=[247, 245, 236]).jpegsave_buffer(Q=88))
    return cast(bytes, image.pngsave_buffer(compression=6))
