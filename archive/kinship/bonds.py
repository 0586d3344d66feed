"""Ties as a chart draws them: a family is one bond from two parents to all their children."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import product

from archive.kinship.graph import Graph, Step
from archive.kinship.ties import Role

CRAFT, HEIR, CREW = "master-apprentice", "replacement", "same-crew"
"""The ties of work that a chart tells apart; all others are drawn alike."""


class Style(Enum):
    """How a bond is drawn."""

    SPOUSE = "spouse"
    KIN = "kin"
    CRAFT = "craft"
    HEIR = "heir"
    CREW = "crew"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Bond:
    """From those above to those below; a couple has nobody below. Both are ids, in the order of drawing."""

    style: Style
    above: tuple[str, ...]
    below: tuple[str, ...] = ()
    label: str = ""

    def pairs(self) -> Iterator[tuple[str, str]]:
        if self.below:
            yield from product(self.above, self.below)
        else:
            yield self.above[0], self.above[1]


Labelled = Callable[[Step], str]
"""What is written on a bond: 1976 师徒."""


def bonds_of(graph: Graph, label: Labelled) -> list[Bond]:
    """All ties of a graph as bonds, in an order that only depends on the ties."""
    people = sorted(graph.people)
    once = [step for person in people for step in graph.steps(person) if not step.reaches_a]
    couples = [step for step in once if step.role is Role.SPOUSE]
    return [
        *(Bond(Style.SPOUSE, (step.person, step.other)) for step in couples),
        *_families(graph),
        *(
            Bond(_style(step), (step.person,), (step.other,), label(step))
            for step in once
            if step.role not in (Role.SPOUSE, Role.PARENT)
        ),
    ]


def _families(graph: Graph) -> Iterable[Bond]:
    """Children by their parents; of more than two, each pair of a parent and a child stands alone."""
    families: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for child in sorted(graph.people, key=graph.seniority):
        parents = tuple(sorted(graph.parents(child)))
        if 0 < len(parents) <= 2:
            families[parents].append(child)
        else:
            for parent in parents:
                families[(parent,)].append(child)
    return [Bond(Style.KIN, parents, tuple(children)) for parents, children in sorted(families.items())]


def _style(step: Step) -> Style:
    return {CRAFT: Style.CRAFT, HEIR: Style.HEIR, CREW: Style.CREW}.get(step.kind.code, Style.OTHER)
