"""What a term names: a record, by the id it has in the search (place:12)."""

from django.db.models import Model

from search.registry import registered


def record_named(entry_id: str) -> Model | None:
    """The record behind an id; None when no such record may be found by anybody."""
    kind, _colon, object_id = entry_id.partition(":")
    if not (object_id.isascii() and object_id.isdigit() and len(object_id) < 19):
        return None
    for registration in registered():
        if registration.kind == kind:
            return registration.queryset().filter(pk=object_id).first()
    return None
