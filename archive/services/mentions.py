"""Who must be looked at again when a person or a place changes: every record in whose words or fields it appears."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db.models import Model, Q

from archive.models import Artifact, Interview, Person, PersonName, Photograph, Place
from search.outbox import touch_many

TEXTS: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Artifact, ("title", "description", "story_label", "source_name", "inscriptions__text", "makers__name")),
    (Photograph, ("title", "description", "caption", "verso_text", "source_name", "faces__claims__name")),
    (Interview, ("title", "synopsis", "transcripts__segments__text", "index_points__title")),
    (Person, ("biography",)),
    (Place, ("description",)),
)
"""Where a name may stand in running text, for each kind that is searched."""

SHORTEST = 2


def records_naming(person: Person) -> Iterator[Model]:
    """Records that point at the person, or say one of the names in their text."""
    yield from Artifact.objects.about(person)
    yield from Photograph.objects.about(person)
    yield from Photograph.objects.filter(Q(faces__claims__person=person) | Q(faces__claims__witness=person)).distinct()
    yield from Interview.objects.about(person)
    yield from Interview.objects.filter(transcripts__segments__person=person).distinct()
    forms = {person.name, *PersonName.objects.filter(person=person).values_list("text", flat=True)}
    said = [form for form in forms if len(form) >= SHORTEST]
    for model, fields in TEXTS:
        if said:
            anywhere = reduce(or_, (Q(**{f"{field}__contains": form}) for field in fields for form in said))
            yield from model._default_manager.filter(anywhere).distinct()


def touch_records_naming(person: Person) -> None:
    """Have every record that names the person indexed anew. Before everything else when the name must not be said."""
    is_named = Person.objects.findable().filter(pk=person.pk).exists()
    touch_many(records_naming(person), urgent=None if is_named else True)


def records_at(place: Place) -> Iterator[Model]:
    """Records and people whose entries carry the place's name."""
    yield from Artifact.objects.at(place)
    yield from Photograph.objects.at(place)
    yield from Interview.objects.at(place)
    yield from Person.objects.filter(posts__place=place).distinct()


def touch_records_at(place: Place) -> None:
    touch_many(records_at(place))
