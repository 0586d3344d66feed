"""Two wordings at once: what goes, what comes, and that nothing is lost in between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.differences import GONE, NEW, differences


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("1958年", "1958年", [("same", "1958年")]),
        ("", "新的", [("new", "新的")]),
        ("那年是五六年", "那年是五八年", [("same", "那年是五"), ("gone", "六"), ("new", "八"), ("same", "年")]),
    ],
)
def test_shows_what_changed(before: str, after: str, pieces: list[tuple[str, str]]) -> None:
    assert [tuple(piece) for piece in differences(before, after)] == pieces


@given(st.text("一二三四", max_size=12), st.text("一二三四", max_size=12))
def test_loses_nothing(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.did != NEW) == before
    assert "".join(piece.text for piece in pieces if piece.did != GONE) == after
