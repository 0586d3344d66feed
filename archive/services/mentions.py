"""Who must be looked at again when a person, a place or a thing changes: every record in whose words or fields it
appears."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_

from django.db.models import Model, Q

from archive.models import (
    Artifact,
    Interview,
    MentionRejection,
    Person,
    PersonName,
    Photograph,
    Place,
    PlaceName,
    Segment,
)
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
LONGEST_WORDS = 200


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
    """Records and people whose entries carry the place's name, and interviews in which it is said."""
    yield from Artifact.objects.at(place)
    yield from Photograph.objects.at(place)
    yield from Interview.objects.at(place)
    yield from Person.objects.filter(posts__place=place).distinct()
    yield from interviews_saying({place.name, *PlaceName.objects.filter(place=place).values_list("text", flat=True)})


def interviews_saying(forms: Iterable[str]) -> Iterator[Interview]:
    """Interviews in whose words one of these names stands, whoever is meant by it."""
    said = [form for form in forms if len(form) >= SHORTEST]
    if said:
        anywhere = reduce(or_, (Q(transcripts__segments__text__contains=form) for form in said))
        yield from Interview.objects.filter(anywhere).distinct()


def touch_records_at(place: Place) -> None:
    """Before everything else when the place may not be named any more."""
    touch_many(records_at(place), urgent=None if place.live else True)


def touch_interviews_saying(forms: Iterable[str]) -> None:
    """Have interviews indexed anew in which somebody or something may have gained or lost one of these names."""
    touch_many(interviews_saying(forms))


def reject_mention(entity: str, segment: Segment, *, words: str) -> None:
    """Remembers that a name said in this segment does not mean this entry. The page follows at once, the index after
    the interview was indexed anew (`search.registry.follow`)."""
    MentionRejection.objects.get_or_create(
        interview=segment.transcript.interview,
        entity=entity,
        segment_uid=segment.uid,
        defaults={"words": words.strip()[:LONGEST_WORDS]},
    )


def accept_mention(entity: str, segment: Segment) -> None:
    """Takes a rejection back."""
    for row in MentionRejection.objects.filter(entity=entity, segment_uid=segment.uid):
        row.delete()
