"""Accession numbers: printed, read, counted, never issued twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.accession import AccessionPattern, InvalidAccessionNumber, InvalidPattern

PATTERN = AccessionPattern.of("ZH-{kind}-{number:04d}")
YEARLY = AccessionPattern.of("ZH{year}.{number:03d}")
kinds = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=8)


@given(st.integers(1, 10**9), kinds)
def test_a_printed_number_reads_back(number: int, kind: str) -> None:
    made = PATTERN.number(number, kind=kind)
    assert PATTERN.parse(str(made)) == made


@given(st.lists(st.integers(1, 20_000)))
def test_the_next_number_was_never_issued(numbers: list[int]) -> None:
    issued = [str(PATTERN.number(number, kind="A")) for number in numbers]
    following = PATTERN.next(issued, kind="A")
    assert str(following) not in issued
    assert following.number == max(numbers, default=0) + 1


def test_a_gap_is_not_filled() -> None:
    assert str(PATTERN.next(["ZH-A-0001", "ZH-A-0007"], kind="A")) == "ZH-A-0008"


def test_each_kind_counts_for_itself() -> None:
    assert str(PATTERN.next(["ZH-A-0041", "ZH-P-0007"], kind="P")) == "ZH-P-0008"


def test_each_year_counts_for_itself() -> None:
    assert str(YEARLY.next(["ZH2018.007", "ZH2019.002"], year=2019)) == "ZH2019.003"


def test_numbers_of_an_older_pattern_do_not_count() -> None:
    assert str(PATTERN.next(["旧藏 99", "ZH-A-0002"], kind="A")) == "ZH-A-0003"


def test_a_number_may_outgrow_its_width() -> None:
    assert str(PATTERN.next(["ZH-A-9999"], kind="A")) == "ZH-A-10000"


@pytest.mark.parametrize("typed", ["zh-a-12", " ZH-A-0012 ", "ＺＨ－Ａ－００１２", "ZH—A—012"])
def test_typing_is_forgiven(typed: str) -> None:
    assert str(PATTERN.parse(typed)) == "ZH-A-0012"


@pytest.mark.parametrize(
    "typed", ["", "12", "ZH-A-", "ZH-A-0000", "ZH-1-0001", "ZH-A-0001b", "ZH/A/0001", "ZH-A-" + "9" * 40]
)
def test_anything_else_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(InvalidAccessionNumber, match="请写成 ZH-A-0012 这样"):
        PATTERN.parse(typed)


def test_numbers_sort_by_kind_and_count() -> None:
    texts = ["ZH-P-0001", "ZH-A-10000", "ZH-A-0002"]
    assert [str(number) for number in sorted(map(PATTERN.parse, texts))] == ["ZH-A-0002", "ZH-A-10000", "ZH-P-0001"]


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("ZH-{kind}", "要有一个"),
        ("{number}-{number}", "只写一次"),
        ("ZH/{number}", "固定文字"),
        ("株-{number}", "固定文字"),
        ("{number", "不成对"),
        ("{number:x}", "看不懂"),
        ("{number!r}", "看不懂"),
        ("{kind:04d}{number}", "看不懂"),
        ("{colour}{number}", "看不懂"),
    ],
)
def test_an_impossible_pattern_is_refused_with_a_reason(pattern: str, reason: str) -> None:
    with pytest.raises(InvalidPattern, match=reason):
        AccessionPattern.of(pattern)


@pytest.mark.parametrize(("number", "kind"), [(0, "A"), (-1, "A"), (1, ""), (1, "a"), (1, "A1")])
def test_parts_that_no_number_has_are_refused(number: int, kind: str) -> None:
    with pytest.raises(ValueError):
        PATTERN.number(number, kind=kind)
