"""What people call each other."""

import pytest
from hypothesis import given

from archive.kinship.graph import Graph
from archive.kinship.terms import describe, spoken, term, told
from archive.kinship.ties import Human, Tie
from tests.archive.kinship.people import big_family, graphs

FAMILY = big_family()


MINE = """
爸 父亲, 妈 母亲, 祖 祖父, 奶 祖母, 外公 外祖父, 外婆 外祖母, 曾祖 曾祖父
哥 哥哥, 妹 妹妹, 嫂 嫂子, 妹夫 妹夫, 侄 侄子, 甥女 外甥女
大伯 伯父, 大妈 伯母, 小叔 叔叔, 小婶 婶婶, 姑 姑姑, 姑爷 姑父, 舅 舅舅, 舅妈 舅妈, 姨 姨妈, 姨爷 姨父
堂哥 堂哥, 堂妹 堂妹, 表弟 表弟, 表姐 表姐, 夫 丈夫, 夫爸 公公, 夫妈 婆婆, 夫弟 小叔子
儿 儿子, 女儿 女儿, 儿媳 儿媳, 孙 孙子, 亲家 亲家公
"""
OTHERS = """
祖 我 孙女, 外公 我 外孙女, 曾祖 我 曾孙女, 夫爸 我 儿媳, 夫弟 我 嫂子, 爸 外公 岳父, 夫 爸 岳父
外婆 爸 女婿, 大伯 我 侄女, 舅 我 外甥女, 侄 我 姑姑, 甥女 我 姨妈, 嫂 我 小姑子
爸 夫爸 亲家公, 姑爷 我 妻子的侄女
夫 堂哥 妻子的堂哥
"""


def rows(table: str) -> list[list[str]]:
    return [row.split() for row in table.replace("\n", ",").split(",") if row.strip()]


@pytest.mark.parametrize(("other", "expected"), rows(MINE))
def test_what_i_call_them(other: str, expected: str) -> None:
    assert term(FAMILY, "我", other) == expected


@pytest.mark.parametrize(("person", "other", "expected"), rows(OTHERS))
def test_what_others_call_each_other(person: str, other: str, expected: str) -> None:
    assert term(FAMILY, person, other) == expected


@given(graphs())
def test_who_is_kin_to_one_has_one_for_kin(graph: Graph) -> None:
    for person in graph.people:
        for other in graph.people:
            assert (term(graph, person, other) is None) == (term(graph, other, person) is None)


def test_strangers_and_oneself_have_no_term() -> None:
    graph = Graph.of([Human("甲"), Human("乙")], [Tie("same-crew", "甲", "乙")])
    assert term(graph, "甲", "乙") is None
    assert term(graph, "甲", "甲") is None


def test_without_births_nobody_is_called_elder_or_younger() -> None:
    people = [Human("父", "男"), Human("兄", "男"), Human("弟", "男"), Human("孩", "女")]
    ties = [Tie("parent-child", "父", "兄"), Tie("parent-child", "父", "弟"), Tie("parent-child", "兄", "孩")]
    graph = Graph.of(people, ties)
    assert (term(graph, "兄", "弟"), term(graph, "孩", "弟")) == ("兄弟", "叔伯")


def test_the_wife_of_a_father_is_not_called_mother() -> None:
    people = [Human("父", "男"), Human("她", "女"), Human("子", "男")]
    graph = Graph.of(people, [Tie("father-son", "父", "子"), Tie("spouse", "父", "她")])
    assert (term(graph, "子", "她"), term(graph, "她", "子")) == ("父亲的妻子", "丈夫的儿子")


def test_without_a_sex_the_word_is_for_both() -> None:
    graph = Graph.of(
        [Human("甲"), Human("乙"), Human("丙")], [Tie("parent-child", "甲", "乙"), Tie("spouse", "甲", "丙")]
    )
    assert (term(graph, "乙", "甲"), term(graph, "甲", "丙"), term(graph, "甲", "乙")) == ("父母", "配偶", "子女")


def test_an_uncle_by_tie_alone_is_told_by_its_words() -> None:
    graph = Graph.of([Human("叔", "男"), Human("侄", "男")], [Tie("uncle-nephew", "叔", "侄")])
    assert (term(graph, "侄", "叔"), term(graph, "叔", "侄")) == ("叔叔", "侄子")


def test_a_way_of_kin_and_work_is_told_step_by_step() -> None:
    people = [Human("骆"), Human("阳"), Human("肖", "男"), Human("鸣", "男")]
    ties = [Tie("master-apprentice", "骆", "阳"), Tie("master-apprentice", "阳", "肖"), Tie("father-son", "肖", "鸣")]
    graph = Graph.of(people, ties)
    assert describe(graph, graph.way("鸣", "骆") or ()) == "父亲的师傅的师傅"
    assert describe(graph, graph.way("骆", "鸣") or ()) == "徒弟的徒弟的儿子"


def test_at_home_a_grandfather_is_called_otherwise() -> None:
    assert [spoken(word) for word in ("祖父", "外祖母", "外曾祖父", "妻子的祖母", "师傅")] == [
        "爷爷", "外婆", "太外公", "妻子的奶奶", "师傅",
    ]  # fmt: skip


def test_a_way_is_told_with_one_word_for_every_stretch_among_kin() -> None:
    people = [Human("父", "男"), Human("姐", "女", 1950), Human("弟", "男", 1960), Human("师"), Human("师母", "女")]
    ties = [
        Tie("father-daughter", "父", "姐"),
        Tie("father-son", "父", "弟"),
        Tie("master-apprentice", "师", "姐"),
        Tie("spouse", "师", "师母"),
    ]
    graph = Graph.of(people, ties)
    way = graph.way("弟", "师母")
    assert way is not None
    assert told(graph, way) == "姐姐的师傅的妻子"
