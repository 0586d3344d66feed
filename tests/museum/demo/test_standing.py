"""Where somebody stands in a group, in words."""

from itertools import starmap

import pytest

from museum.demo.prints import Head
from museum.demo.standing import position_of


def heads(*places: tuple[float, float]) -> list[Head]:
    return list(starmap(lambda left, top: Head(left=left, top=top, width=0.08, height=0.14), places))


TWO_ROWS = heads((0.1, 0.31), (0.3, 0.29), (0.5, 0.3), (0.2, 0.5), (0.4, 0.52))


@pytest.mark.parametrize(
    ("number", "where"), [(1, "后排左起第一"), (3, "后排左起第三"), (4, "前排左起第一"), (5, "前排左起第二")]
)
def test_of_two_rows_the_lower_is_the_front(number: int, where: str) -> None:
    assert position_of(number, TWO_ROWS) == where


def test_of_three_rows_the_front_is_the_first() -> None:
    rows = heads((0.1, 0.1), (0.1, 0.4), (0.1, 0.7))
    assert [position_of(number, rows) for number in (1, 2, 3)] == ["第三排左起第一", "第二排左起第一", "第一排左起第一"]


def test_one_row_needs_no_name_and_one_person_no_place() -> None:
    assert position_of(2, heads((0.1, 0.3), (0.4, 0.32))) == "左起第二"
    assert position_of(1, heads((0.1, 0.3))) == ""


def test_who_is_not_drawn_has_no_place() -> None:
    assert position_of(9, TWO_ROWS) == ""
