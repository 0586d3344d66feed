"""Forty-seven people in eight families, the ties between them, and how far each may be known."""

from collections.abc import Mapping
from datetime import date
from typing import Any

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
RELATION_TYPES: Mapping[str, dict[str, Any]] = {
    "配偶": {"code": "spouse", "a_is": "配偶", "b_is": "配偶", "is_symmetric": True, "is_kinship": True},
    "父子": {"code": "father-son", "a_is": "父亲", "b_is": "儿子", "is_kinship": True},
    "父女": {"code": "father-daughter", "a_is": "父亲", "b_is": "女儿", "is_kinship": True},
    "母子": {"code": "mother-son", "a_is": "母亲", "b_is": "儿子", "is_kinship": True},
    "母女": {"code": "mother-daughter", "a_is": "母亲", "b_is": "女儿", "is_kinship": True},
    "叔侄": {"code": "uncle-nephew", "a_is": "叔叔", "b_is": "侄儿", "is_kinship": True},
    "师徒": {"code": "master-apprentice", "a_is": "师傅", "b_is": "徒弟"},
    "同班组": {"code": "same-crew", "a_is": "同班组", "b_is": "同班组", "is_symmetric": True},
    "顶替": {"code": "replacement", "a_is": "让出岗位的人", "b_is": "顶替的人"},
    "介绍人": {"code": "introduced", "a_is": "介绍人", "b_is": "被介绍的人"},
    "接生": {"code": "midwife", "a_is": "接生的人", "b_is": "接生的孩子"},
    "同学": {"code": "classmate", "a_is": "同学", "b_is": "同学", "is_symmetric": True},
    "同音易混": {
        "code": "sounds-alike",
        "a_is": "同音的人",
        "b_is": "同音的人",
        "is_symmetric": True,
        "is_disambiguation": True,
    },
}


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
    types = {name: _relation_type(name) for name in tables_of_types()}
    for row in source.relations():
        _relation, made = Relation.objects.get_or_create(
            type=types[row["type"]],
            a=people[row["a"]],
            b=people[row["b"]],
            defaults={"started_on": f"{row['year']}年" if row["year"] else "", "is_demo": True},
        )
        tally += Tally(made=made, kept=not made)
    return tally


def tables_of_types() -> list[str]:
    """The kinds of tie the demo world uses."""
    return list(source.tables("families.yaml")["relation_types"])


def _relation_type(name: str) -> RelationType:
    values = RELATION_TYPES[name]
    kind, _made = RelationType.objects.get_or_create(code=values["code"], defaults={**values, "name": name})
    return kind
