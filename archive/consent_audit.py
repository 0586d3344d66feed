"""Does everything that is public trace to a yes, or to a reason? What does not is listed, with where to mend it.

Read in a handful of queries for the whole museum: the ledger once, each kind of record once, the files once.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from archive import consent
from archive.consent import Decision, Word
from archive.models import (
    Album,
    Artifact,
    ArtifactImage,
    ConsentEntry,
    Interview,
    InterviewPart,
    Person,
    Photograph,
    PhotographImage,
)
from archive.rights import Viewer, named_q, visible_q
from archive.services.consent import USE_LABELS
from archive.states import Ground, Living
from media.models import Asset, Visibility

RECORDS: tuple[type[Any], ...] = (Artifact, Photograph, Album, Interview)

Ledger = Mapping[tuple[str, UUID], list[tuple[Word, str]]]
"""The words about each thing, with the ground of each reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing that is public: without a yes, or on the reason that it was so before there was a ledger."""

    kind: str
    uuid: str
    title: str
    why: str
    is_taken_over: bool

    @property
    def address(self) -> str:
        """Where it is mended, in the admin."""
        return reverse("archive_consent", args=[self.kind, self.uuid])


def audit(today: date | None = None) -> list[Gap]:
    """Every gap: first what traces to nothing, then what was taken over."""
    today = today or timezone.localdate()
    words = _ledger()
    found = [*_records(words, today), *_names(words, today), *_files(words, today)]
    return sorted(found, key=lambda gap: gap.is_taken_over)


def _ledger() -> Ledger:
    found: dict[tuple[str, UUID], list[tuple[Word, str]]] = defaultdict(list)
    rows = ConsentEntry.objects.filter(start_ms__isnull=True).order_by("pk")
    columns = ("material_kind", "material_uuid", "decision", "use", "giver_id", "until", "ground")
    for kind, uuid, decision, use, giver, until, ground in rows.values_list(*columns).iterator():
        word = Word(decision=decision, use=use, giver=str(giver or consent.MUSEUM), until=until)
        found[kind, uuid].append((word, ground))
    return found


def _records(words: Ledger, today: date) -> Iterator[Gap]:
    with_sound = set(InterviewPart.objects.values_list("interview_id", flat=True))
    for model in RECORDS:
        rows = model._default_manager.filter(visible_q(Viewer.PUBLIC, today=today)).order_by("pk")
        for pk, uuid, title in rows.values_list("pk", "uuid", "title").iterator():
            needed = consent.needed(model.KIND, has_sound=model is Interview and pk in with_sound)
            yield from _gap(model.KIND, uuid, title, needed, words, today)


def _names(words: Ledger, today: date) -> Iterator[Gap]:
    rows = Person.objects.filter(named_q(today)).exclude(living=Living.DEAD).order_by("pk")
    for uuid, name in rows.values_list("uuid", "name").iterator():
        yield from _gap("person", uuid, name, consent.needed("person"), words, today)


def _files(words: Ledger, today: date) -> Iterator[Gap]:
    """Public files that no public record shows: portraits, pictures of places and pages. Each needs a reason."""
    traced = _shown_by_records(today)
    rows = Asset.objects.filter(visibility=Visibility.PUBLIC).order_by("pk")
    for pk, uuid, name in rows.values_list("pk", "uuid", "original_name").iterator():
        if pk not in traced:
            yield from _gap("file", uuid, name, consent.needed("file"), words, today)


def _shown_by_records(today: date) -> set[int]:
    public = visible_q(Viewer.PUBLIC, today=today)
    images = ArtifactImage.objects.filter(artifact__in=Artifact.objects.filter(public), is_closed=False)
    extra = PhotographImage.objects.filter(photograph__in=Photograph.objects.filter(public), is_closed=False)
    parts = InterviewPart.objects.filter(interview__in=Interview.objects.filter(public))
    photographs, albums = Photograph.objects.filter(public), Album.objects.filter(public)
    columns = (
        images.values_list("picture__asset", flat=True),
        extra.values_list("picture__asset", flat=True),
        photographs.values_list("picture__asset", flat=True),
        photographs.values_list("verso_picture__asset", flat=True),
        albums.values_list("cover__asset", flat=True),
        Interview.objects.filter(public).values_list("portrait__asset", flat=True),
        parts.values_list("recording__asset", flat=True),
    )
    return {pk for rows in columns for pk in rows if pk is not None}


def _gap(
    kind: str, uuid: UUID, title: str, needed: tuple[consent.Use, ...], words: Ledger, today: date
) -> Iterator[Gap]:
    rows = words.get((kind, uuid), [])
    said = [word for word, _ground in rows]
    lacking = consent.missing(said, needed, today)
    if lacking:
        labels = "、".join(str(USE_LABELS[use]) for use, _stand in lacking)
        why = gettext("没有授权，也没有馆方理由：%(uses)s") % {"uses": labels}
        yield Gap(kind=kind, uuid=str(uuid), title=title, why=why, is_taken_over=False)
        return
    properly = [word for word, ground in rows if ground != Ground.TAKEN_OVER]
    if any(word.decision == Decision.REASONED for word in said) and consent.missing(properly, needed, today):
        why = gettext("建台账以前就公开的，要补上是谁同意的")
        yield Gap(kind=kind, uuid=str(uuid), title=title, why=why, is_taken_over=True)
