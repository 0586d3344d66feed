"""Which pages show a record, and which of the things a page shows are closed to the public."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from wagtail.models import Page, ReferenceIndex

from archive.models import Artifact, Family, Interview, Photograph, Place
from archive.rights import Viewer
from media.models import Picture, Visibility
from museum.body import keys_of, records_in

SHOWN: Final = (Artifact, Photograph, Interview, Place, Family)
"""The kinds of records a block may show."""


def open_rows(model: Any) -> Any:
    """Those the public may see."""
    if model is Picture:
        return Picture.objects.filter(asset__visibility=Visibility.PUBLIC)
    return model._default_manager.visible_to(Viewer.PUBLIC)


def closed_in(body: Any) -> set[Model]:
    """What the blocks of a body show and the public may not see: a query for each kind there is."""
    shown = set(records_in(body))
    closed: set[Model] = set()
    for kind in (*SHOWN, Picture):
        if keys := keys_of(shown, kind):
            seen = set(open_rows(kind).filter(pk__in=keys).values_list("pk", flat=True))
            closed |= {each for each in shown if isinstance(each, kind) and each.pk not in seen}
    return closed


def pages_showing(record: Model) -> list[int]:
    """The keys of pages that show a record or one of its pictures: what is closed with it."""
    at = Q(pk__in=[])
    for each in (record, *_pictures_of(record)):
        at |= Q(to_content_type=ContentType.objects.get_for_model(type(each)), to_object_id=str(each.pk))
    rows = ReferenceIndex.objects.filter(at, base_content_type=ContentType.objects.get_for_model(Page))
    return [int(key) for key in rows.values_list("object_id", flat=True).distinct()]


def _pictures_of(record: Model) -> Iterator[Model]:
    for name in ("picture", "verso_picture"):
        if (key := getattr(record, f"{name}_id", None)) is not None:
            yield Picture(pk=key)
    if hasattr(record, "images"):
        yield from (Picture(pk=image.picture_id) for image in _rows(record.images))


def _rows(relation: Any) -> Iterable[Any]:
    rows: Iterable[Any] = relation.all()
    return rows
