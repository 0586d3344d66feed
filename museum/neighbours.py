"""What stands beside a record: what a curator has put there, and the records that point at it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, Subquery

from archive.models import Artifact, Interview, Photograph
from archive.models.links import PlaceLink, RecordLink
from archive.models.record import Record
from museum.cards import Card, unfilled
from museum.fetching import artifact_cards, interview_cards, photograph_cards
from museum.reader import Reader

MOST = 8
SOME = 4


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The next record on the shelf, by accession number."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Beside:
    before: Neighbour | None = None
    after: Neighbour | None = None


def beside(record: Artifact | Photograph, reader: Reader) -> Beside:
    """The records before and after this one that the same reader may see."""
    if record.pk is None:
        return Beside()
    rows = type(record).objects.visible_to(reader.viewer).order_by("accession_number")
    number = record.accession_number
    before = rows.filter(accession_number__lt=number).reverse().values("accession_number")[:1]
    after = rows.filter(accession_number__gt=number).values("accession_number")[:1]
    nearest = Q(accession_number=Subquery(before)) | Q(accession_number=Subquery(after))
    found = {
        each.accession_number < number: Neighbour(reader.say(each.title), each.get_absolute_url())
        for each in rows.filter(nearest).only("accession_number", "title")
    }
    return Beside(found.get(True), found.get(False))


def same_place(record: Artifact | Photograph, reader: Reader) -> Sequence[Record]:
    """For where no curator has put anything beside it: photographs of an object's places, objects of a photograph's."""
    links: Iterable[PlaceLink] = record.places.all()
    ids = [link.place_id for link in links if link.place.live]
    if isinstance(record, Artifact):
        pictures = Photograph.objects.visible_to(reader.viewer).filter(Q(place__in=ids) | Q(places__place__in=ids))
        return list(photograph_cards(pictures.distinct().by_date())[:SOME]) if ids else []
    if record.place and record.place.live:
        ids.append(record.place.pk)
    things = Artifact.objects.visible_to(reader.viewer).filter(places__place__in=ids).distinct().by_date()
    return list(artifact_cards(things)[:SOME]) if ids else []


def nearby(record: Artifact | Photograph, reader: Reader) -> dict[str, list[Card]]:
    """What a record's page shows below: the curator's choice, or else what comes from the same place. Without the files
    of the pictures: they are loaded with those of the whole page."""
    related = linked(record.related_records.all(), reader)
    around = [] if related else same_place(record, reader)
    return {"related": unfilled(related, reader), "same_place": unfilled(around, reader)}


def linked(links: Iterable[RecordLink], reader: Reader) -> list[Record]:
    """In the curator's order, as far as this viewer may see them."""
    rows = list(links)[:MOST]
    artifacts = artifact_cards(Artifact.objects.visible_to(reader.viewer)).in_bulk(
        [row.artifact_id for row in rows if row.artifact_id]
    )
    photographs = photograph_cards(Photograph.objects.visible_to(reader.viewer)).in_bulk(
        [row.photograph_id for row in rows if row.photograph_id]
    )
    interviews = interview_cards(Interview.objects.visible_to(reader.viewer)).in_bulk(
        [row.interview_id for row in rows if row.interview_id]
    )
    found = (
        artifacts.get(row.artifact_id or 0)
        or photographs.get(row.photograph_id or 0)
        or interviews.get(row.interview_id or 0)
        for row in rows
    )
    return [each for each in found if each]
