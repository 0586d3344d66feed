"""Turning pages, to any depth."""

from museum.results.asked import Asked
from museum.results.pages import pages
from search.entries import Results


def turned(page: int, total: int) -> list[str]:
    results = Results(query="x", hits=(), total=total, page=page, per_page=20, facets={})
    shown = pages(Asked(query="x"), results)
    numbers = [f"[{each.number}]" if each.is_current else str(each.number or "…") for each in shown.numbers]
    return [*(["‹"] if shown.before else []), *numbers, *(["›"] if shown.after else [])]


def test_one_page_needs_no_turning() -> None:
    assert turned(1, 20) == ["[1]"]


def test_the_first_and_the_last_are_always_there() -> None:
    assert turned(1, 400) == ["[1]", "2", "3", "…", "20", "›"]
    assert turned(10, 400) == ["‹", "1", "…", "8", "9", "[10]", "11", "12", "…", "20", "›"]


def test_there_is_nothing_behind_the_last() -> None:
    assert turned(500, 10_000)[-1] == "[500]"


def test_a_page_number_beyond_the_last_is_the_last() -> None:
    assert turned(10**7, 60) == ["‹", "1", "2", "[3]"]


def test_the_first_page_has_the_plain_address() -> None:
    results = Results(query="x", hits=(), total=60, page=2, per_page=20, facets={})
    assert pages(Asked(query="x", page=2), results).before == "/search/?q=x"
