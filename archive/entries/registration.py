"""Makes the archive's kinds searchable."""

from django.db.models import QuerySet

from archive.entries.album import album_entry
from archive.entries.artifact import artifact_entry
from archive.entries.interview import interview_entry
from archive.entries.person import person_entry
from archive.entries.photograph import photograph_entry
from archive.entries.place import place_entry
from archive.models import Album, Artifact, Interview, MentionRejection, Person, Photograph, Place, Record
from archive.rights import Channel, Viewer, may_find, may_know_person
from media.models import Derivative
from search.registry import follow, register


def register_all() -> None:
    """Called once at start-up."""
    register(Artifact, kind="artifact", to_entry=artifact_entry, queryset=artifacts, urgent_when=is_closed)
    register(Photograph, kind="photograph", to_entry=photograph_entry, queryset=photographs, urgent_when=is_closed)
    register(Album, kind="album", to_entry=album_entry, queryset=albums, urgent_when=is_closed)
    register(Interview, kind="interview", to_entry=interview_entry, queryset=interviews, urgent_when=is_closed)
    register(Person, kind="person", to_entry=person_entry, queryset=people, urgent_when=is_unnamed)
    register(Place, kind="place", to_entry=place_entry, queryset=places)
    follow(Derivative, records_showing)
    follow(MentionRejection, lambda row: [row.interview])


def is_closed(record: Record) -> bool:
    """Closed records leave the index before anything else enters it."""
    return not may_find(record, Viewer.PUBLIC)


def is_unnamed(person: Person) -> bool:
    return not may_know_person(Channel.FIND, person, Viewer.PUBLIC)


def artifacts() -> QuerySet[Artifact]:
    return Artifact.objects.findable().for_reading()


def photographs() -> QuerySet[Photograph]:
    return Photograph.objects.findable().for_reading()


def albums() -> QuerySet[Album]:
    return Album.objects.findable().for_reading()


def interviews() -> QuerySet[Interview]:
    return (
        Interview.objects.findable()
        .for_reading()
        .prefetch_related("transcripts__segments__person", "mention_rejections")
    )


def people() -> QuerySet[Person]:
    return Person.objects.findable().for_reading()


def places() -> QuerySet[Place]:
    return Place.objects.published().for_reading()


def records_showing(derivative: Derivative) -> list[Record | Person | Place]:
    """Records whose card shows this picture: its small copy has just become ready, or was withdrawn."""
    if derivative.recipe != "renditions":
        return []
    asset = derivative.asset_id
    found: list[Record | Person | Place] = []
    found += Artifact.objects.filter(images__picture__asset=asset).distinct()
    found += Photograph.objects.filter(picture__asset=asset)
    found += Album.objects.filter(cover__asset=asset)
    found += Interview.objects.filter(portrait__asset=asset)
    found += Person.objects.filter(portrait__asset=asset)
    found += Place.objects.filter(picture__asset=asset)
    return found
