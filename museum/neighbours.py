"""What stands beside a record: what a curator has put there, and the records that point at it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from archive.models import Artifact, Interview, Photograph
from archive.models.links import RecordLink
from museum.cards import Card, cards_of
from museum.fetching import artifact_cards, interview_cards, photograph_cards
from museum.reader import Reader

MOST = 8


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
    before = rows.filter(accession_number__lt=number).reverse()
    after = rows.filter(accession_number__gt=number)
    return Beside(_first(before, reader), _first(after, reader))


def _first(rows: QuerySet[Any], reader: Reader) -> Neighbour | None:
    found = rows.only("accession_number", "title").first()
    return Neighbour(reader.say(found.title), found.get_absolute_url()) if found else None


def related_cards(record: Artifact | Photograph, reader: Reader) -> list[Card]:
    """In the curator's order, as far as this viewer may see them."""
    return linked_cards(record.related_records.all(), reader)


def linked_cards(links: Iterable[RecordLink], reader: Reader) -> list[Card]:
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
    return cards_of((each for each in found if each), reader)
