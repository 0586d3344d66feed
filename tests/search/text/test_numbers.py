"""Numbers and years: one token for all the ways to say them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.numbers import TELLING, may_tell, mentions
from search.text.values import value_of


def tokens(text: str) -> list[str]:
    return [mention.tokens[0] for mention in mentions(text)]


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("五八年", "y1958"),
        ("58年", "y1958"),
        ("1958年", "y1958"),
        ("一九五八年", "y1958"),
        ("1958", "y1958"),
        ("二〇〇三年", "y2003"),
        ("零三年", "y2003"),
        ("一八年", "y2018"),
        ("3万", "30000"),
        ("1.38万元", "13800元"),
        ("3百块", "300元"),
        ("5百多人", "500"),
        ("2.5亿", "250000000"),
        ("3千", "3000"),
        ("3千克", "3千克"),
        ("3千米", "3公里"),
        ("3,000万", "30000000"),
        ("六几年", "d1960-1969"),
        ("60年代", "d1960-1969"),
        ("七十年代初", "d1970-1973"),
        ("五十年代末", "d1957-1959"),
        ("四十二车间", "42车间"),
        ("42车间", "42车间"),
        ("四十八块五", "48.5元"),
        ("四十八块五毛", "48.5元"),
        ("48.5元", "48.5元"),
        ("三块二毛五", "3.25元"),
        ("三分钱", "0.03元"),
        ("1角5分", "0.15元"),
        ("一万三千八百块", "13800元"),
        ("13,800元", "13800元"),
        ("四公里八百米", "4.8公里"),
        ("4.8公里", "4.8公里"),
        ("两百一十个", "210"),
        ("三百多吨", "300多吨"),
        ("二十三年", "23年"),
        ("p-101", "p101"),
        ("p101", "p101"),
        ("一米二", "1.2米"),
        ("1米2", "1.2米"),
        ("三十八度五", "38.5度"),
        ("38度5", "38.5度"),
        ("十三立方半", "13.5立方"),
        ("两斤半", "2.5斤"),
        ("三年半", "3.5年"),
        ("七点半", "t7:30"),
        ("七点三十", "t7:30"),
        ("7点30分", "t7:30"),
        ("7:30", "t7:30"),
        ("十点一刻", "t10:15"),
        ("零点十分", "t0:10"),
        ("一点零五分", "t1:05"),
    ],
)
def test_said_in_many_ways(text: str, token: str) -> None:
    assert tokens(text) == [token]


@pytest.mark.parametrize("text", ["万一", "一个", "百货", "一样", "千万"])
def test_words_are_no_numbers(text: str) -> None:
    assert tokens(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("一百米五分钟", ["100米", "5分钟"]),
        ("十米三根", ["10米", "3"]),
        ("一米一米地走", ["1米", "1米"]),
        ("十度一样热", ["10度"]),
        ("八度半夜", ["8度"]),
        ("三点四伏", ["3.4伏"]),
        ("1:500", ["1", "500"]),
        ("25:30", ["25", "30"]),
        ("一点半个", ["1点"]),
        ("三点多", ["3点"]),
    ],
)
def test_what_follows_a_measure_or_an_hour_is_not_always_a_part_of_it(text: str, told: list[str]) -> None:
    assert tokens(text) == told


def test_who_asks_for_the_hour_or_the_measure_alone_finds_it() -> None:
    assert [mention.tokens[1] for text in ("七点半", "7:30") for mention in mentions(text)] == ["7点", "7点"]
    assert "1米" in mentions("一米二")[0].tokens


def test_two_years_share_their_unit() -> None:
    assert tokens("五八、五九年") == ["y1958", "y1959"]


def test_a_decade_meets_each_of_its_years() -> None:
    assert {"r1970", "r1973", "d1970-1979"} <= set(mentions("七十年代初")[0].tokens)


@given(st.text("0123456789零一二三四五六七八九十百千万亿点年块毛分元几代初、-,.", max_size=20))
def test_no_text_is_an_error(text: str) -> None:
    for mention in mentions(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert all(mention.tokens)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("一百零五", 105),
        ("一万三", 13000),
        ("三千二", 3200),
        ("两亿", 200_000_000),
        ("廿五", 25),
        ("五八", 58),
    ],
)
def test_values(numeral: str, value: int) -> None:
    assert value_of(numeral) == Decimal(value)


@given(
    st.text(
        st.sampled_from("零〇一幺二两三四五六七八九十百千万亿廿卅0189年月块毛角分点下样个多几代 p-，厂"), max_size=12
    )
)
def test_no_number_is_missed_where_none_is_looked_for(text: str) -> None:
    assert may_tell(text) or TELLING.isdisjoint(text) or not mentions(text)
