"""Which blocks moved, and the way back."""

import itertools

import pytest

from museum.reordering import Move, moves_between, put_back


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("abcd", "abcd", []),
        ("abcd", "bcda", [Move("a", 1, 4)]),
        ("abcd", "dabc", [Move("d", 4, 1)]),
        ("abcd", "abxcd", []),
        ("abcd", "acd", []),
        ("abcd", "cxab", [Move("c", 3, 1)]),
        ("", "ab", []),
    ],
)
def test_the_fewest_moves_are_told(before: str, after: str, moved: list[Move]) -> None:
    assert moves_between(before, after) == moved


def test_putting_back_undoes_every_order() -> None:
    for after in itertools.permutations("abcde"):
        assert "".join(put_back(after, "abcde")) == "abcde"


def test_a_block_that_came_since_stays_behind_the_one_it_follows() -> None:
    assert "".join(put_back("xcyba", "abc")) == "xabcy"


def test_a_block_that_is_gone_stays_away() -> None:
    assert "".join(put_back("ca", "abc")) == "ac"
