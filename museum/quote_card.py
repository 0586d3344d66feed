"""A quotation as a picture to send on: 1080 × 1440 pixels, upright, as a chat on a phone shows it.

The museum's look without a browser: an enamel plate above a painted dado, the words large, the hand wheel and the
name of the house below, and a QR code that leads to the sound.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import segno
from PIL import Image, ImageDraw

from museum.card_font import CardFont

WIDTH_PX: Final = 1080
HEIGHT_PX: Final = 1440
DRAWING: Final = 1
"""Raised when cards are drawn differently, so that none of the old ones is kept."""

_ENAMEL, _DADO, _INK, _SOFT, _BLUE, _LINE = "#fcfdfa", "#c9dbcf", "#14242f", "#43535c", "#1c3f94", "#7f9c8c"
_MARGIN = 96
_DADO_TOP = 1040
_QUOTE_TOP, _QUOTE_BOTTOM = 250, 850
_SIZES = (84, 72, 62, 54, 48, 42)
_LEADING = 1.55
_ABOVE = 0.4
_QR_PX = 250
_COLOURS = 64

NEVER_FIRST: Final = "，。、；：！？）》”’…—·"
NEVER_LAST: Final = "（《“‘"
"""What may not begin, or end, a line of Chinese."""

MORE: Final = "……"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCard:
    """The words on a card. `address` is what the QR code says; `demo` is empty for what really was said."""

    quote: str
    narrator: str
    facts: str
    title: str
    museum: str
    invitation: str
    address: str
    demo: str = ""


def draw(card: QuoteCard, font: CardFont) -> bytes:
    """A PNG of few colours: some tens of kilobytes, and sharp letters."""
    image = Image.new("RGB", (WIDTH_PX, HEIGHT_PX), _ENAMEL)
    pen = ImageDraw.Draw(image)
    _wall(pen)
    _quotation(pen, card, font)
    _speaker(pen, card, font)
    _foot(pen, card, font)
    image.paste(_qr(card.address), (WIDTH_PX - _MARGIN - _QR_PX, HEIGHT_PX - _MARGIN - _QR_PX))
    out = BytesIO()
    image.quantize(_COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _wall(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, _DADO_TOP, WIDTH_PX, HEIGHT_PX), fill=_DADO)
    pen.rectangle((0, _DADO_TOP, WIDTH_PX, _DADO_TOP + 5), fill=_LINE)
    pen.rounded_rectangle((22, 22, WIDTH_PX - 23, HEIGHT_PX - 23), radius=34, outline=_BLUE, width=12)


def _quotation(pen: ImageDraw.ImageDraw, card: QuoteCard, font: CardFont) -> None:
    pen.text((_MARGIN - 96, 92), "“", font=font.at(200), fill=_BLUE)
    size_px, rows = fitted(card.quote, font)
    spare_px = (_QUOTE_BOTTOM - _QUOTE_TOP) - len(rows) * size_px * _LEADING
    for number, row in enumerate(rows):
        top = _QUOTE_TOP + round(spare_px * _ABOVE + number * size_px * _LEADING)
        pen.text((_MARGIN, top), row, font=font.at(size_px), fill=_INK)


def fitted(quote: str, font: CardFont) -> tuple[int, list[str]]:
    """The largest letters in which all of it has room; what is longer than a card ends in ……"""
    width_px = WIDTH_PX - 2 * _MARGIN
    for size_px in _SIZES:
        rows = broken(quote, font, size_px, width_px)
        room = int((_QUOTE_BOTTOM - _QUOTE_TOP) / (size_px * _LEADING))
        if len(rows) <= room:
            return size_px, rows
    kept = rows[:room]
    kept[-1] = kept[-1][: -len(MORE)] + MORE
    return size_px, kept


def broken(text: str, font: CardFont, size_px: int, width_px: int) -> list[str]:
    """Lines no wider than that, broken anywhere but before a comma or after an opening quote."""
    letters = font.at(size_px)
    rows: list[str] = []
    for paragraph in text.split("\n"):
        row = ""
        for character in paragraph:
            if row and letters.getlength(row + character) > width_px and character not in NEVER_FIRST:
                held = len(row) - len(row.rstrip(NEVER_LAST))
                rows.append(row[: len(row) - held])
                row = row[len(row) - held :]
            row += character
        rows.append(row)
    return [row for row in rows if row]


def _speaker(pen: ImageDraw.ImageDraw, card: QuoteCard, font: CardFont) -> None:
    name, facts = font.at(46), font.at(30)
    pen.rectangle((_MARGIN, 892, _MARGIN + 64, 898), fill=_BLUE)
    pen.text((_MARGIN, 912), _clipped(card.narrator, font, 46, WIDTH_PX - 2 * _MARGIN), font=name, fill=_INK)
    pen.text((_MARGIN, 978), _clipped(card.facts, font, 30, WIDTH_PX - 2 * _MARGIN), font=facts, fill=_SOFT)


def _foot(pen: ImageDraw.ImageDraw, card: QuoteCard, font: CardFont) -> None:
    room = WIDTH_PX - 3 * _MARGIN - _QR_PX + 40
    _wheel(pen, _MARGIN + 44, 1150, 44)
    pen.text((_MARGIN + 112, 1116), card.museum, font=font.at(52), fill=_INK)
    for number, row in enumerate(broken(card.title, font, 32, room)[:2]):
        pen.text((_MARGIN, 1218 + number * 44), row, font=font.at(32), fill=_INK)
    pen.text((_MARGIN, 1312), card.invitation, font=font.at(28), fill=_SOFT)
    if card.demo:
        width = font.at(30).getlength(card.demo)
        right = WIDTH_PX - _MARGIN
        pen.rectangle((right - width - 36, 116, right, 176), outline=_SOFT, width=3)
        pen.text((right - width - 18, 124), card.demo, font=font.at(30), fill=_SOFT)


def _clipped(text: str, font: CardFont, size_px: int, width_px: int) -> str:
    rows = broken(text, font, size_px, width_px)
    return rows[0] if len(rows) < 2 else rows[0][:-1] + "…"


def _wheel(pen: ImageDraw.ImageDraw, x: int, y: int, radius: int) -> None:
    """The hand wheel with three spokes of three widths, one for each generation."""
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=_BLUE, width=11, fill=_ENAMEL)
    for (towards_x, towards_y), width in zip(((0, -38), (33, 19), (-33, 19)), (16, 10, 5), strict=True):
        pen.line((x, y, x + towards_x, y + towards_y), fill=_BLUE, width=width)
    pen.ellipse((x - 12, y - 12, x + 12, y + 12), fill=_BLUE)


def _qr(address: str) -> Image.Image:
    """On white with its quiet zone: a camera in a dim day-care room has to read it."""
    rows: Sequence[Sequence[int]] = [list(row) for row in segno.make_qr(address, error="m").matrix_iter(border=3)]
    image = Image.new("1", (len(rows[0]), len(rows)), 1)
    image.putdata([0 if dark else 1 for row in rows for dark in row])
    return image.resize((_QR_PX, _QR_PX), Image.Resampling.NEAREST).convert("RGB")
