"""What is written to a public record at once must not be undone by a draft that was begun before."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import Revision

from archive.models import Curated, FaceRegion, NameClaim


def waiting_drafts(record: Curated) -> Iterable[Revision]:
    """The draft an editor goes on with, and those that will be published by themselves."""
    found: Iterable[Revision] = record.revisions.filter(
        Q(pk=record.latest_revision_id) | Q(approved_go_live_at__isnull=False)
    )
    return found


def carry_fields(record: Curated, before: Mapping[str, Any]) -> None:
    """Into each draft whose editor left the words as they were; what somebody else is changing is theirs."""
    now = record.serializable_data()
    for draft in waiting_drafts(record):
        untouched = {name: now[name] for name, value in before.items() if draft.content.get(name) == value}
        if untouched:
            draft.content.update(untouched)
            draft.save(update_fields=["content"])


def carry_claim(claim: NameClaim) -> None:
    """Into each draft of the photograph: a claim that a draft does not know is deleted when it is published."""
    face = claim.face
    for draft in waiting_drafts(face.photograph):
        faces = draft.content.setdefault("faces", [])
        known = next((row for row in faces if row.get("pk") == face.pk), None)
        if known is None:
            known = _written(face)
            faces.append(known)
        claims = known.setdefault("claims", [])
        if all(row.get("pk") != claim.pk for row in claims):
            claims.append(_written(claim))
        known["status"] = face.status
        draft.save(update_fields=["content"])


def drop_claims(photograph: Curated, claim_ids: Iterable[int]) -> None:
    """Out of every version there is, old ones too: what is erased must not come back with one."""
    gone = set(claim_ids)
    for draft in photograph.revisions.all():
        held = [row for row in draft.content.get("faces", []) if any(pk in gone for pk in _claim_ids(row))]
        for row in held:
            row["claims"] = [each for each in row["claims"] if each.get("pk") not in gone]
        if held:
            draft.save(update_fields=["content"])


def _claim_ids(face: Mapping[str, Any]) -> Iterator[Any]:
    return (row.get("pk") for row in face.get("claims", []))


def _written(row: FaceRegion | NameClaim) -> dict[str, Any]:
    """A row as a revision holds it."""
    if isinstance(row, FaceRegion):
        written: dict[str, Any] = row.serializable_data()
        return written
    return dict(get_serializable_data_for_fields(row))
