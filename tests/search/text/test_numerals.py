"""Numbers written the other way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.numerals import in_characters, rewritten
from search.text.values import value_of


@given(st.integers(0, 99_999))
def test_what_is_said_is_the_number(number: int) -> None:
    assert value_of(in_characters(number)) == number


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("8级工", "八级工"),
        ("八级工", "8级工"),
        ("3班倒", "三班倒"),
        ("42车间", "四十二车间"),
        ("1005", "一千零五"),
        ("99.6元", "99.6元"),
        ("百货", "百货"),
        ("汽笛", "汽笛"),
    ],
)
def test_figures_and_characters(text: str, other: str) -> None:
    assert rewritten(text) == other
