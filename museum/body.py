"""What the blocks of a page show, fetched together: the number of queries does not grow with the number of blocks."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import Model
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue

from archive.models import Artifact, Family, Interview, Photograph
from media.models import Asset, Picture
from museum.cards import artifact_card, photograph_card
from museum.clips import clips_at, clips_of
from museum.families import families_of, lanes_shown
from museum.fetching import artifacts_pictured, load_files, sound
from museum.plant.sheet import ground_for
from museum.reader import Reader
from museum.sights import pictures_open


def body_context(body: StreamValue, reader: Reader, *, shown_beside: Iterable[Asset] = ()) -> dict[str, Any]:
    """`clips`, `shown`, `pictures`, `families`, `ground` are what the tags of the blocks look into. `shown_beside` are
    files the page shows outside its body; they are loaded along with the others.

    Objects come without generations here: the words around them say whose they were.
    """
    records, moments = set(records_in(body)), clips_of(body)
    interviews = interviews_at({key[0] for key in moments}, reader)
    artifacts = artifacts_at(keys_of(records, Artifact), reader)
    photographs = photographs_at(keys_of(records, Photograph), reader)
    families = families_of(keys_of(records, Family), reader)
    pictures = pictures_open(keys_of(records, Picture), reader)
    load_files(
        [
            *shown_beside,
            *(picture.asset for picture in pictures),
            *(part.recording.asset for each in interviews.values() for part in each.parts.all()),
            *(image.picture.asset for each in artifacts for image in each.images.all()),
            *(each.picture.asset for each in photographs if each.picture),
            *(row.person.portrait.asset for each in families for row in each.members.all() if row.person.portrait),
        ]
    )
    cards: dict[Model, Any] = {each: artifact_card(each, reader, with_generation=False) for each in artifacts}
    return {
        "reader": reader,
        "clips": clips_at(moments, interviews, reader, with_sound=True),
        "shown": cards | {each: photograph_card(each, reader) for each in photographs},
        "pictures": {each: each for each in pictures},
        "families": {each: lanes_shown(each, reader) for each in families},
        "ground": ground_for(reader) if "map" in kinds_in(body) else None,
        "kinds": kinds_in(body),
    }


def kinds_in(body: StreamValue) -> set[str]:
    """The kinds of blocks, for what only a few pages need: a style sheet, a script, the plan."""
    return {row["type"] for row in body.raw_data}


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


def interviews_at(keys: set[int], reader: Reader) -> dict[int, Interview]:
    """Those this reader may hear."""
    return Interview.objects.visible_to(reader.viewer).prefetch_related(sound()).in_bulk(keys) if keys else {}


def artifacts_at(keys: set[int], reader: Reader) -> list[Artifact]:
    """Those this reader may see."""
    return list(artifacts_pictured(Artifact.objects.visible_to(reader.viewer).filter(pk__in=keys))) if keys else []


def photographs_at(keys: set[int], reader: Reader) -> list[Photograph]:
    """Those this reader may see."""
    rows = Photograph.objects.visible_to(reader.viewer).select_related("rights", "picture__asset")
    return list(rows.filter(pk__in=keys)) if keys else []
