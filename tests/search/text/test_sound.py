"""Sounds: what local ears do not tell apart is one."""

import pytest

from search.text.sound import folded, spelled, toneless


@pytest.mark.parametrize(
    ("one", "other"),
    [("niu", "liu"), ("hong", "feng"), ("huang", "fang"), ("shan", "san"), ("lv", "lu"), ("qing", "qin")],
)
def test_folds(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("han", "fan"), ("dong", "don"), ("jian", "qian")])
def test_what_stays_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_letters_are_read_as_syllables() -> None:
    assert spelled("hongzhaonan")[0] == ("hong", "zhao", "nan")
    assert spelled("pvc") == ()


def test_endless_letters_are_given_up() -> None:
    assert spelled("a" * 24) == ()


def test_tones_are_taken_off() -> None:
    assert toneless("lǜ jiǎn") == ("lv", "jian")
