"""Opening and closing take effect at once, and are written down."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from wagtail.log_actions import registry

from archive.models import Segment
from archive.services.access import change_access, hide_person, redact, restrict, withdraw
from archive.states import Access, Display, Layer, Standing
from media.models import Asset, Recording
from museum.models import User
from search.models import OutboxRow
from tests.factories.archive import (
    ArtifactFactory,
    InterviewFactory,
    PartFactory,
    PersonFactory,
    SegmentFactory,
    TranscriptFactory,
)

pytestmark = pytest.mark.django_db


def test_withdrawing_closes_record_file_and_index_at_once() -> None:
    part = PartFactory.create()
    OutboxRow.objects.all().delete()
    withdraw(record=part.interview)
    assert part.interview.standing is Standing.WITHDRAWN
    assert part.interview.withdrawn_on is not None
    assert Asset.objects.get(pk=part.recording.asset_id).visibility == "sealed"
    assert OutboxRow.objects.filter(urgent=True).exists()


def test_who_closed_it_is_written_down(curator: User) -> None:
    artifact = ArtifactFactory.create()
    change_access(record=artifact, access=Access.STAFF, user=curator)
    (entry,) = registry.get_logs_for_instance(artifact).filter(action="archive.change_access")
    assert (entry.user, entry.data) == (curator, {"from": "public", "to": "staff"})


def test_an_embargo_without_its_last_day_is_refused() -> None:
    artifact = ArtifactFactory.create()
    with pytest.raises(ValueError, match="last closed day"):
        change_access(record=artifact, access=Access.EMBARGOED)
    artifact.refresh_from_db()
    assert artifact.access == Access.PUBLIC


def test_an_embargo_closes() -> None:
    artifact = ArtifactFactory.create()
    change_access(record=artifact, access=Access.EMBARGOED, embargo_until=date(2999, 12, 31))
    assert artifact.standing is Standing.EMBARGOED


def test_hiding_a_person_changes_the_label_at_once() -> None:
    person = PersonFactory.create()
    hide_person(person=person, display=Display.WITHDRAWN)
    assert person.public_label == ""


def test_a_restriction_is_checked_and_mutes() -> None:
    part = PartFactory.create()
    restrict(interview=part.interview, start_ms=5000, end_ms=9000, reason="讲述人要求")
    assert Recording.objects.get().muted_ranges == [[5000, 9000]]


def test_an_impossible_restriction_is_refused() -> None:
    with pytest.raises(ValidationError):
        restrict(interview=InterviewFactory.create(), start_ms=9000, end_ms=5000, reason="讲述人要求")


def test_redacting_reaches_the_other_layers_and_the_sound() -> None:
    part = PartFactory.create()
    raw = TranscriptFactory.create(interview=part.interview)
    edited = TranscriptFactory.create(interview=part.interview, layer=Layer.EDITED)
    said, before = SegmentFactory.create(transcript=raw, order=3), SegmentFactory.create(transcript=raw, order=2)
    SegmentFactory.create(transcript=edited, start_ms=2500, end_ms=3500)
    redact(segment=said)
    assert set(Segment.objects.filter(is_redacted=False)) == {before}
    assert Recording.objects.get().muted_ranges == [[2500, 4000]]


def test_publishing_a_draft_begun_before_does_not_open_it_again() -> None:
    artifact = ArtifactFactory.create()
    artifact.title = "换个题名"
    draft = artifact.save_revision()
    change_access(record=artifact, access=Access.RESTRICTED)
    draft.refresh_from_db()
    draft.publish()
    artifact.refresh_from_db()
    assert (artifact.title, artifact.access) == ("换个题名", Access.RESTRICTED)
