"""The people around somebody and what ties them together, as far as this reader may know: what charts and lists of
relations are made from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet

from archive.kinship.bonds import CRAFT
from archive.kinship.graph import Graph, Step
from archive.kinship.terms import spoken, term, told
from archive.kinship.ties import STANDARD_TYPES, Human, Role, Tie, TieType
from archive.models import Family, Person, Relation
from archive.rights import may_tell_life, may_tell_tie
from museum.names import Name, name_of
from museum.reader import Reader

MOST: Final = 40
"""People on one chart. Whoever has more is met by going on from person to person."""


@dataclass(frozen=True, slots=True)
class Circle:
    """People by their slug (which is their id in the graph), and the ties among them."""

    graph: Graph
    people: dict[str, Person]
    names: dict[str, Name]
    relations: tuple[Relation, ...]

    def since(self, step: Step) -> str:
        """When a tie began, in the words of the record."""
        relation = self.relation(step)
        return str(relation.started) if relation and relation.started else ""

    def relation(self, step: Step) -> Relation | None:
        a, b = (step.other, step.person) if step.reaches_a else (step.person, step.other)
        same = (row for row in self.relations if row.type.code == step.kind.code)
        return next((row for row in same if {row.a.slug, row.b.slug} == {a, b}), None)


def known_relations(reader: Reader) -> QuerySet[Relation]:
    """Ties that lead somewhere; those that only keep two people apart are not relations."""
    rows = Relation.objects.filter(type__is_disambiguation=False).select_related("type", "a", "b")
    return rows.filter(is_public=True) if reader.is_public else rows


def circle_of(relations: Iterable[Relation], reader: Reader, also: Iterable[Person] = ()) -> Circle:
    """The circle of these relations; `also` are people who belong to it whether or not they are tied to anybody."""
    told = tuple(row for row in relations if may_tell_tie(row.a, row.b, reader.viewer))
    people = {person.slug: person for row in told for person in (row.a, row.b)} | {one.slug: one for one in also}
    names = {slug: name for slug, person in people.items() if (name := name_of(person, reader))}
    humans = [human_of(people[slug], name, reader) for slug, name in names.items()]
    ties = [Tie(row.type.code, row.a.slug, row.b.slug, year_of(row)) for row in told]
    types = dict(STANDARD_TYPES) | {row.type.code: type_of(row) for row in told if row.type.code not in STANDARD_TYPES}
    return Circle(Graph.of_sound(humans, ties, types), people, names, told)


def human_of(person: Person, name: Name, reader: Reader) -> Human:
    """The year of birth belongs to the life; without it only the elder and the younger are not told apart."""
    born = person.born_on_earliest if may_tell_life(person, reader.viewer) else None
    return Human(person.slug, person.sex, born.year if born else None, name.text)


def year_of(relation: Relation) -> int | None:
    return relation.started_on_earliest.year if relation.started_on_earliest else None


def type_of(relation: Relation) -> TieType:
    """A kind the museum has made for itself: its words, and no meaning for kinship."""
    kind = relation.type
    return TieType(kind.code, kind.name, kind.a_is, kind.b_is, is_symmetric=kind.is_symmetric)


def circle_around(person: Person, reader: Reader) -> Circle:
    """Family to the second degree, the line of masters and apprentices, and whoever else is tied to the person: two
    queries. Nobody is brought in who could only be reached through a tie that must not be told."""
    ends = Person.objects.filter(Q(relations_as_a__b=person) | Q(relations_as_b__a=person) | Q(pk=person.pk))
    wider = circle_of(_ties_of(ends.values("pk"), reader), reader, [person])
    chosen = list(dict.fromkeys(_within_two(wider.graph, person.slug)))[:MOST]
    keys = {wider.people[slug].pk for slug in chosen}
    return circle_of(known_relations(reader).filter(a__in=keys, b__in=keys), reader, [person])


def circle_of_family(family: Family, reader: Reader) -> Circle:
    """The members, and the masters and apprentices they had outside: two queries beside the family's own."""
    members = [row.person for row in family.members.all() if name_of(row.person, reader)]
    keys = {member.pk for member in members}
    craft = _ties_of(keys, reader).filter(type__code=CRAFT)
    outside = circle_of(craft, reader)
    keys |= {person.pk for person in outside.people.values()}
    return circle_of(known_relations(reader).filter(a__in=keys, b__in=keys), reader, members)


def _ties_of(keys: Any, reader: Reader) -> QuerySet[Relation]:
    """Ties with one end among these; keys or a query for them."""
    return known_relations(reader).filter(Q(a__in=keys) | Q(b__in=keys))


def _within_two(graph: Graph, person: str) -> Iterator[str]:
    """The person, everybody tied to them, then kin of kin and the masters of masters."""
    yield person
    steps = graph.steps(person)
    for step in steps:
        yield step.other
    for step in steps:
        for further in graph.steps(step.other):
            both_kin = step.role is not Role.OTHER and further.role is not Role.OTHER
            if both_kin or _goes_on(step, further):
                yield further.other


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the list beside a chart: who, what they are to the person, since when, on whose word."""

    slug: str
    name: Name
    is_what: str
    since: str
    source: str


def told_from(circle: Circle, person: Person, reader: Reader) -> list[Told]:
    """Everybody in the circle as the person would call them: kin first, then those of work, then whoever stands behind
    these (师傅的师傅). Whoever is tied twice stands twice."""
    graph, steps = circle.graph, circle.graph.steps(person.slug)
    direct = {step.other: step for step in steps if step.role is not Role.OTHER}
    others = [slug for slug in sorted(circle.names, key=graph.seniority) if slug != person.slug]
    kin = {slug: spoken(word) for slug in others if (word := term(graph, person.slug, slug))}
    work = [step for step in steps if step.role is Role.OTHER]
    near = kin.keys() | {step.other for step in work}
    return [
        *(_line(circle, slug, word, direct.get(slug), reader) for slug, word in kin.items()),
        *(_line(circle, step.other, step.words, step, reader) for step in work),
        *(
            _line(circle, slug, told(graph, way), None, reader)
            for slug in others
            if slug not in near and (way := _behind(graph, person.slug, slug))
        ),
    ]


def _behind(graph: Graph, person: str, other: str) -> tuple[Step, ...] | None:
    """The way to somebody further off: along the line of masters where there is one, else the shortest."""
    for step in graph.steps(person):
        for further in graph.steps(step.other):
            if further.other == other and _goes_on(step, further):
                return step, further
    return graph.way(person, other)


def _goes_on(step: Step, further: Step) -> bool:
    return further.kind.code == step.kind.code == CRAFT and further.reaches_a == step.reaches_a


def _line(circle: Circle, slug: str, is_what: str, step: Step | None, reader: Reader) -> Told:
    relation = circle.relation(step) if step else None
    since = circle.since(step) if step else ""
    return Told(slug, circle.names[slug], is_what, since, reader.say(relation.source) if relation else "")
