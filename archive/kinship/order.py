"""Where everybody stands in a chart of generations: who beside whom, and how far to the right.

Couples stay side by side, children come below their parents as far as all wishes can hold at once. Deterministic.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from archive.kinship.bonds import Bond, Style

GRID = 12
"""Nodes stand on a grid, so that wires can keep apart by standing beside it."""

NODE_GAP = 48
SWEEPS = 4
DEFAULT_WEIGHTS = {Style.KIN: 4.0, Style.SPOUSE: 2.0}

Rows = tuple[tuple[str, ...], ...]


def arranged(rows: Sequence[Sequence[str]], bonds: Sequence[Bond]) -> Rows:
    """The same rows, each in an order that leaves few wires crossing; the given order settles what is equal."""
    found = [list(row) for row in rows]
    near = _neighbours(bonds)
    couples = [set(bond.above) for bond in bonds if bond.style is Style.SPOUSE]
    for sweep in range(SWEEPS):
        numbers = range(len(found)) if sweep % 2 == 0 else range(len(found) - 1, -1, -1)
        for number in numbers:
            places = _places(found)
            blocks = _blocks(found[number], couples)
            wishes = {person: _wish(person, number, near, places) for person in found[number]}
            ordered = sorted((_turned(block, wishes) for block in blocks), key=lambda block: _mean(block, wishes))
            found[number] = [person for block in ordered for person in block]
    return tuple(tuple(row) for row in found)


def centres(rows: Rows, bonds: Sequence[Bond], widths: Mapping[str, float]) -> dict[str, float]:
    """The middle of everybody, on the grid: as near to those they are tied to as the order of the rows allows."""
    near = _neighbours(bonds)
    found: dict[str, float] = {}
    for row in rows:
        found |= _packed(row, dict.fromkeys(row, 0.0), widths)
    for sweep in range(SWEEPS * 2):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            wishes = {person: _pull(person, near, found, set(row)) for person in row}
            found |= _packed(row, wishes, widths)
    least = min((x - widths[person] / 2 for person, x in found.items()), default=0.0)
    shift = -least // GRID * GRID
    return {person: _snapped(x) + shift for person, x in _spread(rows, found, widths).items()}


def _neighbours(bonds: Iterable[Bond]) -> dict[str, list[tuple[str, float]]]:
    near: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for bond in bonds:
        weight = DEFAULT_WEIGHTS.get(bond.style, 1.0)
        for one, other in bond.pairs():
            near[one].append((other, weight))
            near[other].append((one, weight))
    return near


def _places(rows: Sequence[Sequence[str]]) -> dict[str, tuple[int, float]]:
    """Row and relative place in it, from 0 to 1, of everybody."""
    return {person: (number, (at + 0.5) / len(row)) for number, row in enumerate(rows) for at, person in enumerate(row)}


def _wish(
    person: str,
    number: int,
    near: Mapping[str, list[tuple[str, float]]],
    places: Mapping[str, tuple[int, float]],
) -> float:
    """Where in the row somebody would like to stand: the middle of those in other rows, or where they stand."""
    others = [(places[other][1], weight) for other, weight in near[person] if places[other][0] != number]
    total = sum(weight for _place, weight in others)
    return sum(place * weight for place, weight in others) / total if total else places[person][1]


def _blocks(row: Sequence[str], couples: Sequence[set[str]]) -> list[list[str]]:
    """A row in pieces that stay together: couples, and chains of couples."""
    blocks: list[list[str]] = []
    for person in row:
        home = next((block for block in blocks if any({person, other} in couples for other in block)), None)
        if home is None:
            blocks.append([person])
        elif {person, home[0]} in couples and {person, home[-1]} not in couples:
            home.insert(0, person)
        else:
            home.append(person)
    return blocks


def _turned(block: list[str], wishes: Mapping[str, float]) -> list[str]:
    """A couple the other way round where that is how their own families stand."""
    return list(reversed(block)) if wishes[block[0]] > wishes[block[-1]] else block


def _mean(block: Sequence[str], wishes: Mapping[str, float]) -> float:
    return sum(wishes[person] for person in block) / len(block)


def _pull(person: str, near: Mapping[str, list[tuple[str, float]]], found: Mapping[str, float], row: set[str]) -> float:
    """Where somebody is drawn to: to those in other rows; who has none there, to the side of their own."""
    beyond = [(found[other], weight) for other, weight in near[person] if other not in row]
    others = beyond or [(found[other], weight) for other, weight in near[person]]
    total = sum(weight for _x, weight in others)
    return sum(x * weight for x, weight in others) / total if total else found[person]


def _packed(row: Sequence[str], wishes: Mapping[str, float], widths: Mapping[str, float]) -> dict[str, float]:
    """The places nearest to the wishes (by least squares) that keep the order and the gaps.

    Pool adjacent violators: whoever would stand too near to the one before shares a place with them, then all move.
    """
    offsets = [0.0]
    for one, other in pairwise(row):
        offsets.append(offsets[-1] + (widths[one] + widths[other]) / 2 + NODE_GAP)
    pools: list[tuple[float, int]] = []
    for person, offset in zip(row, offsets, strict=True):
        total, count = wishes[person] - offset, 1
        while pools and pools[-1][0] / pools[-1][1] > total / count:
            before, number = pools.pop()
            total, count = total + before, count + number
        pools.append((total, count))
    starts = [total / count for total, count in pools for _ in range(count)]
    return {person: start + offset for person, start, offset in zip(row, starts, offsets, strict=True)}


def _spread(rows: Rows, found: Mapping[str, float], widths: Mapping[str, float]) -> dict[str, float]:
    """Snapped to the grid, and moved on where snapping has brought two too near."""
    spread: dict[str, float] = {}
    for row in rows:
        edge = float("-inf")
        for person in row:
            x = _snapped(found[person])
            while x - widths[person] / 2 < edge:
                x += GRID
            spread[person] = x
            edge = x + widths[person] / 2 + NODE_GAP
    return spread


def _snapped(x: float) -> float:
    return round(x / GRID) * float(GRID)
