"""How one demo record comes to stand in the archive: published, marked as demo, with a first revision, once only.

Every record's UUID follows from its number or slug, so a museum that was cleared and filled again gives the same
records the same numbers and addresses, and a second load knows what is there already.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from wagtail.models import ReferenceIndex, Revision
from wagtail.signal_handlers import disable_reference_index_auto_update

from archive.models.curated import Curated

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "zhuhua-memory:demo-world")

Planted = TypeVar("Planted", bound=Curated)


@dataclass(slots=True)
class Tally:
    """How many were put in, and how many stood there already."""

    made: int = 0
    kept: int = 0

    def __iadd__(self, other: "Tally") -> "Tally":
        self.made += other.made
        self.kept += other.kept
        return self


Report = Callable[[str], None]
"""Tells whoever started the load what has just been done."""


def demo_uuid(kind: str, key: str) -> uuid.UUID:
    """The one UUID of this demo record, on every install."""
    return uuid.uuid5(NAMESPACE, f"{kind}/{key}")


def publish(record: Planted) -> Planted:
    """Save a demo record with its inline rows as published, and keep its first revision for the history.

    Wagtail would count the references anew for every inline row, and save the record again for its revision; here both
    are done once, which halves the time of a load.
    """
    record.is_demo = True
    record.live = True
    record.first_published_at = record.last_published_at = timezone.now()
    with transaction.atomic():
        with disable_reference_index_auto_update():
            record.save()
        ReferenceIndex.create_or_update_for_object(record)
        record.latest_revision = record.live_revision = Revision.objects.create(
            content_object=record,
            base_content_type=record.get_base_content_type(),
            content=record.serializable_data(),
            object_str=str(record),
        )
        type(record)._default_manager.filter(pk=record.pk).update(
            latest_revision=record.latest_revision, live_revision=record.live_revision
        )
    return record
