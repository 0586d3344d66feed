"""The Chinese font that quote cards are written in: the one the settings name, else one the system has.

A fresh machine has none. Then there are no cards, a check says so at the start, and no page offers one.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

PLACES: Final = (
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSerifCJK-Bold.ttc", 2),
    ("/usr/share/fonts/google-noto-serif-cjk-fonts/NotoSerifCJK-Bold.ttc", 2),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/System/Library/Fonts/Supplemental/Songti.ttc", 0),
    ("C:/Windows/Fonts/simsun.ttc", 0),
)
"""Where Debian, Arch, Fedora, macOS and Windows keep a Chinese font, and which face of the file is the mainland's."""

PROBE: Final = "株"
NOTHING: Final = "\uffff"
"""A character no font has: what is drawn for it is drawn for every character that is missing."""


@dataclass(frozen=True, slots=True)
class CardFont:
    """A file that can write Chinese."""

    path: str
    face: int

    def at(self, size_px: int) -> ImageFont.FreeTypeFont:
        return _opened(self.path, self.face, size_px)


def card_font() -> CardFont | None:
    """A font named in the settings is used or nothing: another one in its place would surprise whoever chose it."""
    places = ((settings.CARD_FONT, 0),) if settings.CARD_FONT else PLACES
    return _first(places)


@lru_cache(maxsize=8)
def _first(places: tuple[tuple[str, int], ...]) -> CardFont | None:
    return next((CardFont(path, face) for path, face in places if _writes_chinese(path, face)), None)


def _writes_chinese(path: str, face: int) -> bool:
    if not Path(path).is_file():
        return False
    try:
        font = ImageFont.truetype(path, 32, index=face)
    except OSError:
        return False
    return _drawn(PROBE, font) != _drawn(NOTHING, font)


def _drawn(character: str, font: ImageFont.FreeTypeFont) -> bytes:
    image = Image.new("L", (48, 48))
    ImageDraw.Draw(image).text((0, 0), character, font=font, fill=255)
    return image.tobytes()


@lru_cache(maxsize=32)
def _opened(path: str, face: int, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size_px, index=face)
