"""Forty-seven people in eight families, the ties between them, and how far each may be known."""

from collections.abc import Mapping
from datetime import date

from archive.kinship.ties import STANDARD_TYPES, Role, TieType
from archive.models import Family, FamilyMember, Person, PersonName, Place, Post, Relation, RelationType
from archive.states import Display, Living, NameKind
from media.models import Picture
from museum.demo import source
from museum.demo.planting import Tally, demo_uuid, publish
from museum.demo.source import Row

NAME_KINDS: Mapping[str, NameKind] = {
    "繁体": NameKind.TRADITIONAL,
    "别称": NameKind.NICKNAME,
    "厂里登记": NameKind.REGISTERED,
    "误写": NameKind.MISWRITTEN,
    "误听": NameKind.MISHEARD,
    "误读": NameKind.MISREAD,
}
CLOSED_UNTIL = date(2035, 12, 31)
TYPES_BY_NAME: Mapping[str, TieType] = {kind.name: kind for kind in STANDARD_TYPES.values()}


def load(*, places: Mapping[str, Place], portraits: Mapping[str, Picture]) -> Tally:
    """People first, then families and ties, which point at them."""
    tally = Tally()
    there = set(Person.objects.filter(is_demo=True).values_list("slug", flat=True))
    for row in source.people():
        if row["id"] in there:
            tally.kept += 1
            continue
        publish(_person(row, places, portraits.get(row["id"])))
        tally.made += 1
    people = by_id()
    tally += _families(people)
    tally += _relations(people)
    return tally


def by_id() -> dict[str, Person]:
    """The demo's people by the id its records use."""
    return {person.slug: person for person in Person.objects.filter(is_demo=True)}


def by_name() -> dict[str, Person]:
    """The demo's people by the name the public reads, for texts that name a person without an id."""
    return {label: person for person in by_id().values() if (label := person.public_label)}


def _person(row: Row, places: Mapping[str, Place], portrait: Picture | None) -> Person:
    display = Display(row["public_display"])
    person = Person(
        uuid=demo_uuid("person", row["id"]),
        slug=row["id"],
        name=row["name"],
        pinyin=row["pinyin"],
        initials=row["initials"],
        sex=row["sex"],
        generation=str(row["generation"]),
        born_on=f"{row['born']}年" if row["born"] else "",
        died_on=f"{row['died']}年" if row["died"] else "",
        living=Living.LIVING if row["living"] else Living.DEAD,
        biography=row["bio"] or "",
        portrait=portrait,
        public_display=display,
        public_name=row["public_name"] if display in {Display.MASKED, Display.ANONYMOUS} else "",
        embargo_until=CLOSED_UNTIL if display == Display.EMBARGOED else None,
        internal_note=row["note_internal"] or "",
    )
    person.names = _names(row)
    person.posts = [
        Post(
            place=places[post["place"]],
            role=post["role"],
            started_on=f"{post['start']}年" if post["start"] else "",
            ended_on=f"{post['end']}年" if post["end"] else "",
        )
        for post in row["posts"]
    ]
    return person


def _names(row: Row) -> list[PersonName]:
    forms = [(variant["text"], NAME_KINDS[variant["kind"]]) for variant in row["variants"]]
    if row["nickname"] and row["nickname"] not in {text for text, _kind in forms}:
        forms.insert(0, (row["nickname"], NameKind.NICKNAME))
    return [PersonName(text=text, kind=kind) for text, kind in forms]


def _families(people: Mapping[str, Person]) -> Tally:
    tally = Tally()
    for row in source.families():
        slug = f"{row['id']}-family"
        if Family.objects.filter(slug=slug, is_demo=True).exists():
            tally.kept += 1
            continue
        family = Family(
            uuid=demo_uuid("family", row["id"]),
            slug=slug,
            name=row["name"],
            surnames=row["surnames"],
            story=row["story"],
            patterns=row["patterns"],
        )
        family.members = [FamilyMember(person=people[member]) for member in row["members"]]
        publish(family)
        tally.made += 1
    return tally


def _relations(people: Mapping[str, Person]) -> Tally:
    tally = Tally()
    types = {kind.name: _relation_type(kind) for kind in types_used()}
    for row in source.relations():
        _relation, made = Relation.objects.get_or_create(
            type=types[row["type"]],
            a=people[row["a"]],
            b=people[row["b"]],
            defaults={"started_on": f"{row['year']}年" if row["year"] else "", "is_demo": True},
        )
        tally += Tally(made=made, kept=not made)
    return tally


def types_used() -> list[TieType]:
    """The kinds of tie the demo world uses, as the archive defines them."""
    return [TYPES_BY_NAME[name] for name in source.tables("families.yaml")["relation_types"]]


def _relation_type(kind: TieType) -> RelationType:
    found, _made = RelationType.objects.get_or_create(
        code=kind.code,
        defaults={
            "name": kind.name,
            "a_is": kind.a_is,
            "b_is": kind.b_is,
            "is_symmetric": kind.is_symmetric,
            "is_kinship": kind.role is not Role.OTHER,
            "is_disambiguation": kind.is_disambiguation,
        },
    )
    return found
