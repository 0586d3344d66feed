"""People and their ties as a graph: parents, children, ancestors, lines of masters, and the way from one person to
another.

Every answer is deterministic, and the way from b to a is the way from a to b walked back.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

from archive.kinship.ties import STANDARD_TYPES, Human, Role, Tie, TieType

# Blood before marriage before ties that only stand for unknown blood.
_COSTS = {Role.PARENT: 4, Role.SPOUSE: 5, Role.SIBLING: 7, Role.UNCLE: 11, Role.OTHER: 12}


_Following = Callable[[str], tuple[str, ...]]


class InvalidTie(ValueError):
    """A tie that cannot be. `str()` is a sentence for the person who entered it."""


class KinshipCycle(InvalidTie):
    """Somebody would be his own ancestor. `people` are the ids of the circle, each the parent of the next."""

    def __init__(self, people: tuple[str, ...], names: Iterable[str]) -> None:
        self.people = people
        super().__init__(f"亲子关系绕成了一圈：{' → '.join(names)}。请核对谁是谁的父母。")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a way, from a person to another; reaches_a tells whether the other is the `a` of the tie."""

    person: str
    other: str
    kind: TieType
    reaches_a: bool

    @property
    def role(self) -> Role:
        return self.kind.role

    @property
    def words(self) -> str:
        """What the other is to the person, in the words of the kind."""
        return self.kind.a_is if self.reaches_a else self.kind.b_is

    def back(self) -> Step:
        return Step(self.other, self.person, self.kind, not self.reaches_a)


class Graph:
    """People and ties, checked."""

    def __init__(self, people: Mapping[str, Human], steps: Mapping[str, tuple[Step, ...]]) -> None:
        self.people = people
        self._steps = steps

    @classmethod
    def of(cls, people: Iterable[Human], ties: Iterable[Tie], types: Mapping[str, TieType] = STANDARD_TYPES) -> Self:
        """Build a graph. A code that `types` does not know is a tie without meaning for kinship.

        Raises InvalidTie for a tie of a person with himself or with somebody unknown, or against a known sex;
        KinshipCycle when somebody would be his own ancestor.
        """
        known = {person.id: person for person in people}
        steps: dict[str, list[Step]] = defaultdict(list)
        for tie in sorted(set(ties), key=lambda tie: (tie.code, tie.a, tie.b, tie.year or 0)):
            kind = types.get(tie.code) or TieType(tie.code, tie.code, tie.code, tie.code)
            _check(tie, kind, known)
            known[tie.a] = _with_sex(known[tie.a], kind.a_sex)
            known[tie.b] = _with_sex(known[tie.b], kind.b_sex)
            step = Step(tie.a, tie.b, kind, reaches_a=False)
            steps[tie.a].append(step)
            steps[tie.b].append(step.back())
        graph = cls(known, {person: tuple(sorted(found, key=_preference)) for person, found in steps.items()})
        graph._refuse_cycles()
        return graph

    @classmethod
    def of_sound(
        cls, people: Collection[Human], ties: Collection[Tie], types: Mapping[str, TieType] = STANDARD_TYPES
    ) -> Self:
        """As `of`, without the ties that cannot be: a slip in the records must not take a page down.

        Of a circle of parents all its ties go, for nobody can say which is the wrong one.
        """
        kept = [tie for tie in ties if _is_possible(cls, tie, people, types)]
        while True:
            try:
                return cls.of(people, kept, types)
            except KinshipCycle as circle:
                kept = [tie for tie in kept if not {tie.a, tie.b} <= set(circle.people)]
            except InvalidTie:  # each is possible alone, but two of them contradict each other about a sex
                return cls.of(people, [], types)

    def parents(self, person: str) -> tuple[str, ...]:
        return self._reached(person, Role.PARENT, reaches_a=True)

    def children(self, person: str) -> tuple[str, ...]:
        """Children, the eldest first."""
        found = self._reached(person, Role.PARENT, reaches_a=False)
        return tuple(sorted(found, key=self.seniority))

    def spouses(self, person: str) -> tuple[str, ...]:
        return self._reached(person, Role.SPOUSE)

    def siblings(self, person: str) -> tuple[str, ...]:
        """Who shares a parent, or is said to be a sibling; the eldest first."""
        shared = {child for parent in self.parents(person) for child in self.children(parent)} - {person}
        return tuple(sorted(shared | set(self._reached(person, Role.SIBLING)), key=self.seniority))

    def ancestors(self, person: str) -> dict[str, int]:
        """Ancestors by id, with how many generations above they are (1 = parent)."""
        return self._line(person, self.parents)

    def descendants(self, person: str) -> dict[str, int]:
        """Descendants by id, with how many generations below they are (1 = child)."""
        return self._line(person, self.children)

    def steps(self, person: str) -> tuple[Step, ...]:
        """All ties of a person as steps to the other end; those that only keep two people apart lead nowhere."""
        return tuple(step for step in self._steps.get(person, ()) if not step.kind.is_disambiguation)

    def seniority(self, person: str) -> tuple[int, str]:
        """Sorts the elder before the younger, those of unknown birth last."""
        born = self.people[person].born
        return (born if born is not None else 9999, person)

    def way(self, person: str, other: str, *, kin_only: bool = False) -> tuple[Step, ...] | None:
        """The shortest way from one to the other, kin before other ties; None when there is none.

        With kin_only, the way is by blood, marriage and the ties that stand for them.
        """
        first, last = sorted((person, other))
        found = self._shortest(first, last, kin_only=kin_only)
        if found is None or first == person:
            return found
        return tuple(step.back() for step in reversed(found))

    def lines(self, code: str) -> tuple[tuple[str, ...], ...]:
        """The longest chains of one directed kind of tie, from its beginning: 骆阿根, 阳石保, 肖卫东 for 师徒."""
        below = {person: self._by_code(person, code, reaches_a=False) for person in sorted(self.people)}
        above = {person: self._by_code(person, code, reaches_a=True) for person in below}
        starts = [person for person in below if below[person] and not above[person]]
        return tuple(chain for start in starts for chain in _chains(start, below))

    def _shortest(self, first: str, last: str, *, kin_only: bool) -> tuple[Step, ...] | None:
        """Dijkstra; ties of equal cost are settled by the order of steps, so the answer is always the same."""
        if first == last:
            return ()
        came_by: dict[str, Step | None] = {}
        waiting: list[tuple[int, int, str, Step | None]] = [(0, 0, first, None)]
        count = 0
        while waiting:
            cost, _, person, by = heapq.heappop(waiting)
            if person in came_by:
                continue
            came_by[person] = by
            if person == last:
                return _walked(came_by, last)
            for step in self.steps(person):
                if step.other not in came_by and not (kin_only and step.role is Role.OTHER):
                    count += 1
                    heapq.heappush(waiting, (cost + _COSTS[step.role], count, step.other, step))
        return None

    def _reached(self, person: str, role: Role, *, reaches_a: bool | None = None) -> tuple[str, ...]:
        found = (
            step.other
            for step in self._steps.get(person, ())
            if step.role is role and (reaches_a is None or step.reaches_a is reaches_a)
        )
        return tuple(dict.fromkeys(found))

    def _by_code(self, person: str, code: str, *, reaches_a: bool) -> tuple[str, ...]:
        steps = self._steps.get(person, ())
        return tuple(step.other for step in steps if step.kind.code == code and step.reaches_a is reaches_a)

    def _line(self, person: str, following: _Following) -> dict[str, int]:
        generations: dict[str, int] = {}
        waiting = [(one, 1) for one in following(person)]
        for one, generation in waiting:
            if one not in generations:
                generations[one] = generation
                waiting.extend((next_one, generation + 1) for next_one in following(one))
        return generations

    def _refuse_cycles(self) -> None:
        """Take away, again and again, those without a parent among the rest: who remains is in or below a circle."""
        parents = {person: set(self.parents(person)) for person in self.people}
        free = [person for person, above in parents.items() if not above]
        for person in free:
            for child in self.children(person):
                parents[child].discard(person)
                if not parents[child]:
                    free.append(child)
        if remaining := sorted(person for person, above in parents.items() if above):
            circle = _circle(remaining[0], parents)
            raise KinshipCycle(circle, (str(self.people[person]) for person in (*circle, circle[0])))


def _is_possible(graph: type[Graph], tie: Tie, people: Collection[Human], types: Mapping[str, TieType]) -> bool:
    ends = [person for person in people if person.id in (tie.a, tie.b)]
    try:
        graph.of(ends, [tie], types)
    except InvalidTie:
        return False
    return True


def _check(tie: Tie, kind: TieType, people: Mapping[str, Human]) -> None:
    """Raises InvalidTie for a tie that cannot be."""
    for end in (tie.a, tie.b):
        if end not in people:
            raise InvalidTie(f"“{kind.name}”关系里的 {end} 不在人物里；请先建这个人物。")
    if tie.a == tie.b:
        raise InvalidTie(f"{people[tie.a]} 不能与自己有“{kind.name}”关系。")
    for end, sex in ((tie.a, kind.a_sex), (tie.b, kind.b_sex)):
        if sex and people[end].sex not in ("", sex):
            raise InvalidTie(f"“{kind.name}”关系里的 {people[end]} 应当是{sex}，人物里记的是{people[end].sex}。")


def _with_sex(person: Human, sex: str) -> Human:
    return person if person.sex or not sex else replace(person, sex=sex)


def _preference(step: Step) -> tuple[int, str, bool, str]:
    return (_COSTS[step.role], step.kind.code, step.reaches_a, step.other)


def _walked(came_by: Mapping[str, Step | None], last: str) -> tuple[Step, ...]:
    steps: list[Step] = []
    while (step := came_by[last]) is not None:
        steps.append(step)
        last = step.person
    return tuple(reversed(steps))


def _chains(start: str, below: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """All chains down from a start; one that would come back to itself ends there."""
    waiting: list[tuple[str, ...]] = [(start,)]
    while waiting:
        chain = waiting.pop()
        following = [person for person in below[chain[-1]] if person not in chain]
        waiting.extend((*chain, person) for person in reversed(following))
        if not following:
            yield chain


def _circle(start: str, parents: Mapping[str, set[str]]) -> tuple[str, ...]:
    """A circle among people who all have a parent among themselves, each the parent of the next."""
    path = [start]
    while (parent := min(parents[path[-1]])) not in path:
        path.append(parent)
    return tuple(reversed(path[path.index(parent) :]))
