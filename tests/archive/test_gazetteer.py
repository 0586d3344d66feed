"""Names are found in speech where they can only mean one thing, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.gazetteer import NOBODY, Bearer, Gazetteer

PLACES = [
    Bearer("电解一车间", "place:2"),
    Bearer("一车间", "place:2"),
    Bearer("第二食堂", "place:18"),
    Bearer("二食堂", "place:18"),
    Bearer("食堂", "place:18"),
    Bearer("大冲", "place:29"),
    Bearer("井勘", "place:24"),
    Bearer("井勘社区博物馆", NOBODY),
    Bearer("PVC车间", "place:7"),
    Bearer("熬碱", "place:6"),
]
PEOPLE = [
    Bearer("单福生", "person:31"),
    Bearer("老单", "person:31"),
    Bearer("單福生", "person:31"),
    Bearer("小禾", "person:6"),
    Bearer("王建国", "person:1"),
    Bearer("王建国", "person:2"),
    Bearer("三号窗口", "person:22"),
]
NAMES = Gazetteer([*PLACES, *PEOPLE], words=["老单位", "大冲压机", "单福生", "熬碱"])


def found(text: str) -> list[tuple[str, str]]:
    return [(named.entity, text[named.start : named.end]) for named in NAMES.find(text)]


@pytest.mark.parametrize(
    ("text", "entity", "said"),
    [
        ("单福生是电工", "person:31", "单福生"),
        ("我師傅單福生講", "person:31", "單福生"),
        ("老单来了，灯就亮了", "person:31", "老单"),
        ("我找老单说去", "person:31", "老单"),
        ("分到电解一车间", "place:2", "电解一车间"),
        ("那年我调到一车间", "place:2", "一车间"),
        ("一车间的人", "place:2", "一车间"),
        ("一车间，二十年", "place:2", "一车间"),
        ("在第二食堂打饭", "place:18", "第二食堂"),
        ("去二食堂打饭", "place:18", "二食堂"),
        ("ＰＶＣ车间", "place:7", "ＰＶＣ车间"),
        ("pvc車間", "place:7", "pvc車間"),
        ("大冲的田", "place:29", "大冲"),
        ("井勘就是这样", "place:24", "井勘"),
        ("叫我三号窗口", "person:22", "三号窗口"),
    ],
)
def test_a_name_is_found(text: str, entity: str, said: str) -> None:
    assert found(text) == [(entity, said)]


@pytest.mark.parametrize(
    "text",
    [
        "我的老单位",  # a word of the lexicon
        "他们起了大冲突",  # a word of the language
        "小禾苗绿了",
        "第十一车间",
        "四十一车间",
        "11车间",
        "合成一车间",  # the end of a name nobody has written down
        "食堂的饭",  # any canteen
        "王建国来了",  # which one?
        "那时候熬碱",  # what they did, not where
        "井勘社区博物馆开门",
    ],
)
def test_what_may_mean_something_else_is_left(text: str) -> None:
    assert found(text) == []


def test_the_longest_name_wins() -> None:
    names = Gazetteer([Bearer("第二食堂三号窗口木牌", "artifact:44"), *PLACES, *PEOPLE])
    assert [each.entity for each in names.find("第二食堂三号窗口木牌")] == ["artifact:44"]


def test_several_names_in_order() -> None:
    assert [entity for entity, _ in found("单福生从大冲到了电解一车间")] == ["person:31", "place:29", "place:2"]


def test_a_name_known_for_certain_may_be_an_ordinary_word() -> None:
    names = Gazetteer([Bearer("食堂", "place:18", is_certain=True)])
    assert [each.entity for each in names.find("去食堂吃饭")] == ["place:18"]


def test_a_name_stays_a_name_though_the_lexicon_has_it() -> None:
    assert found("单福生来了") == [("person:31", "单福生")]


def test_one_character_is_no_name() -> None:
    assert Gazetteer([Bearer("单", "person:31"), Bearer("", "person:31")]).find("单来了") == []


@given(st.text(alphabet="单福生老位一车间电解PVC 　，鬭﷐😀", max_size=40))
def test_places_are_those_of_the_original(text: str) -> None:
    for named in NAMES.find(text):
        assert 0 <= named.start < named.end <= len(text)


@given(st.text(max_size=60))
def test_no_text_is_an_error(text: str) -> None:
    NAMES.find(text)
