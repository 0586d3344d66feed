"""What people type, what is stored, what visitors read."""

from datetime import date

import pytest
from hypothesis import given

from archive.date_words import LONGEST
from archive.dates import FuzzyDate, InvalidDate
from archive.edtf import Expression
from tests.archive.strategies import expressions


@pytest.mark.parametrize(
    ("typed", "edtf", "shown"),
    [
        ("1958年", "1958", "1958年"),
        ("七六年", "1976", "1976年"),
        ("一九五八年九月二十八日", "1958-09-28", "1958年9月28日"),
        ("58年9月28号", "1958-09-28", "1958年9月28日"),
        ("1958.9.28", "1958-09-28", "1958年9月28日"),
        ("１９５８　年　３　月", "1958-03", "1958年3月"),
        ("1958-03", "1958-03", "1958年3月"),
        ("1958年前后", "1958~", "1958年前后"),
        ("一九八五年二月前後", "1985-02~", "1985年2月前后"),
        ("大约1960年", "1960~", "1960年前后"),
        ("1976~", "1976~", "1976年前后"),
        ("1958年？", "1958?", "1958年（待考）"),
        ("可能1958年左右", "1958%", "1958年前后（待考）"),
        ("195X", "195X", "五十年代"),
        ("六几年", "196X", "六十年代"),
        ("上世纪五十年代", "195X", "五十年代"),
        ("二十世纪八十年代", "198X", "八十年代"),
        ("2000年代", "200X", "2000年代"),
        ("七十年代初", "1970~/1973~", "七十年代初"),
        ("七十年代中期", "1974~/1976~", "七十年代中"),
        ("五十年代末", "1957~/1959~", "五十年代末"),
        ("五六十年代", "195X/196X", "五十年代—六十年代"),
        ("五十年代末至六十年代初", "1957~/1963~", "1957年前后—1963年前后"),
        ("1958年年底", "1958-10~/1958-12~", "1958年底"),
        ("1958年上半年", "1958-01/1958-06", "1958年上半年"),
        ("58年二季度", "1958-04/1958-06", "1958年第二季度"),
        ("1960年2月下旬", "1960-02-21/1960-02-29", "1960年2月下旬"),
        ("1958年夏天", "1958-22", "1958年夏"),
        ("1958年3月某日", "1958-03-XX", "1958年3月某日"),
        ("1962/1971", "1962/1971", "1962—1971年"),
        ("1962-1971", "1962/1971", "1962—1971年"),
        ("1958～62年", "1958/1962", "1958—1962年"),
        ("1958年3月至5月", "1958-03/1958-05", "1958年3月—5月"),
        ("1958年3月1日到3日", "1958-03-01/1958-03-03", "1958年3月1日—3日"),
        ("1958年至今", "1958/..", "1958年起"),
        ("截至1958年止", "../1958", "至1958年"),
        ("不详—1958年", "/1958", "不详—1958年"),
        ("1958年以前", "[..1958]", "1958年以前"),
        ("七六年以后", "[1976..]", "1976年以后"),
        ("1971或1972年", "[1971,1972]", "1971或1972年"),
        ("五七、五八年", "[1957,1958]", "1957或1958年"),
        ("1958年和1960年", "{1958,1960}", "1958和1960年"),
        ("20世纪", "19XX", "20世纪"),
        ("年代不详", "XXXX", "不详"),
    ],
)
def test_words_are_stored_as_edtf_and_shown_in_chinese(typed: str, edtf: str, shown: str) -> None:
    fuzzy = FuzzyDate.parse(typed)
    assert (fuzzy.edtf, fuzzy.text()) == (edtf, shown)


@given(expressions())
def test_what_is_shown_can_be_typed_again(expression: Expression) -> None:
    shown = FuzzyDate(expression).text()
    if len(shown) <= LONGEST:
        assert FuzzyDate.parse(shown) == FuzzyDate(expression)
    else:  # four days, each with its own doubt
        with pytest.raises(InvalidDate, match="太长"):
            FuzzyDate.parse(shown)


def test_a_choice_of_doubtful_days_is_longer_than_a_date_may_be_typed() -> None:
    members = "1000-01%,1000-01-01%,1000-01-XX%,1000-XX-XX%"
    shown = FuzzyDate.from_edtf(f"[{members}]").text()
    assert len(shown) > LONGEST
    with pytest.raises(InvalidDate, match="太长"):
        FuzzyDate.parse(shown)


@given(expressions())
def test_what_is_stored_can_be_typed_too(expression: Expression) -> None:
    assert FuzzyDate.parse(expression.edtf) == FuzzyDate.from_edtf(expression.edtf)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "是空的"),
        ("很久以前", "看不懂"),
        ("3月5日", "看不懂"),
        ("1971—1962年", "先后颠倒"),
        ("1958年2月30日", "日历上没有"),
        ("08年", "请写四位年份"),
        ("二十年代", "请写四位年份"),
        ("30年前", "多少年"),
        ("七十年前", "看不懂"),
        ("0958年", "看不懂"),
        ("19" * 40, "太长"),
    ],
)
def test_a_date_that_cannot_be_read_is_refused_with_a_reason(typed: str, reason: str) -> None:
    with pytest.raises(InvalidDate, match=reason):
        FuzzyDate.parse(typed)


def test_the_error_names_the_value_and_gives_examples() -> None:
    with pytest.raises(InvalidDate) as caught:
        FuzzyDate.parse("去年")
    assert "“去年”" in str(caught.value)
    assert "五十年代末" in str(caught.value)


def test_the_error_does_not_repeat_a_page_of_text() -> None:
    with pytest.raises(InvalidDate) as caught:
        FuzzyDate.parse("文" * 5000)
    assert len(str(caught.value)) < 200


def test_a_stored_value_must_be_edtf() -> None:
    with pytest.raises(InvalidDate, match="EDTF"):
        FuzzyDate.from_edtf("五十年代末")


def test_bounds_are_the_first_and_last_day_covered() -> None:
    fuzzy = FuzzyDate.parse("五十年代末")
    assert (fuzzy.earliest, fuzzy.latest) == (date(1957, 1, 1), date(1959, 12, 31))


def test_about_a_year_answers_for_that_year_only() -> None:
    assert FuzzyDate.parse("1958年前后").years == (1958, 1958)


def test_an_unknown_date_has_no_years_and_overlaps_nothing() -> None:
    assert FuzzyDate.unknown().years is None
    assert not FuzzyDate.unknown().overlaps(1, 9999)


def test_overlap_is_by_any_common_year() -> None:
    fuzzy = FuzzyDate.parse("1962—1971年")
    assert fuzzy.overlaps(1971, 1980)
    assert not fuzzy.overlaps(1972, 1980)


def test_dates_sort_by_their_first_day_and_unknown_ones_last() -> None:
    shuffled = ["不详", "1958年9月", "五十年代末", "1958年", "1958年3月前后"]
    in_order = [fuzzy.text() for fuzzy in sorted(map(FuzzyDate.parse, shuffled))]
    assert in_order == ["五十年代末", "1958年", "1958年3月前后", "1958年9月", "不详"]


@given(expressions(), expressions())
def test_order_is_total(first: Expression, second: Expression) -> None:
    one, other = FuzzyDate(first), FuzzyDate(second)
    assert (one < other) + (one == other) + (other < one) == 1
