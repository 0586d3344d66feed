"""Marks: on the original characters, with the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.clauses import Clause
from search.entries import Explanation, Reason
from search.lexicon import starting_lexicon
from search.presenting import needle_of
from search.syntax import Word
from search.text.highlight import Highlighter, Marked, parts_of
from search.text.streams import Analyzer

ANALYZER = Analyzer(starting_lexicon())


def mark(text: str, *words: str, by_sound: bool = False) -> Marked:
    needles = [needle_of(Clause(Word(word), ANALYZER), ANALYZER) for word in words]
    return Highlighter(needles, ANALYZER, by_sound=by_sound).mark(text)


def told(marked: Marked) -> list[tuple[str, str]]:
    return [(marked.text[mark.start : mark.end], mark.reason) for mark in marked.marks]


def test_the_same_characters_are_exact() -> None:
    assert told(mark("在氯碱车间", "氯碱")) == [("氯碱", "exact")]


def test_another_script_is_a_variant() -> None:
    assert told(mark("化驗鹽酸", "盐酸")) == [("鹽酸", "variant")]


def test_a_number_said_otherwise() -> None:
    assert told(mark("我是五八年来的", "1958年")) == [("五八年", "number")]


def test_a_synonym() -> None:
    assert told(mark("买火碱去", "烧碱")) == [("火碱", "synonym")]


def test_sound_is_marked_only_where_it_was_listened_for() -> None:
    assert told(mark("在绿碱车间", "氯碱", by_sound=True)) == [("绿碱", "sound")]
    assert told(mark("在绿碱车间", "氯碱")) == []


def test_latin_words_are_whole() -> None:
    assert told(mark("PVC和UPVC", "pvc")) == [("PVC", "variant")]


def test_the_weakest_reason_is_the_reason() -> None:
    assert mark("五八年的氯碱", "1958年", "氯碱").reason == "number"


@pytest.mark.parametrize(
    ("text", "word", "found", "asked", "reason"),
    [
        ("七九年进的厂", "1979年进的厂", "七九年", "1979年", "number"),
        ("去買火碱", "燒碱", "火碱", "燒碱", "synonym"),
        ("化驗鹽酸", "盐酸", "鹽酸", "盐酸", "variant"),
        ("在绿碱车间", "氯碱", "绿碱", "氯碱", "sound"),
        ("在氯碱车间", "lvjian", "氯碱", "lvjian", "sound"),
        ("盐酸罐", "ys", "盐酸", "ys", "sound"),
    ],
)
def test_what_is_found_otherwise_is_explained(text: str, word: str, found: str, asked: str, reason: Reason) -> None:
    explanation = Explanation(found=found, asked=asked, reason=reason)
    assert mark(text, word, by_sound=True).explanations == (explanation,)


def test_what_is_there_as_typed_needs_no_words() -> None:
    assert mark("买烧碱的车间", "烧碱车间", by_sound=True).explanations == ()
    assert mark("五八年的氯碱", "氯碱").explanations == ()


def test_a_long_text_is_shown_around_its_mark() -> None:
    parts = parts_of(mark("前" * 300 + "氯碱" + "后" * 300, "氯碱"), most=60)
    assert ("氯碱", True) in parts
    assert sum(len(text) for text, _ in parts) <= 62


@given(st.text(max_size=80), st.text(min_size=1, max_size=4))
def test_the_pieces_are_the_original(text: str, word: str) -> None:
    assert "".join(piece for piece, _ in parts_of(mark(text, word, by_sound=True))) == text


@pytest.mark.parametrize(
    ("text", "word", "marked"),
    [
        ("一共一百二十张床位", "120张床", [("一百二十张", "number"), ("床", "exact")]),
        ("进厂那年，是五八年", "1958年进厂", [("进厂", "exact"), ("五八年", "number")]),
        ("我们叫它泥鳅车床", "泥秋车床", [("泥鳅车床", "sound")]),
        ("人家叫他阳八级", "阳八级", [("阳八级", "exact")]),
    ],
)
def test_all_of_a_word_is_marked_not_the_part_that_is_told_otherwise(
    text: str, word: str, marked: list[tuple[str, Reason]]
) -> None:
    found = mark(text, word, by_sound=True)
    assert (told(found), found.missing) == (marked, 0)


def test_where_only_a_part_of_a_word_stands_the_word_is_missing() -> None:
    found = mark("他是八级钳工", "阳八级", by_sound=True)
    assert (told(found), found.missing) == ([("八级钳工", "synonym")], 1)


SAID = st.text("五八六七十年几代百〇1958年月号床张工氯绿碱硷車车间間厂廠P-10 ，。", max_size=24)


@given(
    st.lists(SAID, min_size=2, max_size=4),
    st.sampled_from(["五八年", "1958年", "58", "氯碱", "车间", "P-101", "8张床"]),
)
def test_what_is_in_none_of_several_lines_is_in_none_of_them_alone(lines: list[str], word: str) -> None:
    if any(mark(line, word, by_sound=True).marks for line in lines):
        assert mark("\n".join(lines), word, by_sound=True).marks
