"""What pages and cards need from the database, joined where one row points at one, so that a page asks seldom.

`archive.querysets` says what may be seen; here it is only fetched. The numbers of queries are held by tests.
"""

from collections.abc import Iterable

from django.db.models import Model, Prefetch, QuerySet, prefetch_related_objects

from archive.models import (
    Album,
    Artifact,
    ArtifactImage,
    ArtifactMaker,
    ArtifactPerson,
    ArtifactPlace,
    FaceRegion,
    FamilyMember,
    Interview,
    InterviewPart,
    InterviewParticipant,
    NameClaim,
    Person,
    Photograph,
    PhotographImage,
    PhotographPerson,
    PhotographPlace,
    Place,
    PlaceChange,
    PlaceParent,
    Post,
)
from media.models import Asset


def joined(name: str, model: type[Model], *paths: str) -> Prefetch[str]:
    """The rows of a relation together with what each of them points at, in one query."""
    return Prefetch(name, queryset=model._default_manager.select_related(*paths))


def artifact_cards(rows: QuerySet[Artifact]) -> QuerySet[Artifact]:
    """Three queries. Here as for all cards, the files of the pictures are loaded with the cards: of those shown."""
    return artifacts_pictured(rows).prefetch_related(joined("people", ArtifactPerson, "person"))


def artifacts_pictured(rows: QuerySet[Artifact]) -> QuerySet[Artifact]:
    """Two queries: objects and their pictures, without the files of the pictures (see `load_files`)."""
    return rows.select_related("rights").prefetch_related(joined("images", ArtifactImage, "picture__asset"))


def load_files(assets: Iterable[Asset | None]) -> None:
    """The derivatives of everything a page shows or plays, in one query."""
    prefetch_related_objects([asset for asset in assets if asset], "derivatives")


def photograph_cards(rows: QuerySet[Photograph]) -> QuerySet[Photograph]:
    """One query."""
    return rows.select_related("rights", "picture__asset")


def interview_cards(rows: QuerySet[Interview]) -> QuerySet[Interview]:
    """Two queries."""
    participants = joined("participants", InterviewParticipant, "person__portrait__asset")
    return rows.select_related("portrait__asset").prefetch_related(participants)


def person_cards(rows: QuerySet[Person]) -> QuerySet[Person]:
    """Two queries."""
    return rows.select_related("portrait__asset").prefetch_related(joined("posts", Post, "place"))


def artifact_page(rows: QuerySet[Artifact]) -> QuerySet[Artifact]:
    """Without the files of its pictures: they are loaded with those of what stands beside it."""
    return rows.select_related("object_type", "rights", "collection", "donor", "source_organisation").prefetch_related(
        "materials",
        "techniques",
        "tags",
        "dimensions",
        "inscriptions",
        "condition_reports",
        "related_records",
        joined("makers", ArtifactMaker, "person", "organisation"),
        joined("people", ArtifactPerson, "person"),
        joined("places", ArtifactPlace, "place"),
        joined("images", ArtifactImage, "picture__asset"),
    )


def photograph_page(rows: QuerySet[Photograph]) -> QuerySet[Photograph]:
    return rows.select_related(
        "picture__asset", "verso_picture__asset", "place", "rights", "collection", "photographer", "donor"
    ).prefetch_related(
        "picture__asset__derivatives",
        "verso_picture__asset__derivatives",
        "tags",
        "related_records",
        joined("people", PhotographPerson, "person"),
        joined("places", PhotographPlace, "place"),
        joined("images", PhotographImage, "picture__asset"),
        "images__picture__asset__derivatives",
        joined("faces", FaceRegion, "person"),
        joined("faces__claims", NameClaim, "person", "witness", "contribution"),
    )


def interview_page(rows: QuerySet[Interview]) -> QuerySet[Interview]:
    return rows.select_related("place", "rights").prefetch_related(
        "index_points",
        "restrictions",
        "mentions",
        joined("participants", InterviewParticipant, "person"),
        sound(),
        "parts__recording__asset__derivatives",
    )


def sound() -> Prefetch[str]:
    """The recordings of an interview, without their files."""
    return joined("parts", InterviewPart, "recording__asset")


def person_page(rows: QuerySet[Person]) -> QuerySet[Person]:
    return rows.select_related("portrait__asset").prefetch_related(
        "portrait__asset__derivatives",
        "names",
        joined("posts", Post, "place", "organisation"),
        joined("family_places", FamilyMember, "family"),
    )


def album_page(rows: QuerySet[Album]) -> QuerySet[Album]:
    return rows.select_related("rights", "collection").prefetch_related("tags", "photographs")


def place_page(rows: QuerySet[Place]) -> QuerySet[Place]:
    return rows.prefetch_related(
        "names", "equipment", joined("changes", PlaceChange, "into"), joined("parents", PlaceParent, "parent")
    )
