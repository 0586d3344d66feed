"""Families over three generations."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from archive.models import Family, FamilyMember, Post
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


def lanes_of(family: Family, reader: Reader) -> list[Lane]:
    """The members, first generation above. A masked member keeps the place in the lane, not the name."""
    lanes: dict[str, list[Card]] = {value: [] for value in [*Generation.values, ""]}
    for member in family.members.all():
        if card := person_card(member.person, reader):
            lanes[member.person.generation].append(card)
    return [Lane(each, cards) for each, cards in lanes.items() if cards]
