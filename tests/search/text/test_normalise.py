"""Normalisation: total, idempotent, blind to script and width, and never losing its way back."""

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text.normalise import folded, normalise, normalised_text
from search.text.script import KEPT

anything = st.text(st.characters(codec=None), max_size=60)
chinese = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=30)
to_traditional = opencc.OpenCC("s2t")
to_taiwan = opencc.OpenCC("s2tw")
to_hong_kong = opencc.OpenCC("s2hk")


common = st.text(
    st.sampled_from("氯碱车间，。！？：；（）“”、—…,!?:;()09azAZ \n㈠Ａ　々﹗爲鹼\u0301\u3099"), max_size=30
)


@given(anything | chinese | common)
def test_the_short_way_leads_where_the_long_one_does(text: str) -> None:
    assert normalise(text).text == folded(text).text


@given(anything)
def test_every_string_is_normalised(text: str) -> None:
    normalise(text)


@given(anything)
def test_twice_is_once(text: str) -> None:
    once = normalised_text(text)
    assert normalised_text(once) == once


@given(anything)
def test_every_character_knows_where_it_came_from(text: str) -> None:
    normalised = normalise(text)
    for at in range(len(normalised.text)):
        start, end = normalised.original_range(at, at + 1)
        assert 0 <= start < end <= len(text)


@given(anything)
def test_nothing_an_engine_cannot_store_remains(text: str) -> None:
    normalised_text(text).encode("utf-8")


@given(chinese.map(lambda text: "".join(character for character in text if character not in KEPT)))
def test_simplified_and_traditional_are_one(text: str) -> None:
    for converter in (to_traditional, to_taiwan, to_hong_kong):
        assert normalised_text(converter.convert(text)) == normalised_text(text)


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=30))
def test_full_and_half_width_are_one(text: str) -> None:
    wide = "".join(chr(ord(character) + 0xFEE0) for character in text)
    assert normalised_text(wide) == normalised_text(text)


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("鹽酸", "盐酸"),
        ("乾燥", "干燥"),
        ("看著", "看着"),
        ("什麼", "什么"),
        ("幺妹", "幺妹"),
        ("塩", "盐"),
        ("𠮷㛃䶮", "𠮷㛃䶮"),
        ("Ｐ－１０１", "p-101"),
        ("㍿", "株式会社"),
        ("\ud800", " "),
    ],
)
def test_known_forms(written: str, compared: str) -> None:
    assert normalised_text(written) == compared


def test_a_character_that_becomes_four_points_back_to_one() -> None:
    assert normalise("在㍿工作").original_range(1, 5) == (1, 2)


def test_a_cut_changes_nothing() -> None:
    assert normalised_text("乾") + normalised_text("隆") == normalised_text("乾隆")
