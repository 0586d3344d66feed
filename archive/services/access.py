"""Opening and closing: how far a record may go, which words are cut, who is shown. Each takes effect at once.

The admin's forms change the same fields with a draft in between; these services do not wait for anybody to publish.
"""

from collections.abc import Sequence
from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from archive.log_actions import CHANGE_ACCESS, RESTRICT
from archive.models import Interview, Person, Record, Restriction, Segment
from archive.states import Access, Display

ACCESS_FIELDS = ["access", "embargo_until", "restriction_note", "withdrawn_on"]


def change_access(
    *,
    record: Record,
    access: Access,
    embargo_until: date | None = None,
    note: str = "",
    user: AbstractUser | None = None,
) -> None:
    """Open or close the published record now. Raises ValueError for an embargo without its last day."""
    if access == Access.EMBARGOED and embargo_until is None:
        raise ValueError("An embargo needs its last closed day. Give embargo_until.")
    with transaction.atomic():
        before, record.access, record.embargo_until = record.access, access, embargo_until
        record.restriction_note = note or record.restriction_note
        record.withdrawn_on = timezone.localdate() if access == Access.WITHDRAWN else None
        record.save(update_fields=[*ACCESS_FIELDS, "updated_at"])
        _carry_into_drafts(record, ACCESS_FIELDS)
        log(instance=record, action=CHANGE_ACCESS, user=user, data={"from": before, "to": str(access)})


def withdraw(*, record: Record, note: str = "", user: AbstractUser | None = None) -> None:
    """Take a record back: its page answers 410, its files are sealed, the index drops it before anything else."""
    change_access(record=record, access=Access.WITHDRAWN, note=note, user=user)


def hide_person(*, person: Person, display: Display, user: AbstractUser | None = None) -> None:
    """Change how a person appears, now; every record that names the person is indexed anew."""
    with transaction.atomic():
        before, person.public_display = person.public_display, display
        person.save(update_fields=["public_display", "updated_at"])
        _carry_into_drafts(person, ["public_display"])
        log(instance=person, action=CHANGE_ACCESS, user=user, data={"from": before, "to": str(display)})


def _carry_into_drafts(closed: Record | Person, fields: Sequence[str]) -> None:
    """A draft begun before the change still holds the former access; publishing it must not bring that back."""
    now = closed.serializable_data()
    waiting = closed.revisions.filter(Q(pk=closed.latest_revision_id) | Q(approved_go_live_at__isnull=False))
    for revision in waiting:
        revision.content.update({field: now[field] for field in fields})
        revision.save(update_fields=["content"])


def restrict(
    *,
    interview: Interview,
    start_ms: int,
    end_ms: int,
    reason: str,
    requested_by: str = "",
    until: date | None = None,
    user: AbstractUser | None = None,
) -> Restriction:
    """Cut a stretch out of everything that gets out, and mute it. Raises ValidationError for an impossible stretch."""
    restriction = Restriction(
        interview=interview,
        start_ms=start_ms,
        end_ms=end_ms,
        reason=reason,
        requested_by=requested_by,
        until=until,
    )
    restriction.full_clean()
    with transaction.atomic():
        restriction.save()
        log(instance=interview, action=RESTRICT, user=user, data={"start_ms": start_ms, "end_ms": end_ms})
    return restriction


def redact(*, segment: Segment, user: AbstractUser | None = None) -> None:
    """Cut one segment, and whatever other layers say at the same time, and mute it."""
    interview = segment.transcript.interview
    with transaction.atomic():
        same_time = Segment.objects.filter(
            transcript__interview=interview, start_ms__lt=segment.end_ms, end_ms__gt=segment.start_ms, is_redacted=False
        )
        for row in same_time.exclude(pk=segment.pk).exclude(transcript=segment.transcript):
            row.is_redacted = True
            row.save(update_fields=["is_redacted"])
        segment.is_redacted = True
        segment.save(update_fields=["is_redacted"])
        log(instance=interview, action=RESTRICT, user=user, data={"segment": segment.uid})
