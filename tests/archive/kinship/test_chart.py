"""Charts of generations: nothing covers anything, and the same family always looks the same."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from archive.kinship.bonds import Bond, Style, bonds_of
from archive.kinship.chart import LETTER, Chart, Node, Point, chart
from archive.kinship.graph import Graph, Step
from archive.kinship.tree import layers
from tests.archive.kinship.people import big_family, graphs

Segment = tuple[Point, Point]


def drawn(graph: Graph) -> Chart:
    return chart(layers(graph, graph.people), bonds_of(graph, labelled))


def labelled(step: Step) -> str:
    return f"1976 {step.kind.name}"


def overlap(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return max(a[0], b[0]) < min(a[1], b[1]) - 1e-6


def segments(lines: tuple[tuple[Point, ...], ...]) -> list[Segment]:
    return [(start, end) for line in lines for start, end in pairwise(line) if start != end]


def spans(segment: Segment) -> tuple[tuple[float, float], tuple[float, float]]:
    (x1, y1), (x2, y2) = segment
    return (min(x1, x2), max(x1, x2)), (min(y1, y2), max(y1, y2))


def share_a_stretch(one: Segment, other: Segment) -> bool:
    (ax, ay), (bx, by) = spans(one), spans(other)
    level = ay[0] == ay[1] == by[0] == by[1] and overlap(ax, bx)
    upright = ax[0] == ax[1] == bx[0] == bx[1] and overlap(ay, by)
    return level or upright


def runs_through(segment: Segment, node: Node, height: float) -> bool:
    across, down = spans(segment)
    inner_x = (node.x + 1, node.x + node.width - 1)
    inner_y = (node.y + 1, node.y + height - 1)
    return across[0] <= inner_x[1] and inner_x[0] <= across[1] and down[0] <= inner_y[1] and inner_y[0] <= down[1]


def label_boxes(found: Chart) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    return [
        ((x - len(wire.label) * LETTER / 2, x + len(wire.label) * LETTER / 2), (y - LETTER, y))
        for wire in found.wires
        if wire.label
        for x, y in [wire.label_at]
    ]


def check(found: Chart) -> None:
    """The promises of the module."""
    height = found.rows[0][1] - found.rows[0][0] if found.rows else 0.0
    for one, other in combinations(found.nodes, 2):
        assert one.row != other.row or not overlap((one.x, one.x + one.width), (other.x, other.x + other.width))
    for wire in found.wires:
        for segment in segments(wire.lines):
            assert not any(runs_through(segment, node, height) for node in found.nodes), wire
    for first, second in combinations(found.wires, 2):
        for segment in segments(first.lines):
            assert not any(share_a_stretch(segment, other) for other in segments(second.lines)), (first, second)
    boxes = label_boxes(found)
    for (ax, ay), (bx, by) in combinations(boxes, 2):
        assert not (overlap(ax, bx) and overlap(ay, by))
    for across, down in boxes:
        for node in found.nodes:
            assert not (overlap(across, (node.x, node.x + node.width)) and overlap(down, (node.y, node.y + height)))
    assert all(node.x >= 0 and node.x + node.width <= found.width for node in found.nodes)


@given(graphs())
def test_nothing_covers_anything(graph: Graph) -> None:
    check(drawn(graph))


@given(graphs(), st.randoms(use_true_random=False))
def test_rows_in_any_order_keep_the_promises(graph: Graph, chance: object) -> None:
    people = sorted(graph.people)
    rows = [people[at::3] for at in range(3)]
    check(chart(rows, bonds_of(graph, labelled)))


@given(graphs())
def test_everybody_and_every_bond_is_drawn(graph: Graph) -> None:
    found = drawn(graph)
    assert sorted(node.id for node in found.nodes) == sorted(graph.people)
    assert len(found.wires) >= len(bonds_of(graph, labelled))


def test_a_large_family_is_drawn_the_same_every_time() -> None:
    once = drawn(big_family())
    check(once)
    assert once == drawn(big_family())


def test_children_hang_between_their_parents() -> None:
    found = chart([["父", "母"], ["子", "女"]], [
        Bond(Style.SPOUSE, ("父", "母")), Bond(Style.KIN, ("父", "母"), ("子", "女")),
    ])  # fmt: skip
    at = {node.id: node.middle for node in found.nodes}
    assert abs((at["父"] + at["母"]) / 2 - (at["子"] + at["女"]) / 2) <= 12
    assert [wire.style for wire in found.wires] == [Style.SPOUSE, Style.KIN]


def test_wires_of_work_point_from_the_master_down() -> None:
    found = chart([["师"], ["中"], ["徒"]], [Bond(Style.CRAFT, ("师",), ("徒",), "1957 师徒")])
    [wire] = found.wires
    master, _between, apprentice = found.nodes
    assert wire.lines[0][0][1] == master.y + 66
    assert wire.lines[0][-1][1] == apprentice.y
    assert wire.label == "1957 师徒"


def test_a_bond_to_somebody_who_is_not_in_the_chart_is_left_out() -> None:
    assert chart([["甲"]], [Bond(Style.CRAFT, ("甲",), ("乙",))]).wires == ()
