"""Files are as open as what shows them, from the moment a record is saved."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import Page

from archive.models import ArtifactImage, Interview, InterviewPart, Photograph
from archive.services.embargoes import open_embargoes
from archive.services.sound import settle_sound
from archive.services.visibility import settle_all
from archive.states import Access, Display
from media.models import Asset, Picture, Recording
from museum.models import HomePage
from search.models import OutboxRow
from tests.factories.archive import (
    ArtifactFactory,
    InterviewFactory,
    PartFactory,
    PersonFactory,
    PhotographFactory,
    PictureFactory,
    RecordingFactory,
    RestrictionFactory,
    RightsStatementFactory,
    SegmentFactory,
    TranscriptFactory,
    grounded,
)

pytestmark = pytest.mark.django_db

YESTERDAY = timezone.localdate() - timedelta(days=1)


def visibility(thing: Picture | Recording) -> str:
    return str(Asset.objects.get(pk=thing.asset_id).visibility)


def shown_by_photograph(**fields: object) -> tuple[Photograph, Picture]:
    picture = PictureFactory.create()
    return PhotographFactory.create(picture=picture, **fields), picture


def part_of(**fields: object) -> InterviewPart:
    part: InterviewPart = PartFactory.create(interview=InterviewFactory.create(**fields))
    return part


def muted(part: InterviewPart) -> list[list[int]]:
    return list(Recording.objects.get(pk=part.recording_id).muted_ranges)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "public"),
        ({"live": False}, "staff"),
        ({"access": Access.STAFF}, "staff"),
        ({"access": Access.RESTRICTED}, "keepers"),
        ({"access": Access.EMBARGOED, "embargo_until": date(2999, 1, 1)}, "keepers"),
        ({"access": Access.WITHDRAWN}, "sealed"),
        ({"is_picture_closed": True}, "staff"),
    ],
)
def test_a_picture_follows_its_photograph(fields: dict[str, object], expected: str) -> None:
    assert visibility(shown_by_photograph(**fields)[1]) == expected


def test_a_picture_for_the_room_does_not_go_online() -> None:
    _photograph, picture = shown_by_photograph(rights=RightsStatementFactory.create(picture_use="room_only"))
    assert visibility(picture) == "staff"


@pytest.mark.parametrize(("use", "expected"), [("full", None), ("small", 320)])
def test_rights_say_how_large_the_public_may_have_it(use: str, expected: int | None) -> None:
    _photograph, picture = shown_by_photograph(rights=RightsStatementFactory.create(picture_use=use))
    assert Asset.objects.get(pk=picture.asset_id).public_px == expected


def test_a_picture_whose_owner_nobody_has_asked_stays_small() -> None:
    _photograph, picture = shown_by_photograph(rights=None)
    assert Asset.objects.get(pk=picture.asset_id).public_px == 320


def test_of_two_open_records_the_narrower_word_counts_and_drafts_say_nothing() -> None:
    _photograph, picture = shown_by_photograph(rights=RightsStatementFactory.create(picture_use="full"))
    small = RightsStatementFactory.create(picture_use="small")
    draft = PhotographFactory.create(picture=picture, rights=small, live=False)
    assert Asset.objects.get(pk=picture.asset_id).public_px is None
    draft.live = True
    draft.save()
    assert Asset.objects.get(pk=picture.asset_id).public_px == 320


def test_withdrawing_seals_at_once() -> None:
    photograph, picture = shown_by_photograph()
    photograph.access = Access.WITHDRAWN
    photograph.save()
    assert visibility(picture) == "sealed"


def test_one_public_record_is_enough_and_one_withdrawal_too_much() -> None:
    photograph, picture = shown_by_photograph(live=False)
    artifact = ArtifactFactory.create()
    ArtifactImage.objects.create(artifact=artifact, picture=picture)
    assert visibility(picture) == "public"
    photograph.access = Access.WITHDRAWN
    photograph.save()
    assert visibility(picture) == "sealed"


def test_a_picture_taken_out_of_its_record_is_for_staff_again() -> None:
    picture = PictureFactory.create()
    image = ArtifactImage.objects.create(artifact=ArtifactFactory.create(), picture=picture)
    image.delete()
    assert visibility(picture) == "staff"


def test_inline_rows_saved_with_their_record_count() -> None:
    picture, artifact = PictureFactory.create(), ArtifactFactory.create()
    artifact.images = [ArtifactImage(picture=picture, caption="正面")]
    artifact.save()
    assert visibility(picture) == "public"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Display.PUBLIC, "public"),
        (Display.NAME_ONLY, "staff"),
        (Display.MASKED, "staff"),
        (Display.WITHDRAWN, "sealed"),
    ],
)
def test_a_portrait_follows_the_person(rule: Display, expected: str) -> None:
    picture = PictureFactory.create()
    PersonFactory.create(portrait=picture, public_display=rule)
    assert visibility(picture) == expected


def test_sound_follows_its_interview() -> None:
    part = part_of()
    assert visibility(part.recording) == "public"
    part.interview.access = Access.WITHDRAWN
    part.interview.save()
    assert visibility(part.recording) == "sealed"


def test_the_sweep_corrects_what_no_save_announced() -> None:
    _photograph, picture = shown_by_photograph()
    Photograph.objects.update(access=Access.WITHDRAWN)
    settle_all()
    assert visibility(picture) == "sealed"


# --- muting --------------------------------------------------------------------------------------


def test_a_restriction_mutes_the_sound() -> None:
    part = part_of()
    RestrictionFactory.create(interview=part.interview, start_ms=1000, end_ms=2000)
    assert muted(part) == [[1000, 2000]]


def test_taking_the_restriction_away_gives_the_sound_back() -> None:
    part = part_of()
    RestrictionFactory.create(interview=part.interview).delete()
    assert muted(part) == []


def test_ranges_fall_on_the_clock_of_each_part() -> None:
    interview = InterviewFactory.create()
    first = PartFactory.create(interview=interview, offset_ms=0)
    second = PartFactory.create(interview=interview, offset_ms=60_000, recording=RecordingFactory.create())
    RestrictionFactory.create(interview=interview, start_ms=58_000, end_ms=63_000)
    assert (muted(first), muted(second)) == ([[58_000, 60_000]], [[0, 3000]])


def test_a_redacted_segment_is_muted_too() -> None:
    part = part_of()
    transcript = TranscriptFactory.create(interview=part.interview)
    SegmentFactory.create(transcript=transcript, order=5, is_redacted=True)
    assert muted(part) == [[5000, 6000]]


def test_a_part_added_later_is_muted_as_well() -> None:
    interview = InterviewFactory.create()
    RestrictionFactory.create(interview=interview)
    assert muted(PartFactory.create(interview=interview)) == [[1000, 2000]]


def test_publishing_an_older_draft_lifts_no_restriction() -> None:
    part = part_of()
    draft = grounded(part.interview).save_revision()
    RestrictionFactory.create(interview=part.interview)
    draft.publish()
    assert muted(part) == [[1000, 2000]]


def test_settling_twice_changes_nothing() -> None:
    part = part_of()
    RestrictionFactory.create(interview=part.interview)
    assert not settle_sound(part.interview)


# --- embargoes -----------------------------------------------------------------------------------


def test_an_embargo_opens_by_itself() -> None:
    part = part_of(access=Access.EMBARGOED, embargo_until=YESTERDAY + timedelta(days=1))
    assert open_embargoes() == 0
    Interview.objects.update(embargo_until=YESTERDAY)
    OutboxRow.objects.all().delete()
    assert open_embargoes() == 1
    assert visibility(part.recording) == "public"
    assert Interview.objects.get().access == Access.PUBLIC
    assert OutboxRow.objects.filter(model_label="archive.interview").exists()


def test_opening_is_written_in_the_history() -> None:
    record = ArtifactFactory.create(access=Access.EMBARGOED, embargo_until=YESTERDAY)
    open_embargoes()
    assert registry.get_logs_for_instance(record).filter(action="archive.open_embargo").exists()


def test_an_embargoed_name_falls_back_to_the_rule() -> None:
    person = PersonFactory.create(public_display=Display.EMBARGOED, embargo_until=YESTERDAY)
    open_embargoes()
    person.refresh_from_db()
    assert person.public_display == Display.BY_RULE


def test_a_restriction_that_ended_gives_the_sound_back() -> None:
    part = part_of()
    restriction = RestrictionFactory.create(interview=part.interview)
    type(restriction).objects.update(until=YESTERDAY)
    open_embargoes()
    assert muted(part) == []


# --- pages ---------------------------------------------------------------------------------------


def test_a_page_does_not_open_what_a_record_closes() -> None:
    photograph, picture = shown_by_photograph(access=Access.RESTRICTED)
    page = HomePage(title="家", slug="settled", picture=picture)
    Page.objects.get(depth=1).add_child(instance=page)
    page.save_revision().publish()
    assert visibility(picture) == "keepers"
    photograph.access = Access.PUBLIC
    photograph.save()
    assert visibility(picture) == "public"


def test_a_picture_follows_the_page_that_shows_it() -> None:
    picture = PictureFactory.create()
    page = HomePage(title="家", slug="settled", picture=picture)
    Page.objects.get(depth=1).add_child(instance=page)
    page.save_revision().publish()
    assert visibility(picture) == "public"
    page.unpublish()
    assert visibility(picture) == "staff"
