"""Whether the museum has it already: the same file, a picture that looks the same, somebody of that name or sound.

Only what the curator may open is told: the title of a closed record is not.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from archive.editing import editable_by
from archive.forms.readings import reading
from archive.models import (
    Artifact,
    ArtifactImage,
    Contribution,
    ContributionItem,
    Interview,
    InterviewPart,
    Person,
    Photograph,
    PhotographImage,
    Record,
)
from media.models import Asset
from media.services.likeness import same_or_alike

SEPARATORS = re.compile(r"[、，,；;。\s和与]+")
MOST_DOUBLES = 8
MOST_NAMES = 20
LONGEST_NAME, SHORTEST_NAME = 6, 2


@dataclass(frozen=True, slots=True)
class Double:
    """Something the museum has that may be the same. `is_same`: byte for byte."""

    title: str
    url: str
    number: str
    is_same: bool
    thumbnail_url: str = ""


def doubles(contribution: Contribution, user: Any) -> list[Double]:
    """Records and other contributions that hold the same file or one that looks the same; the same files first."""
    assets = [item.asset for item in contribution.items.all() if item.asset is not None]
    if not assets:
        return []
    beside = same_or_alike(assets)
    if not beside:
        return []
    found = [*_records(beside, user), *_contributions(beside, contribution)]
    return sorted(found, key=lambda double: not double.is_same)[:MOST_DOUBLES]


def _records(beside: dict[int, bool], user: Any) -> Iterator[Double]:
    own: dict[Record, Asset] = {}
    for name in ("picture", "verso_picture"):
        photographs = Photograph.objects.filter(**{f"{name}__asset__in": beside}).select_related(f"{name}__asset")
        own |= {row: getattr(row, name).asset for row in editable_by(user, photographs)}
    rows: list[tuple[type[Model], str]] = [(ArtifactImage, "artifact"), (PhotographImage, "photograph")]
    for model, owner in rows:
        links = model._default_manager.filter(picture__asset__in=beside).select_related(owner, "picture__asset")
        for link in _open(links, owner, user):
            own.setdefault(getattr(link, owner), link.picture.asset)
    parts = InterviewPart.objects.filter(recording__asset__in=beside).select_related("interview", "recording__asset")
    for part in _open(parts, "interview", user):
        own.setdefault(part.interview, part.recording.asset)
    for record, asset in own.items():
        url = reverse(f"wagtailsnippets_archive_{record.KIND}:edit", args=[record.pk])
        yield Double(record.title, url, record.accession_number, beside[asset.pk], smallest(asset))


def _open(links: QuerySet[Any], owner: str, user: Any) -> Iterable[Any]:
    kinds: dict[str, type[Record]] = {"artifact": Artifact, "photograph": Photograph, "interview": Interview}
    may = editable_by(user, kinds[owner]._default_manager.all()).values("pk")
    return links.filter(**{f"{owner}__in": may})


def _contributions(beside: dict[int, bool], contribution: Contribution) -> Iterator[Double]:
    items = ContributionItem.objects.filter(asset__in=beside).exclude(contribution=contribution)
    for item in items.select_related("contribution", "asset"):
        url = reverse("wagtailsnippets_archive_contribution:edit", args=[item.contribution_id])
        if item.asset is not None and not item.contribution.is_draft:
            yield Double(str(item.contribution), url, "", beside[item.asset.pk], smallest(item.asset))


def smallest(asset: Asset) -> str:
    """The smallest JPEG of a picture; empty while there is none."""
    return next((file.url for file in asset.served_files("renditions") if file.media_type == "image/jpeg"), "")


def people(contribution: Contribution, user: Any) -> QuerySet[Person]:
    """Persons of the names that were said, or of names that sound the same."""
    names = list(names_in(contribution))
    rows: QuerySet[Person] = editable_by(user, Person.objects.all())
    if not names:
        return rows.none()
    heard = [reading(name) for name in names]
    said = Q(name__in=names) | Q(names__text__in=names) | Q(pinyin__in=heard)
    return rows.filter(said).distinct().order_by("name", "pk")


def names_in(contribution: Contribution) -> Iterator[str]:
    """The teller, and whoever was named as being in it; words that cannot be names are left out."""
    told = [party.name for party in contribution.parties.all()] + SEPARATORS.split(contribution.who)
    fitting = (name.strip() for name in told if SHORTEST_NAME <= len(name.strip()) <= LONGEST_NAME)
    return iter(list(dict.fromkeys(fitting))[:MOST_NAMES])
