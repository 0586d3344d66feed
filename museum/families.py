"""Families over three generations."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from archive.models import Family, FamilyMember
from archive.states import Generation
from museum.cards import Card, person_card
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


def families_shown(keys: Collection[Any], reader: Reader) -> dict[Model, FamilyShown]:
    """Those families this reader may see."""
    families = list(Family.objects.visible_to(reader.viewer).filter(pk__in=keys)) if keys else []
    lanes = lanes_of(families, reader)
    return {each: FamilyShown(each.name, each.get_absolute_url(), lanes[each]) for each in families}


def lanes_of(families: Collection[Family], reader: Reader) -> dict[Family, list[Lane]]:
    """The members of each family, first generation above. A masked member keeps the place in the lane, not the name."""
    if not families:
        return {}
    rows = FamilyMember.objects.filter(family__in=families).order_by("family", "sort_order")
    members = rows.select_related("person__portrait__asset").prefetch_related(
        "person__posts__place", "person__portrait__asset__derivatives"
    )
    lanes: dict[int, dict[str, list[Card]]] = {
        family.pk: {value: [] for value in [*Generation.values, ""]} for family in families
    }
    for member in members:
        if card := person_card(member.person, reader):
            lanes[member.family_id][member.person.generation].append(card)
    return {family: [Lane(each, cards) for each, cards in lanes[family.pk].items() if cards] for family in families}
