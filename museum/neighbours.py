"""What stands beside a record: what a curator has put there, and the records that point at it."""

from collections.abc import Iterable

from archive.models import Artifact, Interview, Photograph
from archive.models.links import RecordLink
from museum.cards import Card, cards_of
from museum.fetching import artifact_cards, interview_cards, photograph_cards
from museum.reader import Reader

MOST = 8


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
