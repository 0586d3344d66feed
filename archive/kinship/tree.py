"""A family by generations, the eldest above: what a family tree is drawn from."""

from __future__ import annotations

from collections.abc import Iterable

from archive.kinship.graph import Graph
from archive.kinship.ties import Role


def layers(graph: Graph, people: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The people in layers, one a generation, each from the eldest, spouses side by side.

    Children are below their parents, spouses and siblings level, as far as all of it can hold at once: where a
    marriage crosses generations, parents come first.
    """
    members = sorted(set(people))
    levels = _levels(graph, members)
    used = sorted(set(levels.values()))
    return tuple(_ordered(graph, [person for person in members if levels[person] == level]) for level in used)


def _levels(graph: Graph, members: list[str]) -> dict[str, int]:
    levels = dict.fromkeys(members, 0)
    below, beside = _constraints(graph, set(members))
    # Each round puts at least one person right unless a marriage crosses generations, which no round can.
    for _ in members:
        before = dict(levels)
        for upper, lower in below:
            levels[lower] = max(levels[lower], levels[upper] + 1)
        for one, other in beside:
            levels[one] = levels[other] = max(levels[one], levels[other])
        if levels == before:
            break
    else:
        levels = _by_parents(graph, members)
    return _pulled_down(levels, below, beside)


def _constraints(graph: Graph, members: set[str]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Who is a generation above whom, and who is level with whom."""
    below: list[tuple[str, str]] = []
    beside: list[tuple[str, str]] = []
    for person in sorted(members):
        for step in graph.steps(person):
            if step.other not in members:
                continue
            if step.role in (Role.PARENT, Role.UNCLE) and not step.reaches_a:
                below.append((person, step.other))
            elif step.role in (Role.SPOUSE, Role.SIBLING) and person < step.other:
                beside.append((person, step.other))
    return below, beside


def _by_parents(graph: Graph, members: list[str]) -> dict[str, int]:
    """Levels by descent alone: below the longest line of ancestors. A graph has no circle of parents."""
    levels = dict.fromkeys(members, 0)
    waiting = list(members)
    for person in waiting:
        for child in graph.children(person):
            if child in levels and levels[child] <= levels[person]:
                levels[child] = levels[person] + 1
                waiting.append(child)
    return levels


def _pulled_down(levels: dict[str, int], below: list[tuple[str, str]], beside: list[tuple[str, str]]) -> dict[str, int]:
    """A parent who married in without a recorded marriage stands right above the children, not at the very top."""
    bound = {lower for _, lower in below} | {person for pair in beside for person in pair}
    for person in levels:
        children = [levels[lower] for upper, lower in below if upper == person]
        if children and person not in bound:
            levels[person] = min(children) - 1
    return levels


def _ordered(graph: Graph, layer: list[str]) -> tuple[str, ...]:
    ordered: dict[str, None] = {}
    for person in sorted(layer, key=graph.seniority):
        ordered[person] = None
        ordered.update((spouse, None) for spouse in graph.spouses(person) if spouse in layer)
    return tuple(ordered)
