"""A chart of generations drawn like pipework: people in rows, ties as wires that run between the rows.

No node covers another, no wire runs through a node, no two wires run on the same line, no label covers a node or a
label. It holds by construction: nodes stand on a grid of `GRID`, and wires of different sorts beside it, each at a
distance of its own; what runs level has a track to itself. Deterministic, in units of the drawing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from archive.kinship.bonds import Bond, Style
from archive.kinship.order import GRID, arranged, centres

NODE_WIDTH, NODE_HEIGHT = 156, 66
TRACK, MARGIN = 24, 26
LETTER = 15.0
BESIDE_TOP, BESIDE_CHANNEL, BESIDE_COUPLE = 6, 3, 9
"""How far from the grid the wires into a node's top, through a row, and out of a couple stand; out of a bottom: 0."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Node:
    """A person; x and y are the upper left corner."""

    id: str
    row: int
    x: float
    y: float
    width: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Wire:
    """A tie as lines, from above to below. Several lines of one wire may touch; the label's x is its middle."""

    style: Style
    lines: tuple[tuple[Point, ...], ...]
    label: str = ""
    label_at: Point = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything to draw; `rows` are the upper and lower edges of the rows of nodes."""

    nodes: tuple[Node, ...]
    wires: tuple[Wire, ...]
    rows: tuple[tuple[float, float], ...]
    width: float
    height: float


@dataclass(slots=True)
class _Run:
    """A level piece of a wire in the gap above row `gap` (the last gap is below all rows)."""

    gap: int
    stops: list[float]
    label: str = ""
    track: int = 0

    @property
    def span(self) -> tuple[float, float]:
        low, high = min(self.stops), max(self.stops)
        room = len(self.label) * LETTER / 2 + 6
        middle = (low + high) / 2
        return min(low, middle - room), max(high, middle + room)


@dataclass(slots=True)
class _Route:
    """A wire before its heights are known: runs from above to below, and where it leaves and arrives."""

    bond: Bond
    runs: list[_Run] = field(default_factory=list)
    starts: list[tuple[float, int, str]] = field(default_factory=list)
    ends: list[tuple[float, int, str]] = field(default_factory=list)


def chart(rows: Sequence[Sequence[str]], bonds: Sequence[Bond]) -> Chart:
    """Draw people (rows from the eldest generation) and the bonds among them; bonds to others are left out."""
    present = {person for row in rows for person in row}
    kept = [bond for bond in bonds if present.issuperset((*bond.above, *bond.below))]
    ordered = arranged([row for row in rows if row], kept)
    return _Drawing(ordered, kept).chart()


class _Drawing:
    """One chart in the making."""

    def __init__(self, rows: tuple[tuple[str, ...], ...], bonds: Sequence[Bond]) -> None:
        self.rows = rows
        self.row_of = {person: number for number, row in enumerate(rows) for person in row}
        self.place_of = {person: at for row in rows for at, person in enumerate(row)}
        self.bonds = [piece for bond in bonds for piece in self._pieces(bond)]
        self.widths = self._widths()
        self.middles = centres(rows, bonds, self.widths)
        self.ports = self._ports()
        self.taken: dict[float, int] = {}

    def chart(self) -> Chart:
        routes = [self._route(number, bond) for number, bond in enumerate(self.bonds) if not self._is_straight(bond)]
        tracks = self._tracks(routes)
        tops = self._tops(tracks)
        nodes = tuple(
            Node(person, number, self.middles[person] - self.widths[person] / 2, tops[number], self.widths[person])
            for number, row in enumerate(self.rows)
            for person in row
        )
        straight = [self._couple(bond, tops) for bond in self.bonds if self._is_straight(bond)]
        wires = tuple(straight + [self._wire(route, tops) for route in routes])
        return _framed(nodes, wires, tops)

    # --- which wires there are, and where they touch nodes ---------------------------------------------

    def _pieces(self, bond: Bond) -> Iterator[Bond]:
        """A family is one wire where parents stand together right above all children, else a wire for each pair."""
        if bond.style is Style.SPOUSE and len({self.row_of[person] for person in bond.above}) > 1:
            yield Bond(Style.SPOUSE, bond.above[:1], bond.above[1:])
            return
        if bond.style is not Style.KIN:
            yield bond
            return
        levels = {self.row_of[parent] for parent in bond.above}
        below = {self.row_of[child] for child in bond.below}
        stand_together = len(bond.above) == 1 or self._side_by_side(*bond.above)
        if stand_together and len(levels) == 1 and below == {levels.pop() + 1}:
            yield bond
            return
        for parent, child in bond.pairs():
            yield Bond(Style.KIN, (parent,), (child,), bond.label)

    def _side_by_side(self, one: str, other: str) -> bool:
        return self.row_of[one] == self.row_of[other] and abs(self.place_of[one] - self.place_of[other]) == 1

    def _is_straight(self, bond: Bond) -> bool:
        return not bond.below and self._side_by_side(*bond.above)

    def _touches(self, bond: Bond) -> list[tuple[str, str]]:
        """Which side of which node a wire touches: (person, "top" or "bottom")."""
        if self._is_straight(bond):
            return []
        ends = [*bond.above, *bond.below]
        rows = {self.row_of[person] for person in ends}
        if len(rows) == 1:
            return [(person, "top") for person in ends]
        upper = [(person, "bottom") for person in bond.above] if len(bond.above) == 1 else []
        touched = [*upper, *((person, "top") for person in bond.below)]
        if self.row_of[bond.above[0]] > self.row_of[bond.below[0]]:
            touched = [(person, "top" if side == "bottom" else "bottom") for person, side in touched]
        return touched

    def _widths(self) -> dict[str, float]:
        """A node is as wide as its wires need."""
        counts: dict[tuple[str, str], int] = defaultdict(int)
        for bond in self.bonds:
            for touch in self._touches(bond):
                counts[touch] += 1
        most = {person: max(counts[person, "top"], counts[person, "bottom"]) for person in self.row_of}
        return {person: float(max(NODE_WIDTH, GRID * 2 * (number // 2 + 2))) for person, number in most.items()}

    def _ports(self) -> dict[tuple[int, str], float]:
        """The x at which each wire touches each node: beside each other, in the order of where they lead."""
        wanted: dict[tuple[str, str], list[tuple[float, int]]] = defaultdict(list)
        for number, bond in enumerate(self.bonds):
            for person, side in self._touches(bond):
                others = [self.middles[other] for other in (*bond.above, *bond.below) if other != person]
                wanted[person, side].append((sum(others) / len(others), number))
        ports: dict[tuple[int, str], float] = {}
        for (person, side), wires in wanted.items():
            first = self.middles[person] - (len(wires) - 1) // 2 * GRID + (BESIDE_TOP if side == "top" else 0)
            for at, (_toward, number) in enumerate(sorted(wires)):
                ports[number, person] = first + at * GRID
        return ports

    # --- ways -----------------------------------------------------------------------------------------

    def _route(self, number: int, bond: Bond) -> _Route:
        ends = [*bond.above, *bond.below]
        rows = {self.row_of[person] for person in ends}
        if len(rows) == 1:
            row = rows.pop()
            stops = [self.ports[number, person] for person in ends]
            starts = [(stop, row, "top") for stop in stops]
            return _Route(bond, [_Run(row, stops, bond.label)], starts=starts)
        if len(bond.above) == 2:
            left, right = sorted(bond.above, key=lambda person: self.middles[person])
            start = self._couple_drop(left, right)
            row = self.row_of[left]
            starts = [(start, row, "middle")]
        else:
            [upper] = bond.above
            lower = bond.below[0]
            if self.row_of[upper] > self.row_of[lower]:
                upper, lower = lower, upper
            if len(bond.below) == 1:
                return self._down(number, bond, upper, lower)
            start, row = self.ports[number, upper], self.row_of[upper]
            starts = [(start, row, "bottom")]
        drops = [self.ports[number, child] for child in bond.below]
        runs = [_Run(row + 1, [start, *drops], bond.label)]
        return _Route(bond, runs, starts, [(drop, row + 1, "top") for drop in drops])

    def _couple_drop(self, left: str, right: str) -> float:
        """Between the two, beside the grid."""
        middle = (self.middles[left] + self.widths[left] / 2 + self.middles[right] - self.widths[right] / 2) / 2
        return middle // GRID * GRID + BESIDE_COUPLE

    def _down(self, number: int, bond: Bond, upper: str, lower: str) -> _Route:
        """From one person to one below: through every row between in a channel beside its nodes."""
        x, goal = self.ports[number, upper], self.ports[number, lower]
        first, last = self.row_of[upper], self.row_of[lower]
        route = _Route(bond, starts=[(x, first, "bottom")], ends=[(goal, last, "top")])
        for row in range(first + 1, last):
            channel = self._channel(number, row, (x + goal) / 2)
            route.runs.append(_Run(row, [x, channel]))
            x = channel
        route.runs.append(_Run(last, [x, goal]))
        longest = max(route.runs, key=lambda run: abs(run.stops[0] - run.stops[1]))
        longest.label = bond.label
        return route

    def _channel(self, number: int, row: int, wanted: float) -> float:
        """The place between the nodes of a row, or beyond its ends, that is nearest to the wanted one and that no
        other wire has taken in any row."""
        start = wanted // GRID * GRID + BESIDE_CHANNEL
        for distance in range(10_000):
            for x in (start - distance * GRID, start + distance * GRID):
                if self.taken.get(x, number) == number and self._is_free(row, x):
                    self.taken[x] = number
                    return x
        raise AssertionError("beyond the ends of a row there is always room")

    def _is_free(self, row: int, x: float) -> bool:
        return all(abs(x - self.middles[person]) > self.widths[person] / 2 + 4 for person in self.rows[row])

    # --- heights --------------------------------------------------------------------------------------

    def _tracks(self, routes: Sequence[_Route]) -> dict[int, int]:
        """Give every run a track of its gap on which nothing else runs; the number of tracks by gap."""
        by_gap: dict[int, list[_Run]] = defaultdict(list)
        for route in routes:
            for run in route.runs:
                by_gap[run.gap].append(run)
        counts: dict[int, int] = {}
        for gap, runs in by_gap.items():
            ends: list[float] = []
            for run in sorted(runs, key=lambda run: (run.span, run.label)):
                low, high = run.span
                free = (track for track, end in enumerate(ends) if end + GRID < low)
                run.track = next(free, len(ends))
                ends[run.track : run.track + 1] = [high]
            counts[gap] = len(ends)
        return counts

    def _tops(self, tracks: Mapping[int, int]) -> list[float]:
        tops: list[float] = []
        y = 0.0
        for row in range(len(self.rows)):
            needed = tracks.get(row, 0) * TRACK
            y += needed + (MARGIN * 2 if needed or row else MARGIN)
            tops.append(y)
            y += NODE_HEIGHT
        return tops

    # --- drawing --------------------------------------------------------------------------------------

    def _couple(self, bond: Bond, tops: Sequence[float]) -> Wire:
        left, right = sorted(bond.above, key=lambda person: self.middles[person])
        y = tops[self.row_of[left]] + NODE_HEIGHT / 2
        start, end = self.middles[left] + self.widths[left] / 2, self.middles[right] - self.widths[right] / 2
        return Wire(bond.style, (((start, y), (end, y)),))

    def _wire(self, route: _Route, tops: Sequence[float]) -> Wire:
        def level(run: _Run) -> float:
            return tops[run.gap] - MARGIN - run.track * TRACK

        def edge(row: int, side: str) -> float:
            return tops[row] + {"top": 0.0, "middle": NODE_HEIGHT / 2, "bottom": float(NODE_HEIGHT)}[side]

        labelled = next((run for run in route.runs if run.label), None)
        at = ((min(labelled.stops) + max(labelled.stops)) / 2, level(labelled) - 5) if labelled else (0.0, 0.0)
        if len(route.starts) == 1 and len(route.ends) == 1:
            lines: tuple[tuple[Point, ...], ...] = (self._bent(route, level, edge),)
            if self.row_of[route.bond.above[0]] > self.row_of[route.bond.below[0]]:
                lines = (tuple(reversed(lines[0])),)
        else:
            [run] = route.runs
            y = level(run)
            taps = [*route.starts, *route.ends]
            lines = (
                ((min(run.stops), y), (max(run.stops), y)),
                *(((x, y), (x, edge(row, side))) for x, row, side in taps),
            )
        return Wire(route.bond.style, lines, labelled.label if labelled else "", at)

    def _bent(
        self, route: _Route, level: Callable[[_Run], float], edge: Callable[[int, str], float]
    ) -> tuple[Point, ...]:
        """One line from node to node, turning where its runs begin and end."""
        [(x, row, side)], [(goal, last, goal_side)] = route.starts, route.ends
        points: list[Point] = [(x, edge(row, side))]
        for run in route.runs:
            points += [(run.stops[0], level(run)), (run.stops[1], level(run))]
        return (*points, (goal, edge(last, goal_side)))


def _framed(nodes: tuple[Node, ...], wires: tuple[Wire, ...], rows: Sequence[float]) -> Chart:
    """Moved to the right until everything has a positive x, and measured."""
    edges = [x for node in nodes for x in (node.x, node.x + node.width)]
    edges += [x for wire in wires for line in wire.lines for x, _y in line]
    for wire in wires:
        half = len(wire.label) * LETTER / 2
        edges += [wire.label_at[0] - half, wire.label_at[0] + half] if wire.label else []
    left, right = min(edges, default=0.0) - GRID, max(edges, default=0.0) + GRID
    return Chart(
        nodes=tuple(replace(node, x=node.x - left) for node in nodes),
        wires=tuple(_moved(wire, -left) for wire in wires),
        rows=tuple((top, top + NODE_HEIGHT) for top in rows),
        width=right - left,
        height=(rows[-1] + NODE_HEIGHT if rows else 0.0) + MARGIN,
    )


def _moved(wire: Wire, by: float) -> Wire:
    lines = tuple(tuple((x + by, y) for x, y in line) for line in wire.lines)
    return replace(wire, lines=lines, label_at=(wire.label_at[0] + by, wire.label_at[1]))
