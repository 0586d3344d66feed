"""Noting on each file whether programs may learn from it, as the people said about whatever shows it.

`media` sends the notice with every byte and asks nobody: a picture has hundreds of tiles. So it is noted whenever the
ledger is written to or a record is saved, and by the hourly round, for grants whose last day has passed. Where a file
belongs to several things, one no is enough.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from archive import consent
from archive.consent import Use, Word
from archive.models import (
    Album,
    ArtifactImage,
    ConsentEntry,
    Interview,
    InterviewPart,
    Photograph,
    PhotographImage,
    Record,
)
from media.models import Asset
from media.services.visibility import set_reserved

Key = tuple[str, UUID]

SHOWN_BY: Final[tuple[tuple[type[Any], str, str, str], ...]] = (
    (ArtifactImage, "picture__asset", "artifact", "artifact__uuid"),
    (Photograph, "picture__asset", "photograph", "uuid"),
    (Photograph, "verso_picture__asset", "photograph", "uuid"),
    (PhotographImage, "picture__asset", "photograph", "photograph__uuid"),
    (Album, "cover__asset", "album", "uuid"),
    (Interview, "portrait__asset", "interview", "uuid"),
    (InterviewPart, "recording__asset", "interview", "interview__uuid"),
)
"""A model, the way from it to the file, and which record shows the file by it."""


def note_reserved(assets: Iterable[Asset], today: date | None = None) -> int:
    """Returns on how many files it changed. As many queries for one as for hundreds."""
    by_id = {asset.pk: asset for asset in assets}
    if not by_id:
        return 0
    things: dict[int, set[Key]] = {pk: {("file", asset.uuid)} for pk, asset in by_id.items()}
    for model, to_file, kind, to_uuid in SHOWN_BY:
        rows = model._default_manager.filter(**{f"{to_file}__in": list(by_id)}).values_list(to_file, to_uuid)
        for asset_id, record_uuid in rows:
            things[asset_id].add((kind, record_uuid))
    closed = _closed(set().union(*things.values()), today or timezone.localdate())
    reserved = [asset for pk, asset in by_id.items() if things[pk] & closed]
    is_open = [asset for pk, asset in by_id.items() if not things[pk] & closed]
    return set_reserved(assets=reserved, is_reserved=True) + set_reserved(assets=is_open, is_reserved=False)


def note_reserved_of(about: Any) -> int:
    """After the ledger was written to about a record or a file."""
    from archive.services.visibility import assets_of

    if isinstance(about, Asset):
        return note_reserved([about])
    return note_reserved(assets_of(about)) if isinstance(about, Record) else 0


def _closed(things: set[Key], today: date) -> set[Key]:
    words: dict[Key, list[Word]] = defaultdict(list)
    rows = ConsentEntry.objects.filter(material_uuid__in={uuid for _kind, uuid in things}, start_ms__isnull=True)
    for row in rows:
        words[row.material_kind, row.material_uuid].append(row.word)
    return {
        key
        for key in things & set(words)
        if not consent.is_open_beyond(words[key], Use.MACHINES, consent.needed(key[0], has_sound=True), today)
    }
