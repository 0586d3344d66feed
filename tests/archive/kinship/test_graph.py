"""Parents, children, lines and ways."""

import pytest
from hypothesis import given

from archive.kinship.graph import Graph, InvalidTie, KinshipCycle
from archive.kinship.ties import Human, Role, Tie
from tests.archive.kinship.people import big_family, graphs

FAMILY = big_family()


def crew(*ties: Tie) -> Graph:
    """The masters and apprentices of the demo world."""
    names = ("骆阿根", "阳石保", "肖卫东", "肖一鸣", "龚秀莲", "冯静宜", "杨石宝")
    return Graph.of([Human(name) for name in names], ties)


MASTERS = crew(
    Tie("master-apprentice", "骆阿根", "阳石保", 1957),
    Tie("master-apprentice", "阳石保", "肖卫东", 1976),
    Tie("master-apprentice", "冯静宜", "龚秀莲", 1979),
    Tie("father-son", "肖卫东", "肖一鸣"),
    Tie("spouse", "肖卫东", "龚秀莲", 1982),
    Tie("sounds-alike", "阳石保", "杨石宝"),
)


@given(graphs())
def test_children_and_parents_mirror_each_other(graph: Graph) -> None:
    pairs = {(parent, person) for person in graph.people for parent in graph.parents(person)}
    assert pairs == {(person, child) for person in graph.people for child in graph.children(person)}


@given(graphs())
def test_spouses_and_siblings_are_mutual(graph: Graph) -> None:
    for person in graph.people:
        assert all(person in graph.spouses(spouse) for spouse in graph.spouses(person))
        assert all(person in graph.siblings(sibling) for sibling in graph.siblings(person))


@given(graphs())
def test_ancestors_are_those_whose_descendant_one_is_at_the_same_distance(graph: Graph) -> None:
    above = {(person, one, gap) for person in graph.people for one, gap in graph.ancestors(person).items()}
    below = {(one, person, gap) for person in graph.people for one, gap in graph.descendants(person).items()}
    assert above == below


@given(graphs())
def test_nobody_is_his_own_ancestor(graph: Graph) -> None:
    assert all(person not in graph.ancestors(person) for person in graph.people)


@given(graphs())
def test_the_way_back_is_the_way_walked_back(graph: Graph) -> None:
    for person in graph.people:
        for other in graph.people:
            way, back = graph.way(person, other), graph.way(other, person)
            assert (way is None) == (back is None)
            if way is not None and back is not None:
                assert tuple(step.back() for step in reversed(way)) == back


@given(graphs())
def test_a_way_is_unbroken_and_never_by_a_tie_that_keeps_people_apart(graph: Graph) -> None:
    for person in graph.people:
        for other in graph.people:
            way = graph.way(person, other) or ()
            stops = [person, *(step.other for step in way)]
            assert [step.person for step in way] == stops[:-1]
            assert not any(step.kind.is_disambiguation for step in way)


def test_descendants_come_with_their_generation() -> None:
    assert FAMILY.descendants("祖")["我"] == 2
    assert FAMILY.ancestors("孙")["曾祖"] == 5


def test_siblings_come_from_the_eldest() -> None:
    assert FAMILY.siblings("爸") == ("大伯", "姑", "小叔")


def test_lines_of_masters_run_from_the_first_to_the_last() -> None:
    assert MASTERS.lines("master-apprentice") == (("冯静宜", "龚秀莲"), ("骆阿根", "阳石保", "肖卫东"))


def test_a_line_divides_where_a_master_has_two_apprentices() -> None:
    graph = crew(
        Tie("master-apprentice", "骆阿根", "阳石保"),
        Tie("master-apprentice", "骆阿根", "肖卫东"),
        Tie("master-apprentice", "肖卫东", "肖一鸣"),
    )
    assert graph.lines("master-apprentice") == (("骆阿根", "肖卫东", "肖一鸣"), ("骆阿根", "阳石保"))


def test_a_way_mixes_kin_and_work() -> None:
    way = MASTERS.way("肖一鸣", "骆阿根")
    assert way is not None
    assert [step.words for step in way] == ["父亲", "师傅", "师傅"]


def test_kin_only_leaves_work_out() -> None:
    assert MASTERS.way("肖一鸣", "骆阿根", kin_only=True) is None


def test_people_told_apart_are_not_connected() -> None:
    assert MASTERS.way("阳石保", "杨石宝") is None


def test_kin_go_before_work() -> None:
    people = [Human("父", "男"), Human("子", "男")]
    graph = Graph.of(people, [Tie("master-apprentice", "父", "子"), Tie("father-son", "父", "子")])
    way = graph.way("子", "父")
    assert way is not None
    assert way[0].role is Role.PARENT


def test_the_kind_of_tie_tells_the_sex() -> None:
    graph = Graph.of([Human("甲"), Human("乙")], [Tie("father-daughter", "甲", "乙")])
    assert (graph.people["甲"].sex, graph.people["乙"].sex) == ("男", "女")


def test_a_circle_of_parents_is_refused_with_its_names() -> None:
    ties = [Tie("parent-child", "甲", "乙"), Tie("parent-child", "乙", "丙"), Tie("parent-child", "丙", "甲")]
    with pytest.raises(KinshipCycle, match="绕成了一圈") as caught:
        Graph.of([Human(name) for name in "甲乙丙丁"], [*ties, Tie("parent-child", "丙", "丁")])
    assert sorted(caught.value.people) == ["丙", "乙", "甲"]


@pytest.mark.parametrize(
    ("tie", "reason"),
    [
        (Tie("spouse", "甲", "甲"), "不能与自己"),
        (Tie("spouse", "甲", "戊"), "不在人物里"),
        (Tie("father-son", "乙", "甲"), "应当是男，人物里记的是女"),
    ],
)
def test_a_tie_that_cannot_be_is_refused(tie: Tie, reason: str) -> None:
    with pytest.raises(InvalidTie, match=reason):
        Graph.of([Human("甲", "男"), Human("乙", "女")], [tie])


def test_a_kind_that_is_not_known_is_a_plain_tie() -> None:
    graph = Graph.of([Human("甲"), Human("乙")], [Tie("牌友", "甲", "乙")])
    way = graph.way("甲", "乙")
    assert way is not None
    assert way[0].words == "牌友"


def test_a_sound_graph_leaves_out_what_cannot_be() -> None:
    people = [Human("甲", "男"), Human("乙"), Human("丙"), Human("丁")]
    ties = [
        Tie("parent-child", "甲", "乙"),
        Tie("parent-child", "乙", "甲"),
        Tie("mother-son", "甲", "丙"),
        Tie("spouse", "甲", "无"),
        Tie("master-apprentice", "甲", "丁"),
    ]
    graph = Graph.of_sound(people, ties)
    assert [step.other for step in graph.steps("甲")] == ["丁"]
    assert sorted(graph.people) == ["丁", "丙", "乙", "甲"]
