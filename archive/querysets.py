"""What may be asked of records. Every public question starts with `visible_to(viewer)`.

The rules are those of `archive.rights`; here they only become database filters. Lists ask `for_cards()`, so that a page
of fifty costs as many queries as a page of one.
"""

from datetime import date
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db.models import F, Model, Q, QuerySet
from django.utils import timezone

from archive import rights
from archive.rights import Channel, Viewer
from archive.states import ParticipantRole, PlaceKind, TranscriptStatus

if TYPE_CHECKING:
    from archive import models

Row = TypeVar("Row", bound=Model)

FIRST_DAY_OF_YEAR = (1, 1)
LAST_DAY_OF_YEAR = (12, 31)


class CuratedQuerySet(QuerySet[Row]):
    """Anything that is drafted and published."""

    def published(self) -> Self:
        return self.filter(live=True)

    def visible_to(self, viewer: Viewer) -> Self:
        """What this viewer may see. Staff also see drafts."""
        return self if viewer is not Viewer.PUBLIC else self.published()

    def demo(self) -> Self:
        return self.filter(is_demo=True)


class DatedQuerySet(CuratedQuerySet[Row]):
    """Anything with a date of its own (`DATE_FIELD`)."""

    def between(self, first_year: int, last_year: int) -> Self:
        """Dated to a range that touches these years; undated rows never answer."""
        name = self._date_field()
        return self.filter(
            **{
                f"{name}_earliest__lte": date(last_year, *LAST_DAY_OF_YEAR),
                f"{name}_latest__gte": date(first_year, *FIRST_DAY_OF_YEAR),
            }
        )

    def by_date(self) -> Self:
        """Oldest first, undated last."""
        return self.order_by(F(f"{self._date_field()}_earliest").asc(nulls_last=True), "pk")

    def _date_field(self) -> str:
        return str(getattr(self.model, "DATE_FIELD"))  # noqa: B009  (declared on each kind; the type variable cannot say so)


class RecordQuerySet(DatedQuerySet[Row]):
    """Artifacts, photographs, albums, interviews."""

    def visible_to(self, viewer: Viewer, channel: Channel = Channel.SEE, today: date | None = None) -> Self:
        return self.filter(rights.visible_q(viewer, channel, today))

    def findable(self) -> Self:
        """What may be in the index at all: for the public or for staff."""
        return self.visible_to(Viewer.STAFF, Channel.FIND)

    def embargo_ended(self, today: date | None = None) -> Self:
        """Embargoed records whose last closed day is over."""
        return self.filter(access="embargoed", embargo_until__lt=today or timezone.localdate())


class ArtifactQuerySet(RecordQuerySet["models.Artifact"]):
    """Objects."""

    def about(self, person: "models.Person") -> Self:
        return self.filter(Q(people__person=person) | Q(makers__person=person) | Q(donor=person)).distinct()

    def at(self, place: "models.Place") -> Self:
        return self.filter(places__place=place).distinct()

    def for_cards(self) -> Self:
        return self.select_related("object_type", "rights").prefetch_related("images__picture__asset__derivatives")

    def for_reading(self) -> Self:
        """Everything the record's own page and its search entry show."""
        return self.select_related(
            "object_type", "rights", "collection", "donor", "source_organisation"
        ).prefetch_related(
            "materials",
            "techniques",
            "tags",
            "dimensions",
            "inscriptions",
            "makers__person",
            "makers__organisation",
            "people__person",
            "places__place__names",
            "images__picture__asset__derivatives",
            "condition_reports",
            "locations",
            "related_records",
        )


class PhotographQuerySet(RecordQuerySet["models.Photograph"]):
    """Photographs."""

    def about(self, person: "models.Person") -> Self:
        return self.filter(
            Q(people__person=person) | Q(faces__person=person) | Q(photographer=person) | Q(donor=person)
        ).distinct()

    def at(self, place: "models.Place") -> Self:
        return self.filter(Q(place=place) | Q(places__place=place)).distinct()

    def for_cards(self) -> Self:
        return self.select_related("picture__asset", "place", "rights").prefetch_related("picture__asset__derivatives")

    def for_reading(self) -> Self:
        return self.select_related(
            "picture__asset", "verso_picture__asset", "place", "rights", "collection", "photographer", "donor"
        ).prefetch_related(
            "picture__asset__derivatives",
            "tags",
            "people__person",
            "place__names",
            "places__place__names",
            "images__picture__asset__derivatives",
            "faces__person",
            "faces__claims__person",
            "faces__claims__witness",
            "faces__claims__contribution",
            "related_records",
        )


class AlbumQuerySet(RecordQuerySet["models.Album"]):
    """Albums."""

    def for_cards(self) -> Self:
        return self.select_related("cover__asset", "rights").prefetch_related("cover__asset__derivatives")

    def for_reading(self) -> Self:
        return self.select_related("cover__asset", "rights", "collection").prefetch_related(
            "cover__asset__derivatives", "tags", "photographs__photograph"
        )


class InterviewQuerySet(RecordQuerySet["models.Interview"]):
    """Interviews."""

    def about(self, person: "models.Person") -> Self:
        """Spoken by this person, or speaking of them at a marked moment."""
        return self.filter(Q(participants__person=person) | Q(mentions__person=person)).distinct()

    def told_by(self, person: "models.Person") -> Self:
        return self.filter(participants__person=person, participants__kind=ParticipantRole.NARRATOR).distinct()

    def at(self, place: "models.Place") -> Self:
        return self.filter(Q(place=place) | Q(places__place=place) | Q(mentions__place=place)).distinct()

    def for_cards(self) -> Self:
        return self.select_related("place", "portrait__asset", "rights").prefetch_related(
            "portrait__asset__derivatives", "participants__person"
        )

    def for_reading(self) -> Self:
        return self.select_related("place", "portrait__asset", "rights", "collection").prefetch_related(
            "portrait__asset__derivatives",
            "tags",
            "participants__person",
            "place__names",
            "places__place__names",
            "parts__recording__asset__derivatives",
            "index_points",
            "restrictions",
            "mentions__artifact",
            "mentions__photograph",
            "mentions__place",
            "mentions__person",
        )


class PersonQuerySet(CuratedQuerySet["models.Person"]):
    """People. Who may be named is decided by `archive.rights`."""

    def visible_to(self, viewer: Viewer, today: date | None = None) -> Self:
        """People with a page of their own for this viewer."""
        found = self.filter(rights.person_q(viewer, today))
        return found if viewer is not Viewer.PUBLIC else found.filter(live=True)

    def findable(self, today: date | None = None) -> Self:
        """People whose true name the public may read: the only ones the index ever hears of."""
        return self.filter(rights.named_q(today))

    def unnamed(self, today: date | None = None) -> Self:
        """People whose true name must not get out."""
        return self.exclude(rights.named_q(today))

    def for_cards(self) -> Self:
        return self.select_related("portrait__asset").prefetch_related(
            "portrait__asset__derivatives", "posts__place", "family_places__family"
        )

    def for_reading(self) -> Self:
        return self.select_related("portrait__asset").prefetch_related(
            "portrait__asset__derivatives",
            "names",
            "posts__place__names",
            "posts__organisation",
            "family_places__family",
        )


class FamilyQuerySet(CuratedQuerySet["models.Family"]):
    """Families."""

    def for_cards(self) -> Self:
        return self.select_related("picture__asset").prefetch_related("picture__asset__derivatives", "members__person")


class PlaceQuerySet(CuratedQuerySet["models.Place"]):
    """Places."""

    def workshops(self) -> Self:
        return self.filter(kind__in=PlaceKind.workshops())

    def on_plan(self) -> Self:
        return self.filter(plan_x__isnull=False, plan_y__isnull=False)

    def for_cards(self) -> Self:
        return self.select_related("picture__asset").prefetch_related("picture__asset__derivatives", "names", "changes")

    def for_reading(self) -> Self:
        return self.select_related("picture__asset").prefetch_related(
            "picture__asset__derivatives", "names", "changes__into", "parents__parent", "equipment"
        )


class OrganisationQuerySet(CuratedQuerySet["models.Organisation"]):
    """Organisations."""


class EventQuerySet(CuratedQuerySet["models.Event"]):
    """Events, for the timeline."""

    def in_order(self) -> Self:
        return self.order_by("happened_on_earliest", "happened_on_latest", "pk")

    def for_cards(self) -> Self:
        return self.select_related("place").prefetch_related(
            "sources__interview", "sources__artifact", "sources__photograph"
        )


class CollectionQuerySet(CuratedQuerySet["models.Collection"]):
    """Fonds and their levels."""

    def roots(self) -> Self:
        return self.filter(parent__isnull=True)


class TranscriptQuerySet(QuerySet["models.Transcript"]):
    """Layers of interviews."""

    def readable(self) -> Self:
        """Layers that may be read by whoever may read the interview."""
        return self.exclude(status=TranscriptStatus.DRAFT)

    def with_segments(self) -> Self:
        return self.prefetch_related("segments__person")


class SegmentQuerySet(QuerySet["models.Segment"]):
    """Segments. What is redacted or restricted is cut by `archive.speech`, which every output goes through."""

    def outside(self, ranges: list[rights.Range]) -> Self:
        """Segments that touch none of the ranges and are not redacted themselves."""
        kept = self.filter(is_redacted=False)
        for from_ms, until_ms in ranges:
            kept = kept.exclude(start_ms__lt=until_ms, end_ms__gt=from_ms)
        return kept

    def bare(self) -> "QuerySet[models.Segment, Any]":
        """The columns `archive.speech` reads, as named tuples in speaking order."""
        columns = (
            *("uid", "start_ms", "end_ms", "speaker", "person_id", "heading", "text"),
            *("is_unsure", "is_inaudible", "is_redacted"),
        )
        return self.order_by("order", "start_ms").values_list(*columns, named=True)


class RestrictionQuerySet(QuerySet["models.Restriction"]):
    """Restrictions."""

    def in_force(self, today: date | None = None) -> Self:
        """Restrictions hold through their last day."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=today or timezone.localdate()))
