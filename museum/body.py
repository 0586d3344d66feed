"""What the blocks of a page show, fetched together: the number of queries does not grow with the number of blocks."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue

from archive.models import Artifact, Family, Photograph
from museum.cards import Card, artifact_card, for_artifact_cards, for_photograph_cards, photograph_card
from museum.clips import clips_of
from museum.families import lanes_of
from museum.reader import Reader


def body_context(body: StreamValue, reader: Reader) -> dict[str, Any]:
    """`clips`, `shown` and `lanes` are what the tags of the same names look into."""
    records = set(records_in(body))
    families = [record for record in records if isinstance(record, Family) and (record.live or not reader.is_public)]
    return {
        "reader": reader,
        "clips": clips_of(body, reader),
        "shown": cards_shown(records, reader),
        "lanes": lanes_of(families, reader),
    }


def records_in(value: Any) -> Iterator[Model]:
    """Every record a body points at, however deep."""
    if isinstance(value, Model):
        yield value
    elif isinstance(value, StreamValue):
        for block in value:
            yield from records_in(block.value)
    elif isinstance(value, StructValue):
        for child in value.values():
            yield from records_in(child)
    elif isinstance(value, ListValue | list | tuple):
        for child in value:
            yield from records_in(child)


def cards_shown(records: set[Model], reader: Reader) -> dict[Model, Card]:
    """The cards of the objects and photographs this reader may see."""
    artifacts = [record.pk for record in records if isinstance(record, Artifact)]
    photographs = [record.pk for record in records if isinstance(record, Photograph)]
    shown: dict[Model, Card] = {}
    if artifacts:
        found = for_artifact_cards(Artifact.objects.visible_to(reader.viewer).filter(pk__in=artifacts))
        shown |= {each: artifact_card(each, reader) for each in found}
    if photographs:
        rows = for_photograph_cards(Photograph.objects.visible_to(reader.viewer).filter(pk__in=photographs))
        shown |= {each: photograph_card(each, reader) for each in rows}
    return shown
