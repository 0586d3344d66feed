"""From one person to another: 李某是张某师傅的女儿, and who the people on the way are."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.kinship.graph import Step
from archive.kinship.terms import describe, told
from archive.models import Person
from museum.circle import Circle, circle_of, known_relations
from museum.names import Name
from museum.reader import Reader


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the way: `name` is `what` of the one before, since when, on whose word."""

    before: Name
    name: Name
    what: str
    since: str
    source: str


@dataclass(frozen=True, slots=True)
class Way:
    """How two people are connected. `sentence` says it in one breath; `circle` holds the people on the way alone."""

    sentence: str
    stages: list[Stage]
    circle: Circle
    slugs: list[str]


def everybody(reader: Reader) -> Circle:
    """All ties this reader may know, in one query."""
    return circle_of(known_relations(reader), reader)


def way_between(circle: Circle, one: Person, other: Person, reader: Reader) -> Way | None:
    """None when nothing in the archive leads from one to the other."""
    if not {one.slug, other.slug} <= circle.graph.people.keys():
        return None
    steps = circle.graph.way(one.slug, other.slug)
    if not steps:
        return None
    slugs = [one.slug, *(step.other for step in steps)]
    on_way = [relation for step in steps if (relation := circle.relation(step))]
    return Way(
        sentence=sentence(circle, one.slug, other.slug, steps),
        stages=[stage(circle, step, reader) for step in steps],
        circle=circle_of(on_way, reader),
        slugs=slugs,
    )


def sentence(circle: Circle, one: str, other: str, steps: tuple[Step, ...]) -> str:
    """李某是张某的师傅的女儿."""
    names = {"other": circle.names[other].text, "one": circle.names[one].text, "what": told(circle.graph, steps)}
    return _("%(other)s是%(one)s的%(what)s") % names


def stage(circle: Circle, step: Step, reader: Reader) -> Stage:
    relation = circle.relation(step)
    return Stage(
        before=circle.names[step.person],
        name=circle.names[step.other],
        what=describe(circle.graph, [step]),
        since=circle.since(step),
        source=reader.say(relation.source) if relation else "",
    )
