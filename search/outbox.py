"""What changed, written down in the same transaction as the change itself.

A row says "look at this object again", never what to do: inline children and tags are saved after the record's own
post_save, so only after the commit is the whole record there to be read. Writing the row is all that happens here; the
worker does the rest (`search.indexing`). `QuerySet.update()` and `bulk_create()` send no signal: the service that uses
them calls `touch_many` itself.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save

from search.models import OutboxRow
from search.registry import Registration, concerned_by, followers, parental_links

Target = tuple[str, str]
"""(model label, primary key as text)"""


def touch(instance: Model, *, urgent: bool | None = None) -> None:
    """Has this object looked at again after the commit.

    `urgent` puts it before everything else; None leaves that to the registration (`urgent_when`). Objects of models
    that nobody registered are ignored. Call it inside the transaction of the change.
    """
    touch_many([instance], urgent=urgent)


def touch_many(instances: Iterable[Model], *, urgent: bool | None = None) -> None:
    """`touch` for many objects, in one statement."""
    targets: dict[Target, bool] = {}
    for instance in instances:
        for registration in concerned_by(type(instance)):
            key = (registration.label, str(instance.pk))
            targets[key] = targets.get(key, False) or _is_urgent(registration, instance, urgent)
    _write(targets)


def _is_urgent(registration: Registration, instance: Model, urgent: bool | None) -> bool:
    if urgent is not None:
        return urgent
    return isinstance(instance, registration.model) and registration.urgent_when(instance)


def _write(targets: dict[Target, bool]) -> None:
    rows = [OutboxRow(model_label=label, object_id=pk, urgent=urgent) for (label, pk), urgent in targets.items()]
    if len(rows) == 1:
        rows[0].save(force_insert=True)
    elif rows:
        OutboxRow.objects.bulk_create(rows, batch_size=500)


def _touch_around(instance: Model, *, urgent: bool | None = None) -> None:
    """The object itself, the parent it is an inline child of, and the records that follow it."""
    touch(instance, urgent=urgent)
    _write(
        {
            (registration.label, str(parent_pk)): False
            for attribute, registration in parental_links(type(instance))
            if (parent_pk := getattr(instance, attribute)) is not None
        }
    )
    touch_many(followers(instance))


def _on_save(instance: Model, *, raw: bool = False, **kwargs: Any) -> None:
    if raw:  # loaddata: what an object refers to may not be there yet
        touch(instance)
    else:
        _touch_around(instance)


def _on_delete(instance: Model, **kwargs: Any) -> None:
    _touch_around(instance, urgent=True)


def _on_many_to_many(
    sender: type[Model],
    instance: Model,
    action: str,
    reverse: bool,
    model: type[Model],
    pk_set: set[Any] | None,
    **kwargs: Any,
) -> None:
    if action == "pre_clear" and reverse:
        pk_set = _linked(sender, instance, model)
    elif action not in {"post_add", "post_remove", "post_clear"}:
        return
    _touch_around(instance)
    if reverse:
        _write({(found.label, str(pk)): False for found in concerned_by(model) for pk in pk_set or ()})


def _linked(through: type[Model], instance: Model, model: type[Model]) -> set[Any]:
    """Which objects a reverse `clear()` is about to cut off: afterwards nobody could tell."""
    here, there = (_key_to(type(instance), through), _key_to(model, through))
    return set(through._default_manager.filter(**{here: instance.pk}).values_list(there, flat=True))


def _key_to(model: type[Model], through: type[Model]) -> str:
    """The column of a many-to-many table that refers to this model."""
    return next(field.attname for field in through._meta.fields if field.related_model in model.mro())


def connect() -> None:
    """Listens to every model; which ones matter is the registry's business, asked at the time of the change."""
    post_save.connect(_on_save, dispatch_uid="search.outbox.save")
    post_delete.connect(_on_delete, dispatch_uid="search.outbox.delete")
    m2m_changed.connect(_on_many_to_many, dispatch_uid="search.outbox.many_to_many")
