"""Reading what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.syntax import MOST_CHARACTERS, Word, parse


@given(st.text(st.characters(codec=None), max_size=400))
def test_nothing_typed_is_an_error(typed: str) -> None:
    assert len(parse(typed).text) <= MOST_CHARACTERS


@pytest.mark.parametrize("quoted", ["“进了株化”", '"进了株化"', "「进了株化」", "『进了株化』"])
def test_quotations(quoted: str) -> None:
    assert parse(quoted).wanted == (Word("进了株化", is_phrase=True),)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("讲述人:李四", "narrator"),
        ("讲述人：李四", "narrator"),
        ("Narrator:李四", "narrator"),
        ("車間:李四", "workshop"),
        ("讲述人: 李四", "narrator"),
        ("讲述人：　李四", "narrator"),
    ],
)
def test_fields(typed: str, field: str) -> None:
    assert parse(typed).wanted == (Word("李四", field=field),)


def test_a_blank_behind_a_colon_belongs_to_a_field_only() -> None:
    assert parse("-讲述人: 李四").excluded == (Word("李四", field="narrator"),)
    assert parse("讲述人: “李四”").wanted == (Word("李四", field="narrator"),)
    assert parse("标签: 车间:电解").wanted == (Word("电解", field="workshop"),)
    assert parse("讲述人: -李四").excluded == (Word("李四"),)
    assert parse("时间: 三点").wanted == (Word("时间:"), Word("三点"))


def test_an_unknown_field_is_a_word() -> None:
    assert parse("时间:三点").wanted == (Word("时间:三点"),)


def test_exclusions() -> None:
    syntax = parse("饭票 -菜票 -“二食堂” -标签:夜班")
    assert syntax.wanted == (Word("饭票"),)
    assert syntax.excluded == (Word("菜票"), Word("二食堂", is_phrase=True), Word("夜班", field="tag"))


def test_a_hyphen_inside_a_word_is_none() -> None:
    assert parse("P-101").wanted == (Word("P-101"),)


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ("1958..1966", (1958, 1966)),
        ("1966..1958", (1958, 1966)),
        ("1958…1966", (1958, 1966)),
        ("五八年到六六年", (1958, 1966)),
        ("1958年至1966年", (1958, 1966)),
        ("1958-1966", (1958, 1966)),
        ("1958..", (1958, 2099)),
    ],
)
def test_years(typed: str, years: tuple[int, int]) -> None:
    syntax = parse(f"{typed} 烟囱")
    assert (syntax.years, syntax.wanted) == (years, (Word("烟囱"),))


@pytest.mark.parametrize("typed", ["", "  ", '"', "“”", "- -", "::", "？？？", "..", "讲述人:"])
def test_nothing_to_look_for(typed: str) -> None:
    assert parse(typed).is_empty


def test_too_much_is_cut() -> None:
    syntax = parse("字" * 300)
    assert (syntax.was_cut, len(syntax.text)) == (True, MOST_CHARACTERS)


def test_a_megabyte_is_read_in_no_time() -> None:
    assert parse('"-讲述人:' * 200_000).was_cut
