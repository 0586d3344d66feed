"""What comes first among what only sounds alike."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from search.engines.embedded import EmbeddedEngine
from search.entries import Entry, Filters
from search.finding import Finder
from search.lexicon import starting_lexicon
from search.passages import cut
from search.planning import Plan
from search.syntax import parse
from search.text.streams import Analyzer
from tests.search.museum_of_words import spoken

ANALYZER = Analyzer(starting_lexicon())


def record(name: str, *lines: str, body: str = "") -> Entry:
    """A recording, or a record without one, whose id is its title."""
    return Entry(id=name, kind="interview", url="/", title=name, body=body, passages=cut(spoken(*lines)))


def found(folder: Path, typed: str, entries: Sequence[Entry]) -> list[str]:
    engine = EmbeddedEngine(folder, ANALYZER)
    index = engine.create()
    index.write(entries)
    engine.promote(index)
    answer = Finder(engine.live(), ANALYZER).search(typed, viewer=frozenset({"public"}), filters=Filters())
    return [hit.id for hit in answer.hits]


@pytest.mark.parametrize("typed", ["ZH-P-0012", "zh-p-12", "zh p 0012"])
def test_a_number_of_several_parts_is_no_heap_of_parts(tmp_path: Path, typed: str) -> None:
    meant = Entry(id="12", kind="photograph", url="/", title="合影", identifiers=("ZH-P-0012",))
    other = Entry(id="81", kind="photograph", url="/", title="烟囱", body="2018年 12 月", identifiers=("ZH-P-0081",))
    assert found(tmp_path, typed, [other, meant])[0] == "12"


@pytest.mark.parametrize("typed", ["谈铁山", "tantieshan"])
def test_the_bearer_of_a_name_that_sounds_so_before_all_who_speak_of_him(tmp_path: Path, typed: str) -> None:
    speaking = record("四十八个槽", "我叫谭铁山，铁山。", "谭铁山，谭铁山。", body="谭铁山的铁，谭铁山的山。")
    assert found(tmp_path, typed, [speaking, record("谭铁山", body="电解一车间的操作工，看了四十二年的槽。")]) == [
        "谭铁山",
        "四十八个槽",
    ]


@pytest.mark.parametrize("typed", ["气笛", "qidi"])
def test_a_word_that_is_known_before_syllables_that_happen_to_meet(tmp_path: Path, typed: str) -> None:
    meeting = record("记账", "天气低。", "他生气低着头。")
    known = record("早班", "七点半拉汽笛，整个清水塘都听得见，屋里的钟都不要对。")
    assert found(tmp_path, typed, [meeting, known]) == ["早班", "记账"]


@pytest.mark.parametrize(
    ("asked", "about"),
    [
        ("邬满秀一次蒸多少个馒头", ["邬满秀", "一次", "蒸", "馒头"]),
        ("谁把帽子扔起来了？", ["帽子", "扔起"]),
        ("烟囱有多高", ["烟囱"]),
    ],
)
def test_a_question_is_about_its_content(asked: str, about: list[str]) -> None:
    assert [clause.text for clause in Plan(parse(asked), ANALYZER).content] == about


@pytest.mark.parametrize(
    ("typed", "levels"),
    [
        ("“汽笛”", ["strict"]),
        ("“汽笛响了”", ["strict", "sound"]),  # a comma may part it
        ("“汽笛” “早班”", ["strict"]),
        ("“汽笛” 早班", ["strict", "sound", "some", "any"]),
        ("汽笛", ["strict", "sound"]),
    ],
)
def test_nothing_looser_is_tried_where_nothing_looser_is_there(typed: str, levels: list[str]) -> None:
    assert list(Plan(parse(typed), ANALYZER).levels) == levels


@pytest.mark.parametrize(("typed", "has_parts"), [("汽笛", False), ("qidi", False), ("谭铁山", True), ("汽 笛", True)])
def test_two_characters_have_no_part_that_could_be_looked_for(typed: str, *, has_parts: bool) -> None:
    assert (Plan(parse(typed), ANALYZER).part("strict") is not None) == has_parts


def test_more_of_one_of_its_characters_is_no_more_of_a_word(tmp_path: Path) -> None:
    entries = [
        Entry(id="many", kind="artifact", url="/", title="工作证", body="师傅的师范毕业证，师大的师生，师长的师。"),
        Entry(id="one", kind="artifact", url="/", title="饭盒", body="师傅的饭盒，他天天带着，用了三十来年。"),
    ]
    assert found(tmp_path / "word", "师傅", entries) == ["one", "many"]
    assert found(tmp_path / "character", "师", entries) == ["many", "one"]
