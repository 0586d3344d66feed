"""Outlines on the sheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.plan import InvalidOutline, Point, bounds, box, centre, check_outline

sizes = st.floats(1, 400)


@given(st.floats(0, 500), st.floats(0, 150), sizes, sizes)
def test_every_box_on_the_sheet_may_be_drawn(x: float, y: float, width: float, height: float) -> None:
    drawn = box(x, y, width, height)
    check_outline(drawn, is_closed=True)
    left, top, right, bottom = bounds(drawn)
    middle = centre(drawn)
    assert left <= middle[0] <= right
    assert top <= middle[1] <= bottom


@pytest.mark.parametrize(
    ("points", "is_closed", "sentence"),
    [
        ([(0, 0), (5, 5)], True, "三个点"),
        ([(0, 0)], False, "两个点"),
        ([(0, 0), (9, 0), (9, 700)], True, "第 3 个点（9, 700）在图纸外面"),
        ([(0, 0), (9, 9), (9, 0), (0, 9)], True, "第 1 条边和第 3 条边交叉"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_the_reason(points: list[Point], is_closed: bool, sentence: str) -> None:
    with pytest.raises(InvalidOutline, match=sentence):
        check_outline(points, is_closed=is_closed)


def test_an_angle_is_no_crossing() -> None:
    check_outline([(0, 0), (90, 0), (90, 40), (60, 40), (60, 70), (0, 70)], is_closed=True)


def test_a_name_stands_in_the_thick_part_of_an_angle() -> None:
    x, y = centre([(0, 0), (90, 0), (90, 10), (20, 10), (20, 70), (0, 70)])
    assert (x, y) != (45, 35)
    assert x < 45
