"""One question, one address: reading it and writing it are each other's inverse, whatever stands in it."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from museum.results.asked import LAST_PAGE, Asked, read
from search.entries import Filters

NAMES = ("q", "kind", "generation", "decade", "workshop", "person", "tag", "from", "to", "sound", "picture", "exact")
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["1", "2", "interview", "artifact", "1958", "1950", "2200", "date", "newest", "师傅", "-1", "9" * 30]
    ),
)


def asked(query: str) -> Asked:
    return read(QueryDict(query))


def written(pairs: list[tuple[str, str]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    return query


@given(st.lists(st.tuples(st.sampled_from((*NAMES, "sort", "page")), VALUES), max_size=20))
def test_the_address_of_what_was_read_is_read_as_the_same(pairs: list[tuple[str, str]]) -> None:
    once = read(written(pairs))
    address = once.address()
    again = read(QueryDict(address.partition("?")[2]))
    assert again == once
    assert again.problems == ()
    assert again.address() == address


def test_an_address_is_readable_and_in_one_order() -> None:
    mixed = asked("tag=夜班&page=3&kind=person&kind=artifact&to=1966&q=师傅&sort=date&from=1958&generation=1")
    assert mixed.url == (
        "/search/?q=师傅&kind=artifact&kind=person&generation=1&tag=夜班&from=1958&to=1966&sort=date&page=3"
    )


def test_defaults_are_not_written() -> None:
    assert asked("q=x&sort=relevance&page=1&kind=&from=&to=&exact=0").url == "/search/?q=x"


def test_what_cannot_be_read_is_left_out_and_told() -> None:
    found = asked("generation=1&generation=x&decade=1950&decade=50&kind=secret&kind=artifact&sort=up")
    assert found.filters == Filters(kinds=("artifact",), generations=(1,), decades=(1950,))
    assert [each.parameter for each in found.problems] == ["kind", "generation", "decade", "sort"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), ("0", 1), ("-1", 1), ("x", 1), ("9" * 5000, LAST_PAGE), ("1000000000", LAST_PAGE), ("٣", 1), ("1e3", 1)],
)
def test_pages_are_brought_into_range(text: str, number: int) -> None:
    assert read(written([("page", text)])).page == number


@pytest.mark.parametrize(
    ("query", "years"),
    [("from=1958&to=1966", (1958, 1966)), ("from=1966&to=1958", (1958, 1966)), ("from=1958", (1958, 2099)),
     ("to=1966", (1800, 1966)), ("from=58&to=abc", None), ("from=0000", None)],
)  # fmt: skip
def test_years_are_a_range_either_way(query: str, years: tuple[int, int] | None) -> None:
    assert asked(query).filters.years == years


def test_a_parameter_given_twice_counts_once() -> None:
    assert asked("q=一&q=二&tag=a&tag=a&generation=1&generation=1").pairs() == [
        ("q", "二"), ("generation", "1"), ("tag", "a"),
    ]  # fmt: skip


def test_of_a_megabyte_only_the_beginning_is_looked_at() -> None:
    assert len(read(written([("q", "长" * 1_000_000), ("tag", "b" * 1_000_000)])).query) == 201


def test_control_characters_are_spaces() -> None:
    assert read(written([("q", "师\x00\x1b傅\u2028\ud800")])).query == "师 傅"
