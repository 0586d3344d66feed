"""The sheet on which the works is sketched, and what may be drawn on it.

A point is (x, y) in units of the sheet, origin top left; it is no survey. Pure: outlines come in as lists of pairs.
"""

from __future__ import annotations

from collections.abc import Sequence

WIDTH = 1000
HEIGHT = 600

Point = tuple[float, float]


class InvalidOutline(ValueError):
    """An outline that cannot be drawn. `str()` is a sentence for the person who entered it."""


def box(x: float, y: float, width: float, height: float) -> list[Point]:
    """The outline of a place that is drawn as a rectangle."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def check_outline(points: Sequence[Point], *, is_closed: bool) -> None:
    """A closed outline needs three corners and must not cross itself; a line (rails, a road) needs two points.

    Raises InvalidOutline.
    """
    least = 3 if is_closed else 2
    if len(points) < least:
        raise InvalidOutline("轮廓至少要有三个点。" if is_closed else "走线至少要有两个点。")
    for number, (x, y) in enumerate(points, start=1):
        if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
            raise InvalidOutline(f"第 {number} 个点（{x:g}, {y:g}）在图纸外面：横向 0 到 {WIDTH}，纵向 0 到 {HEIGHT}。")
    if is_closed and (crossing := _crossing(points)):
        first, second = crossing
        raise InvalidOutline(f"轮廓的第 {first} 条边和第 {second} 条边交叉了：请照着墙根一个角一个角地记。")


def bounds(points: Sequence[Point]) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    across, down = [x for x, _y in points], [y for _x, y in points]
    return min(across), min(down), max(across), max(down)


def centre(points: Sequence[Point]) -> Point:
    """Where a name stands best: the middle of the area; of a line or an empty area, the middle of its bounds."""
    area = across = down = 0.0
    for (x, y), (next_x, next_y) in _edges(points):
        cross = x * next_y - next_x * y
        area += cross
        across += (x + next_x) * cross
        down += (y + next_y) * cross
    if abs(area) < 1e-6:
        left, top, right, bottom = bounds(points)
        return (left + right) / 2, (top + bottom) / 2
    return across / (3 * area), down / (3 * area)


def _edges(points: Sequence[Point]) -> list[tuple[Point, Point]]:
    return list(zip(points, [*points[1:], points[0]], strict=True))


def _crossing(points: Sequence[Point]) -> tuple[int, int] | None:
    """The first two edges, counted from 1, that meet without being neighbours."""
    edges = _edges(points)
    for first in range(len(edges)):
        for second in range(first + 2, len(edges)):
            are_neighbours = first == 0 and second == len(edges) - 1
            if not are_neighbours and _meet(edges[first], edges[second]):
                return first + 1, second + 1
    return None


def _meet(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    (a, b), (c, d) = one, other
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    """Positive on one side of the line from a to b, negative on the other, 0 on it."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
