"""Lines and letters on the sheet, as SVG path data. Pure: points in, text out; nothing here knows a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from archive.plan import Point, bounds, centre

SLEEPER_GAP, SLEEPER_HALF = 9.0, 5.0
RAIL_HALF = 2.5
HOUSE_WIDTH, HOUSE_HEIGHT = 17.0, 10.0
LINE_HEIGHT = 1.2
"""Of the size of the letters."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Letters:
    """A line of text with the middle of its baseline."""

    text: str
    x: float
    y: float


def path(points: Sequence[Point], *, is_closed: bool = True) -> str:
    steps = " ".join(f"{x:g} {y:g}" for x, y in points)
    return f"M{steps}{'z' if is_closed else ''}" if points else ""


def rails(points: Sequence[Point]) -> str:
    """Two rails beside the line and the sleepers across it."""
    drawn = [path(_beside(points, RAIL_HALF), is_closed=False), path(_beside(points, -RAIL_HALF), is_closed=False)]
    for (x, y), (across, down) in _along(points, SLEEPER_GAP):
        drawn.append(_stroke((x - across * SLEEPER_HALF, y - down * SLEEPER_HALF),
                             (x + across * SLEEPER_HALF, y + down * SLEEPER_HALF)))  # fmt: skip
    return "".join(drawn)


def cross(points: Sequence[Point]) -> str:
    """The two strokes with which a draughtsman takes a building away."""
    left, top, right, bottom = bounds(points)
    return _stroke((left, top), (right, bottom)) + _stroke((left, bottom), (right, top))


def houses(area: Sequence[Point], taken: Iterable[Box], *, is_village: bool) -> str:
    """Roofs in rows where an area is free of everything else; in a village further apart and out of line."""
    across, down = (52.0, 36.0) if is_village else (27.0, 21.0)
    left, top, right, bottom = bounds(area)
    blocked = list(taken)
    drawn: list[str] = []
    row, y = 0, top + 12
    while y + HOUSE_HEIGHT < bottom:
        x = left + 10 + (row % 2) * across / 2 * is_village
        while x + HOUSE_WIDTH < right:
            roof = (x, y, x + HOUSE_WIDTH, y + HOUSE_HEIGHT)
            corners = [(x, y), (roof[2], y), (roof[2], roof[3]), (x, roof[3])]
            if all(_is_inside(area, corner) for corner in corners) and not any(
                _overlap(roof, each) for each in blocked
            ):
                drawn.append(path(corners))
            x += across
        y += down
        row += 1
    return "".join(drawn)


def letters(name: str, points: Sequence[Point], size: float) -> list[Letters]:
    """A name in the middle of its outline: in one line, in two where one is too long, below it where neither fits."""
    left, top, right, bottom = bounds(points)
    x, y = centre(points)
    widest = min(right - x, x - left) * 2 - 4
    if width_of(name, size) <= widest:
        return [Letters(name, x, y + size * 0.36)]
    half = (len(name) + 1) // 2
    lines = [name[:half], name[half:]]
    if width_of(lines[0], size) <= widest and size * LINE_HEIGHT * 2 <= bottom - top:
        return [Letters(text, x, y + size * (0.36 + LINE_HEIGHT * (n - 0.5))) for n, text in enumerate(lines)]
    return [Letters(name, (left + right) / 2, bottom + size * LINE_HEIGHT)]


def width_of(text: str, size: float) -> float:
    """How wide a line of Chinese letters runs; Latin letters and digits take a little more than half."""
    return sum(size if ord(letter) > 0x2E80 else size * 0.6 for letter in text)


def _stroke(start: Point, end: Point) -> str:
    return f"M{start[0]:.1f} {start[1]:.1f} {end[0]:.1f} {end[1]:.1f}"


def _beside(points: Sequence[Point], offset: float) -> list[Point]:
    """The line moved sideways; at a bend by the direction in which it goes on."""
    moved: list[Point] = []
    steps = list(pairwise(points))
    for number, (x, y) in enumerate(points):
        across, down = _normal(*steps[min(number, len(steps) - 1)])
        moved.append((round(x + across * offset, 1), round(y + down * offset, 1)))
    return moved


def _along(points: Sequence[Point], gap: float) -> Iterable[tuple[Point, Point]]:
    """Points at equal distances along a line, each with the direction across it."""
    for start, end in pairwise(points):
        length = hypot(end[0] - start[0], end[1] - start[1])
        for number in range(int(length / gap)):
            share = (number + 0.5) * gap / length
            x, y = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
            yield (x, y), _normal(start, end)


def _normal(start: Point, end: Point) -> Point:
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return -(end[1] - start[1]) / length, (end[0] - start[0]) / length


def _is_inside(area: Sequence[Point], point: Point) -> bool:
    """By counting how often a ray to the right leaves the area."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in pairwise([*area, area[0]]):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _overlap(one: Box, other: Box, margin: float = 5.0) -> bool:
    return (
        one[0] < other[2] + margin
        and other[0] < one[2] + margin
        and one[1] < other[3] + margin
        and other[1] < one[3] + margin
    )
