"""What a place on the plan opens: its sounds, things, photographs and people, those of the chosen years first."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Case, Count, F, Model, Q, QuerySet, Value, When

from archive.models import (
    Artifact,
    ArtifactPlace,
    Interview,
    MomentMention,
    Person,
    Photograph,
    Place,
)
from museum.cards import Card, shelves
from museum.fetching import artifact_cards, person_cards, photograph_cards
from museum.moments import Spoken, moments_about
from museum.plant.sheet import OneYear
from museum.reader import Reader

Row = TypeVar("Row", bound=Model)

MOST_SOUNDS, MOST_CARDS, MOST_PEOPLE = 3, 3, 8


@dataclass(slots=True)
class Counts:
    """How much was kept from one place."""

    sounds: int = 0
    artifacts: int = 0
    photographs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A handful of each; the place's own page has the rest."""

    moments: list[Spoken] = field(default_factory=list)
    artifacts: list[Card] = field(default_factory=list)
    photographs: list[Card] = field(default_factory=list)
    people: list[Card] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.moments or self.artifacts or self.photographs or self.people)


def counts_by_place(reader: Reader) -> dict[int, Counts]:
    """For every place, in one query: what this reader may see of it."""
    sounds = MomentMention.objects.filter(
        place__isnull=False, interview__in=Interview.objects.visible_to(reader.viewer)
    ).values(of=F("place"))
    artifacts = ArtifactPlace.objects.filter(artifact__in=Artifact.objects.visible_to(reader.viewer))
    photographs = Photograph.objects.visible_to(reader.viewer)
    rows = (
        _counted(sounds, "sounds")
        .union(_counted(artifacts.values(of=F("place")), "artifacts"), all=True)
        .union(_counted(photographs.filter(place__isnull=False).values(of=F("place")), "photographs"), all=True)
    )
    found: dict[int, Counts] = defaultdict(Counts)
    for row in rows:
        setattr(found[row["of"]], row["what"], row["number"])
    return dict(found)


def _counted(rows: Any, what: str) -> Any:
    """`rows` have the place as `of`."""
    return rows.annotate(what=Value(what), number=Count("pk")).order_by()


def kept_from(place: Place, decade: OneYear, reader: Reader) -> Kept:
    """Of a place that stood: what is of the decade comes before what is of other years or of none."""
    artifacts = artifact_cards(_nearest(Artifact.objects.visible_to(reader.viewer).at(place), "date_made", decade))
    photographs = photograph_cards(
        _nearest(Photograph.objects.visible_to(reader.viewer).at(place), "date_taken", decade)
    )
    return Kept(
        moments=moments_about(place, reader, MOST_SOUNDS).spoken,
        **shelves(
            reader,
            artifacts=artifacts[:MOST_CARDS],
            photographs=photographs[:MOST_CARDS],
            people=person_cards(_at_work(place, decade, reader))[:MOST_PEOPLE],
        ),
    )


def _nearest(rows: QuerySet[Row], name: str, decade: OneYear) -> QuerySet[Row]:
    """Those dated within the decade first, then by date."""
    within = Q(**{f"{name}_earliest__lte": date(decade.last, 12, 31), f"{name}_latest__gte": date(decade.first, 1, 1)})
    of_the_decade = Case(When(within, then=Value(0)), default=Value(1))
    return rows.order_by(of_the_decade, F(f"{name}_earliest").asc(nulls_last=True), "pk")


def _at_work(place: Place, decade: OneYear, reader: Reader) -> QuerySet[Person]:
    """Who held a post there in the decade, as far as they may be found; open ends count."""
    started = Q(posts__started_on_earliest__isnull=True) | Q(posts__started_on_earliest__lte=date(decade.last, 12, 31))
    ended = Q(posts__ended_on_latest__isnull=True) | Q(posts__ended_on_latest__gte=date(decade.first, 1, 1))
    people = Person.objects.visible_to(reader.viewer).filter(started, ended, posts__place=place)
    return (people.findable() if reader.is_public else people).distinct().order_by("generation", "initials", "pk")
