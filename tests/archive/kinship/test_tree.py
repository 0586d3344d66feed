"""Families by generation."""

from hypothesis import given

from archive.kinship.graph import Graph
from archive.kinship.ties import Human, Tie
from archive.kinship.tree import layers
from tests.archive.kinship.people import big_family, graphs

FAMILY = big_family()


@given(graphs())
def test_everybody_stands_in_one_layer(graph: Graph) -> None:
    placed = [person for layer in layers(graph, graph.people) for person in layer]
    assert sorted(placed) == sorted(graph.people)


@given(graphs())
def test_children_stand_below_their_parents(graph: Graph) -> None:
    level = {person: at for at, layer in enumerate(layers(graph, graph.people)) for person in layer}
    assert all(level[parent] < level[person] for person in graph.people for parent in graph.parents(person))


def test_spouses_stand_side_by_side_and_the_eldest_first() -> None:
    people = ("祖", "奶", "大伯", "大妈", "爸", "妈", "我", "夫", "儿")
    assert layers(FAMILY, people) == (("祖", "奶"), ("大伯", "大妈", "爸", "妈"), ("夫", "我"), ("儿",))


def test_a_parent_who_married_in_stands_beside_the_other() -> None:
    people = [Human("祖"), Human("父"), Human("母"), Human("孩")]
    ties = [Tie("parent-child", "祖", "父"), Tie("parent-child", "父", "孩"), Tie("parent-child", "母", "孩")]
    assert layers(Graph.of(people, ties), "祖父母孩") == (("祖",), ("母", "父"), ("孩",))


def test_a_marriage_across_generations_leaves_parents_above_children() -> None:
    people = [Human("甲"), Human("乙"), Human("丙")]
    ties = [Tie("parent-child", "甲", "乙"), Tie("parent-child", "乙", "丙"), Tie("spouse", "甲", "丙")]
    assert layers(Graph.of(people, ties), "甲乙丙") == (("甲",), ("乙",), ("丙",))


def test_only_those_asked_for_are_placed() -> None:
    assert layers(FAMILY, ["我", "祖"]) == (("祖", "我"),)
