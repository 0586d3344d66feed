"""The EDTF grammar, alone and held against the `edtf` library."""

import time
from datetime import date

import edtf as reference
import pytest
from hypothesis import given

from archive import edtf
from archive.edtf import Choice, Edge, MalformedEdtf, Moment, NoSuchDay, ReversedSpan, Span
from tests.archive.strategies import expressions


@given(expressions())
def test_an_expression_reads_back_from_its_edtf(expression: edtf.Expression) -> None:
    assert edtf.read(expression.edtf) == expression


@pytest.mark.parametrize("stem", ["1958", "1958-03", "1958-09-28"])
@pytest.mark.parametrize(
    "form",
    ["%s", "%s~", "%s?", "%s/1999~", "1900/%s", "%s/..", "../%s", "%s/", "/%s", "[%s,1999]", "{%s,1999}", "[..%s]"],
)
def test_what_we_print_is_valid_for_the_edtf_library(stem: str, form: str) -> None:
    text = edtf.read(form.replace("%s", stem)).edtf
    assert reference.is_valid_edtf(text)


@given(expressions())
def test_bounds_are_ordered(expression: edtf.Expression) -> None:
    assert expression.earliest <= expression.latest


@pytest.mark.parametrize(
    "text", ["1958", "1958-03", "1960-02", "1958-09-28", "195X", "19XX", "1958~", "1962/1971", "[1971,1972]"]
)
def test_bounds_agree_with_the_edtf_library(text: str) -> None:
    theirs, ours = reference.parse_edtf(text), edtf.read(text)
    assert ours.earliest.timetuple()[:3] == theirs.lower_strict()[:3]
    assert ours.latest.timetuple()[:3] == theirs.upper_strict()[:3]


def test_winter_ends_in_the_february_that_follows() -> None:
    assert (edtf.read("1959-24").earliest, edtf.read("1959-24").latest) == (date(1959, 12, 1), date(1960, 2, 29))


def test_an_open_end_reaches_to_the_end_of_time() -> None:
    assert edtf.read("1958/..") == Span(Moment("1958"), Edge.OPEN)
    assert edtf.read("1958/..").latest == date.max


def test_an_unknown_end_claims_nothing() -> None:
    assert edtf.read("1958/").latest == date(1958, 12, 31)
    assert edtf.read("/1958").earliest == date(1958, 1, 1)


def test_a_set_is_ordered_and_holds_each_member_once() -> None:
    assert edtf.read("[1972,1971,1972]") == Choice((Moment("1971"), Moment("1972")))


def test_a_set_of_one_is_its_member() -> None:
    assert edtf.read("[1971]") == Moment("1971")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "58",
        "1958-13",
        "1958-3",
        "195x",
        "0958",
        "3000",
        "1958~~",
        "../..",
        "/",
        "XXXX~",
        "XXXX/1958",
        "[]",
        "1/2/3",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(MalformedEdtf):
        edtf.read(text)


def test_a_day_no_calendar_has_is_refused() -> None:
    with pytest.raises(NoSuchDay):
        edtf.read("1958-02-29")


def test_an_interval_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ReversedSpan):
        edtf.read("1971/1962")


def test_marks_add_up() -> None:
    assert edtf.marked(edtf.read("1958~"), "?").edtf == "1958%"
    assert edtf.marked(edtf.read("1958/.."), "~").edtf == "1958~/.."


def test_ten_thousand_dates_are_read_within_a_second() -> None:
    days = [f"{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 29)]
    texts = [f"{year}-{day}" for year in range(1950, 1980) for day in days]
    started = time.process_time()
    for text in texts:
        edtf.read(text)
    assert len(texts) > 10_000
    assert time.process_time() - started < 1
