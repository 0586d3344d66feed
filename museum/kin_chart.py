"""A circle of people as a drawing: rows by generation, names on plates, ties as wires, and the same in words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.kinship.bonds import Style, bonds_of
from archive.kinship.chart import Chart, Point, chart
from archive.kinship.graph import Graph, Step
from archive.kinship.terms import describe
from archive.kinship.tree import layers
from archive.rights import may_tell_life
from archive.states import Generation
from museum.circle import Circle
from museum.names import Name
from museum.reader import Reader

UNITS_PER_REM = 18
LANE = 104
"""Room at the left for the names of the generations."""


@dataclass(frozen=True, slots=True)
class Plate:
    """Somebody on the drawing. `told` is what a screen reader says; `is_here` marks whom the drawing is about."""

    name: Name
    generation: str
    below: str
    told: str
    is_here: bool
    x: float
    y: float
    width: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A tie on the drawing, as path data."""

    style: Style
    drawing: str
    label: str
    at: Point

    @property
    def has_tip(self) -> bool:
        return self.style is Style.HEIR


@dataclass(frozen=True, slots=True)
class Lane:
    """A generation; `edge` is the line that divides it from the one above, 0 for the first."""

    generation: str
    middle: float
    edge: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template draws. Sizes are units; `rems` is the width on the page, so that large type enlarges it."""

    plates: list[Plate]
    lines: list[Line]
    lanes: list[Lane]
    width: float
    height: float

    @property
    def rems(self) -> float:
        return self.width / UNITS_PER_REM

    @property
    def height_rems(self) -> float:
        return self.height / UNITS_PER_REM

    @property
    def styles(self) -> set[str]:
        """For the legend: only what is on the drawing is explained."""
        return {line.style.value for line in self.lines}


def drawing_of(
    circle: Circle, reader: Reader, here: Sequence[str] = (), notes: Mapping[str, str] | None = None
) -> Drawing:
    """`here` are the people it is about; `notes` the second line on their plates, else where they worked."""
    rows = rows_of(circle)
    found = chart([people for _generation, people in rows], bonds_of(circle.graph, labelled(circle)))
    used = [generation for generation, people in rows if people]
    notes = notes or {}
    plates = [
        Plate(
            name=circle.names[node.id],
            generation=used[node.row],
            below=notes.get(node.id) or note_of(circle, node.id, reader),
            told="，".join(filter(None, [circle.names[node.id].text, *sentences(circle, node.id)])),
            is_here=node.id in here,
            x=node.x + LANE,
            y=node.y,
            width=node.width,
        )
        for node in found.nodes
    ]
    return Drawing(plates, lines_of(found), lanes_of(found, used), found.width + LANE, found.height)


def rows_of(circle: Circle) -> list[tuple[str, list[str]]]:
    """People by generation, in the order of the family tree; whom nobody has placed stands with their kin."""
    graph = circle.graph
    ordered = [person for layer in layers(graph, circle.names) for person in layer]
    placed = {slug: circle.people[slug].generation for slug in ordered}
    for slug in ordered:
        placed[slug] = placed[slug] or _guessed(graph, slug, placed)
    return [(value, [slug for slug in ordered if placed[slug] == value]) for value in [*Generation.values, ""]]


def _guessed(graph: Graph, slug: str, placed: Mapping[str, str]) -> str:
    beside = [placed[other] for other in (*graph.spouses(slug), *graph.siblings(slug)) if placed.get(other)]
    below = [int(placed[other]) + 1 for other in graph.parents(slug) if placed.get(other)]
    above = [int(placed[other]) - 1 for other in graph.children(slug) if placed.get(other)]
    found = next(iter([*beside, *map(str, below), *map(str, above)]), "")
    return found if found in Generation.values else ""


def labelled(circle: Circle) -> Callable[[Step], str]:
    """What is written on a wire: the year, where it is known, and the tie: 1976 师徒."""

    def label(step: Step) -> str:
        relation = circle.relation(step)
        began = relation.started_on_earliest if relation else None
        return f"{began.year} {step.kind.name}" if began else step.kind.name

    return label


def note_of(circle: Circle, slug: str, reader: Reader) -> str:
    """Where somebody worked; of whom no more may be told, that."""
    person = circle.people[slug]
    return "" if may_tell_life(person, reader.viewer) else _("本人没有公开")


def sentences(circle: Circle, slug: str) -> list[str]:
    """Whom somebody is tied to, each with what they are to them: 父亲谭德厚, 师傅覃有德."""
    steps = circle.graph.steps(slug)
    return [f"{describe(circle.graph, [step])}{circle.names[step.other].text}" for step in steps]


def lines_of(found: Chart) -> list[Line]:
    """Couples and families below, work above them."""
    drawn = [
        Line(
            wire.style,
            "".join(_path(line) for line in wire.lines),
            wire.label,
            (wire.label_at[0] + LANE, wire.label_at[1]),
        )
        for wire in found.wires
    ]
    return sorted(drawn, key=lambda line: line.style in {Style.CRAFT, Style.HEIR})


def _path(line: Iterable[Point]) -> str:
    return "M" + " ".join(f"{x + LANE:g} {y:g}" for x, y in line)


def lanes_of(found: Chart, used: Sequence[str]) -> list[Lane]:
    lanes, before = [], 0.0
    for (top, bottom), generation in zip(found.rows, used, strict=True):
        lanes.append(Lane(generation, (top + bottom) / 2, (before + top) / 2 if before else 0.0))
        before = bottom
    return lanes
