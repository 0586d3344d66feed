"""Which models are searched, and how a record becomes an entry. The archive and the museum fill this in at start-up.

    register(Artifact, kind="artifact", to_entry=artifact_entry, queryset=Artifact.objects.for_search)
    follow(PlaceName, lambda name: Artifact.objects.filter(places=name.place))

`register` is enough for the record itself, its inline children (ParentalKey), its tags and its many-to-many relations.
`follow` is for everything else whose text is copied into somebody else's entry: a renamed place, a person's new name.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Model, QuerySet
from modelcluster.fields import ParentalKey

from search.entries import Entry


class NotRegistered(LookupError):
    """A label that no model of this museum is registered under."""


class RegistrationClash(ValueError):
    """Two models under one kind would overwrite each other's entries."""


def hidden(instance: Model) -> bool:
    """Whether this state of a record takes something away from the public: such rows jump the queue."""
    return not getattr(instance, "live", True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """One searched model.

    `queryset` gives every object that may be in the index, with all that `to_entry` reads already fetched; an object it
    leaves out is taken out of the index, as is one whose `to_entry` is None. `urgent_when` says which states must reach
    the index before all others.
    """

    model: type[Model]
    kind: str
    to_entry: Callable[[Any], Entry | None]
    queryset: Callable[[], QuerySet[Any]]
    urgent_when: Callable[[Any], bool]

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    def entry_id(self, object_id: object) -> str:
        return f"{self.kind}:{object_id}"


Owners = Callable[[Any], Iterable[Model]]

_registrations: dict[str, Registration] = {}
_followed: dict[type[Model], list[Owners]] = {}


def register(
    model: type[Model],
    *,
    kind: str,
    to_entry: Callable[[Any], Entry | None],
    queryset: Callable[[], QuerySet[Any]],
    urgent_when: Callable[[Any], bool] = hidden,
) -> None:
    """Makes a model searchable. Raises RegistrationClash when another model already has this kind."""
    label = model._meta.label_lower
    for other in _registrations.values():
        if other.kind == kind and other.label != label:
            raise RegistrationClash(
                f"Kind {kind!r} belongs to {other.label}. Register {label} under a kind of its own."
            )
    _registrations[label] = Registration(
        model=model, kind=kind, to_entry=to_entry, queryset=queryset, urgent_when=urgent_when
    )
    concerned_by.cache_clear()
    parental_links.cache_clear()


def unregister(model: type[Model]) -> None:
    """Takes a model out of the search again. Its entries stay in the index until the next rebuild."""
    _registrations.pop(model._meta.label_lower, None)
    _followed.pop(model, None)
    concerned_by.cache_clear()
    parental_links.cache_clear()


def follow(model: type[Model], owners: Owners) -> None:
    """When an instance of `model` is saved or deleted, look again at the records that `owners` names."""
    _followed.setdefault(model, []).append(owners)


def registered() -> tuple[Registration, ...]:
    """Every searched model, in a stable order."""
    return tuple(_registrations[label] for label in sorted(_registrations))


def by_label(label: str) -> Registration:
    """Raises NotRegistered."""
    try:
        return _registrations[label]
    except KeyError:
        known = ", ".join(sorted(_registrations)) or "none"
        raise NotRegistered(f"{label!r} is not searched. Registered are: {known}.") from None


@cache
def concerned_by(model: type[Model]) -> tuple[Registration, ...]:
    """The registrations a change of this class may concern.

    Wagtail often saves a page as its base class, and a proxy may be saved for its parent: all of them share the primary
    key, so each gets a row, and the ones that do not exist are simply not found.
    """
    return tuple(
        registration
        for registration in registered()
        if issubclass(model, registration.model) or issubclass(registration.model, model)
    )


@cache
def parental_links(model: type[Model]) -> tuple[tuple[str, Registration], ...]:
    """For an inline child: the attribute that holds its parent's primary key, and what the parent is registered as."""
    return tuple(
        (field.attname, registration)
        for field in model._meta.fields
        if isinstance(field, ParentalKey)
        for registration in concerned_by(field.related_model)
    )


def followers(instance: Model) -> Iterator[Model]:
    """The records that `follow` says depend on this object."""
    for model, rules in _followed.items():
        if isinstance(instance, model):
            for owners in rules:
                yield from owners(instance)
