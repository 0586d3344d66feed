"""What the blocks of a page show, fetched together: the number of queries does not grow with the number of blocks."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Model
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue

from archive.models import Artifact, Family, Photograph
from museum.cards import Card, artifact_card, photograph_card
from museum.clips import clips_of
from museum.families import families_shown
from museum.fetching import artifact_cards, photograph_cards
from museum.reader import Reader


def body_context(body: StreamValue, reader: Reader) -> dict[str, Any]:
    """`clips`, `shown` and `families` are what the tags `clip`, `card` and `family` look into."""
    records = set(records_in(body))
    return {
        "reader": reader,
        "clips": clips_of(body, reader),
        "shown": artifacts_shown(keys_of(records, Artifact), reader) | photographs_shown(records, reader),
        "families": families_shown(keys_of(records, Family), reader),
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


def keys_of(records: Collection[Model], kind: type[Model]) -> set[Any]:
    return {record.pk for record in records if isinstance(record, kind)}


def artifacts_shown(keys: set[Any], reader: Reader) -> dict[Model, Card]:
    """The cards of those objects this reader may see. Without generations: on a page the words around it say whose it was."""
    rows = (
        artifact_cards(Artifact.objects.visible_to(reader.viewer).filter(pk__in=keys), with_people=False)
        if keys
        else ()
    )
    return {each: artifact_card(each, reader, with_generation=False) for each in rows}


def photographs_shown(records: Collection[Model], reader: Reader) -> dict[Model, Card]:
    keys = keys_of(records, Photograph)
    rows = photograph_cards(Photograph.objects.visible_to(reader.viewer).filter(pk__in=keys)) if keys else ()
    return {each: photograph_card(each, reader) for each in rows}
