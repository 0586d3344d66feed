"""Families over three generations."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from archive.models import Family, FamilyMember, Post
from archive.rights import Channel, may_know_person
from archive.states import Generation
from museum.cards import Card, person_card
from museum.fetching import joined
from museum.reader import Reader


@dataclass(frozen=True, slots=True)
class Lane:
    """One generation of a family; `generation` is empty for those nobody has placed."""

    generation: str
    members: list[Card]


@dataclass(frozen=True, slots=True)
class FamilyShown:
    """A family as a block shows it."""

    name: str
    url: str
    lanes: list[Lane]


def families_of(keys: Collection[Any], reader: Reader) -> list[Family]:
    """Those families this reader may see, with their members, without the files of the portraits."""
    rows = Family.objects.visible_to(reader.viewer).filter(pk__in=keys)
    members = joined("members", FamilyMember, "person__portrait__asset")
    return list(rows.prefetch_related(members, joined("members__person__posts", Post, "place"))) if keys else []


def lanes_shown(family: Family, reader: Reader) -> FamilyShown:
    return FamilyShown(reader.say(family.name), family.get_absolute_url(), lanes_of(family, reader))


def workplaces_of(family: Family, reader: Reader) -> dict[str, str]:
    """Where each member worked, by their slug, as far as it may be told."""
    cards = {row.person.slug: person_card(row.person, reader) for row in family.members.all()}
    return {slug: card.note for slug, card in cards.items() if card and card.note}


def lanes_of(family: Family, reader: Reader) -> list[Lane]:
    """The members, first generation above. A masked member keeps the place in the lane, not the name; an anonymous one
    has none, or the family would tell who that is."""
    lanes: dict[str, list[Card]] = {value: [] for value in [*Generation.values, ""]}
    for member in family.members.all():
        card = person_card(member.person, reader)
        if card and may_know_person(Channel.SEE, member.person, reader.viewer):
            lanes[member.person.generation].append(card)
    return [Lane(each, cards) for each, cards in lanes.items() if cards]
