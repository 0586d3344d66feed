"""Photographs that were never taken: an old print with a scene, and people without faces standing in it.

The places of the heads are handed back, because the records mark faces with regions and the region must lie on a head.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from museum.demo.drawing import Dice, drawing, lay, letter, mark

WIDTH, HEIGHT, MARGIN = 640, 460, 26
SQUARE = 460
LINE = "#26343B"
FACE = "#F1EFE4"

_GREY = {"#A7B0AE": "#A7B0AE", "#C4CAC6": "#C4CAC6", "#E4E3D8": "#E4E3D8"}
_SEPIA = {"#A7B0AE": "#BBA88B", "#C4CAC6": "#D8CBB2", "#E4E3D8": "#EFE7D4"}
_SAGE = {"#A7B0AE": "#9FB5A4", "#C4CAC6": "#C9D6CB", "#E4E3D8": "#E8EBDF"}
_BLUE = {"#A7B0AE": "#8FB1CE", "#C4CAC6": "#C9DCE8", "#E4E3D8": "#EEF1EC"}
_AMBER = {"#A7B0AE": "#E0A877", "#C4CAC6": "#F2DCC0", "#E4E3D8": "#F6F0E2"}
_GREEN = {"#A7B0AE": "#8CBF9F", "#C4CAC6": "#CDE3D3", "#E4E3D8": "#EFF3EA"}
EARLY, MIDDLE, LATE = (_GREY, _SEPIA), (_GREY, _SEPIA, _SAGE), (_BLUE, _AMBER, _GREEN, _SAGE)

SURVIVES_CROPPING = frozenset(
    {
        "kettle",
        "furnace",
        "hospital",
        "street-lamp",
        "studio",
        "siren",
        "half-chimney",
        "chimney-top",
        "path",
        "autoclave",
    }
    | {"big-mask", "tanks", "rubble"}
)
"""Scenes whose subject stands in the middle: a square print of them cuts nothing off."""

HAIR = (
    "M-20 -8 Q-20 -30 0 -30 Q20 -30 20 -8 H-26",
    "M-22 -6 Q-20 -32 0 -32 Q20 -32 22 -6 H28 H-28",
    "M-18 -4 Q-16 -26 4 -25 Q20 -22 18 -4 Q6 -14 -18 -4Z",
    "M-19 0 Q-22 -26 0 -25 Q22 -26 19 0 Q8 -14 -19 0Z",
    "M-19 4 Q-24 -27 0 -26 Q24 -27 19 4 Q24 16 18 20 Q16 -8 0 -10 Q-16 -8 -18 20 Q-24 16 -19 4Z",
)
HELMET = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """Where one head lies in the finished picture, as fractions of its width and height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Print:
    """A drawn photograph and the heads in it, back row first, each row from the left."""

    svg: str
    heads: tuple[Head, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Figure:
    x: float
    y: float
    scale: float
    standing: bool
    from_behind: bool


def photograph(*, accession_number: str, scene: str, count: int, pose: str, year: int) -> Print:
    """Draw one print.

    ``scene`` names a drawing; ``count`` people take the ``pose``; ``year`` decides paper and tone, and before 1970
    the edge of the paper is wavy.
    """
    dice = Dice(accession_number)
    narrow = scene in SURVIVES_CROPPING and count <= 2 and dice.between(0, 1) > 0.5
    width = SQUARE if narrow else WIDTH
    left = (WIDTH - width) / 2
    figures = _places(pose, count, left + MARGIN, left + width - MARGIN, dice)
    tones = dice.pick(EARLY if year < 1972 else MIDDLE if year < 1985 else LATE)
    inside = letter(_scene(scene)) + "".join(_figure(figure, dice) for figure in figures)
    svg = _paper(_tint(inside, tones), left=left, width=width, year=year, light=tones["#E4E3D8"])
    return Print(svg=svg, heads=tuple(_head(figure, left, width) for figure in figures))


def _scene(name: str) -> str:
    """The picture inside the border: the older drawings carry a border of their own, which is left off."""
    body = drawing(name if name.startswith("photo-") else f"scene-{name}")
    inner = re.search(r"<svg [^>]*>(.*)</svg>", body, re.DOTALL)
    return inner[1] if inner else body


def _tint(svg: str, tones: Mapping[str, str]) -> str:
    for grey, tone in tones.items():
        svg = svg.replace(grey, tone)
    return svg


def _places(pose: str, count: int, left: float, right: float, dice: Dice) -> list[_Figure]:
    """Where people stand. Rows are given from the back to the front."""
    span = right - left
    if pose == "none" or not count:
        return []
    if pose == "rows":
        back = (count + 1) // 2
        return [
            *_row(back, left, span, 262, min(1.25, span / back / 62), dice),
            *_row(count - back, left + span * 0.06, span * 0.88, 338, min(1.3, span / back / 60), dice),
        ]
    if pose == "row":
        return _row(count, left, span, 300, min(1.5, span / count / 66), dice)
    if pose == "back":
        return _row(count, left, span, 360, min(1.45, span / count / 66), dice, from_behind=True)
    size = {"group": 1.32, "far": 0.82}[pose]
    foot = 404 + dice.between(0, 18 if pose == "group" else 8)
    wide = min(span * 0.8, count * 92 * size)
    start = left + (span - wide) * dice.pick((0.1, 0.5, 0.9))
    step = wide / count
    return [
        _Figure(
            x=start + step * (index + 0.5) + dice.between(-8, 8),
            y=foot - 146 * size * dice.between(0.94, 1.06),
            scale=size,
            standing=True,
            from_behind=False,
        )
        for index in range(count)
    ]


def _row(
    count: int, left: float, span: float, y: float, scale: float, dice: Dice, *, from_behind: bool = False
) -> list[_Figure]:
    return [
        _Figure(
            x=left + span * (index + 0.5) / count + dice.between(-6, 6),
            y=y + dice.between(-8, 8),
            scale=scale,
            standing=False,
            from_behind=from_behind,
        )
        for index in range(count)
    ]


def _figure(figure: _Figure, dice: Dice) -> str:
    """Ink line over a tone out of register; a face has no features, since nobody's is drawn."""
    body = "M-30 100 Q-32 36 -12 30 H12 Q32 36 30 100Z"
    legs = ""
    if figure.standing:
        body = "M-28 92 Q-30 36 -12 30 H12 Q30 36 28 92Z"
        legs = (
            '<path d="M-16 92 L-18 146 M16 92 L18 146 M-26 146 H-12 M12 146 H26"/>'
            f'<path d="M-27 50 Q-40 74 {dice.between(-34, -22):.0f} 96 M27 50 Q40 74 {dice.between(22, 34):.0f} 96"/>'
        )
    choice = int(dice.between(0, len(HAIR) - 0.01))
    hair = f'<path d="{HAIR[choice]}" fill="{FACE if choice == HELMET else LINE}"/>'
    face = f'<ellipse rx="18" ry="22" fill="{LINE if figure.from_behind else FACE}"/>'
    collar = "" if figure.from_behind else '<path d="M-8 30 L0 44 L8 30"/>'
    return (
        f'<g transform="translate({figure.x:.1f} {figure.y:.1f}) scale({figure.scale:.3f})" fill="none" '
        f'stroke="{LINE}" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round">'
        f'<path d="{body}" fill="{FACE}" stroke="none"/>'
        f'<path d="{body}" fill="#A7B0AE" stroke="none" transform="translate(5 4)"/>'
        f'<path d="{body}"/>{legs}{face}{hair}{collar}</g>'
    )


def _head(figure: _Figure, left: float, width: float) -> Head:
    half_width, half_height = 26 * figure.scale, 32 * figure.scale
    return Head(
        left=round((figure.x - left - half_width) / width, 4),
        top=round((figure.y - half_height) / HEIGHT, 4),
        width=round(2 * half_width / width, 4),
        height=round(2 * half_height / HEIGHT, 4),
    )


def _paper(inside: str, *, left: float, width: float, year: int, light: str) -> str:
    """White border, the year pressed into it, and a wavy edge on the older papers."""
    x, y, w, h = left + MARGIN, MARGIN, width - 2 * MARGIN, HEIGHT - 2 * MARGIN
    wave = (
        f'<rect x="{left}" y="0" width="{width}" height="{HEIGHT}" fill="none" stroke="#C9DBCF" stroke-width="7" '
        'stroke-dasharray="0 11.5" stroke-linecap="round"/>'
        if year < 1970
        else ""
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} 0 {width} {HEIGHT}" '
        f'width="{width}" height="{HEIGHT}">'
        f'<rect x="{left}" width="{width}" height="{HEIGHT}" fill="#F7F5EC"/>{wave}'
        f'<svg x="{x}" y="{y}" width="{w}" height="{h}" viewBox="{x} {y} {w} {h}">'
        f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{light}"/>{inside}</svg>'
        f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="none" stroke="{LINE}" stroke-opacity=".35"/>'
        f"{mark(x=left + width - 52, y=HEIGHT - 9, size=11)}"
        f'<g opacity=".5">{lay(str(year), x=left + 44, y=HEIGHT - 9, size=11, fill=LINE)}</g></svg>'
    )
