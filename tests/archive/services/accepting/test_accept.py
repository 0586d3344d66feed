"""What was handed in becomes a record: words filled in and kept, consent goes along, nothing public, nothing twice."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied

from archive.consent import Use
from archive.contribution_states import ContributionKind, ContributionState, CreditAs, FileCheck
from archive.models import Artifact, Contribution, Interview, Outcome, Photograph, Record
from archive.services.accepting.accept import WAYS, accept
from archive.services.accepting.said import CannotAccept, Said
from archive.services.consent import ConsentMissing, where_it_stands
from archive.services.contributions import withdrawing
from archive.services.contributions.moves import WrongMove
from archive.services.withdrawing_by_code import opened
from archive.states import Standing
from media.models import Asset, Kind, Visibility
from museum.models import User
from tests.factories.archive import (
    ArtifactFactory,
    FaceRegionFactory,
    InterviewFactory,
    PersonFactory,
    PhotographFactory,
    grounded,
)
from tests.factories.contributions import (
    ContributionFactory,
    CorrectionFactory,
    ItemFactory,
    NameProposalFactory,
    PartyFactory,
)

pytestmark = pytest.mark.django_db

YES = {"show": True, "name": True, "voice": True, "text": True}


def member(role: str) -> User:
    user = User.objects.create(username=f"of-{role}")
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def curator(db: None) -> User:
    return member("编目员")


def handed_in(kind: str, *files: str, uses: dict[str, bool] | None = None, **fields: Any) -> Contribution:
    """Handed in by 陈玉兰, who said yes to everything that is asked, or to `uses`."""
    answers = {"teller": {"version": "1", "uses": YES if uses is None else uses}}
    contribution: Contribution = ContributionFactory.create(kind=kind, consent_answers=answers, **fields)
    PartyFactory.create(contribution=contribution, name="陈玉兰", credit=CreditAs.NAME)
    for number, each in enumerate(files):
        ItemFactory.create(contribution=contribution, position=number, asset__kind=each, words=f"第{number + 1}张的话")
    return contribution


def said(contribution: Contribution, **fields: Any) -> Said:
    filled = {"title": "老盐酸大门", "credit": "陈玉兰", "story": contribution.story}
    items = tuple(contribution.items.values_list("pk", flat=True))
    return Said(**{**filled, "items": items, **fields})


def records() -> list[Record]:
    return [row for kind in (Photograph, Artifact, Interview) for row in kind._default_manager.all()]


@pytest.mark.parametrize(
    ("kind", "way", "files"),
    [
        (ContributionKind.PHOTOGRAPHS, "photograph", ["picture"]),
        (ContributionKind.THING, "artifact", ["picture", "picture"]),
        (ContributionKind.VOICE, "interview", ["audio"]),
        (ContributionKind.STORY, "story", []),
    ],
)
def test_becomes_a_draft_that_nobody_outside_sees(curator: User, kind: str, way: str, files: list[str]) -> None:
    contribution = handed_in(kind, *files, story="门口有棵樟树。\n后来砍了。")
    (record,) = accept(contribution, way=way, said=said(contribution), by=curator)
    assert record.standing is Standing.DRAFT
    assert {item.asset.visibility for item in contribution.items.all() if item.asset} <= {Visibility.STAFF}
    kept = Contribution.objects.get(pk=contribution.pk)
    assert (kept.story, kept.state) == ("门口有棵樟树。\n后来砍了。", ContributionState.ACCEPTED)
    assert [outcome.record for outcome in kept.outcomes.all()] == [record]


def test_each_photograph_keeps_what_was_said_about_it(curator: User) -> None:
    contribution = handed_in(ContributionKind.PHOTOGRAPHS, "picture", "picture", story="厂门口照的。")
    first, second = accept(contribution, way="photograph", said=said(contribution, date="五八年前后"), by=curator)
    assert isinstance(first, Photograph)
    assert first.story_label == "厂门口照的。\n\n第1张的话"
    assert (first.title, second.title) == ("老盐酸大门（1）", "老盐酸大门（2）")
    assert (first.source_name, first.credit_line, first.date_taken) == ("陈玉兰", "陈玉兰提供", "五八年前后")
    assert first.picture is not None
    assert first.picture.asset == contribution.items.all()[0].asset


def test_a_recording_becomes_an_interview_whose_transcript_waits(curator: User) -> None:
    contribution = handed_in(ContributionKind.VOICE, "audio", "audio", story="补一句")
    person = PersonFactory.create(name="陈玉兰")
    (interview,) = accept(contribution, way="interview", said=said(contribution, person=person), by=curator)
    assert isinstance(interview, Interview)
    offsets = [(part.offset_ms, part.recording.duration_ms) for part in interview.parts.all()]
    assert offsets == [(0, 60_000), (60_000, 60_000)]
    assert (interview.duration_ms, interview.transcripts.count(), interview.slug) == (120_000, 0, "zh-oh-0001")
    narrator = interview.participants.get()
    assert (narrator.person, narrator.name, narrator.is_anonymous) == (person, "陈玉兰", False)


def test_a_written_story_is_read_like_any_other(curator: User) -> None:
    contribution = handed_in(ContributionKind.STORY, story="时间：那是五八年。\n\n问：谁开的门？没人记得。")
    (interview,) = accept(contribution, way="story", said=said(contribution), by=curator)
    assert isinstance(interview, Interview)
    segments = interview.transcripts.get().segments.all()
    assert [(row.speaker, row.text) for row in segments] == [
        ("讲述人", "时间：那是五八年。"),
        ("讲述人", "问：谁开的门？没人记得。"),
    ]
    assert all(row.is_time_estimated for row in segments)
    assert where_it_stands(interview, Use.TEXT).is_open


@pytest.mark.parametrize(("uses", "name", "label"), [({"name": False}, True, "陈师傅"), ({}, True, "一位讲述人")])
def test_without_a_yes_no_name_is_said(curator: User, uses: dict[str, bool], name: bool, label: str) -> None:
    contribution = handed_in(ContributionKind.VOICE, "audio", uses=uses)
    credit = label if label != "一位讲述人" else "陈玉兰"
    (interview,) = accept(contribution, way="interview", said=said(contribution, credit=credit), by=curator)
    assert isinstance(interview, Interview)
    narrator = interview.participants.get()
    assert (narrator.is_anonymous, narrator.display_label) == (True, label)


def test_what_was_granted_goes_along_and_what_was_refused_closes(curator: User) -> None:
    yes = handed_in(ContributionKind.THING, "picture")
    (open_one,) = accept(yes, way="artifact", said=said(yes), by=curator)
    open_one.latest_revision.publish()
    open_one.refresh_from_db()
    assert open_one.live
    assert Contribution.objects.get(pk=yes.pk).state == ContributionState.ONLINE
    for uses in ({"show": False}, {}):
        no = handed_in(ContributionKind.THING, "picture", uses=uses)
        (closed_one,) = accept(no, way="artifact", said=said(no), by=curator)
        with pytest.raises(ConsentMissing):
            closed_one.latest_revision.publish()


def test_the_same_form_twice_makes_nothing_twice(curator: User) -> None:
    contribution = handed_in(ContributionKind.PHOTOGRAPHS, "picture")
    once = said(contribution)
    first = accept(contribution, way="photograph", said=once, by=curator)
    assert accept(contribution, way="photograph", said=once, by=curator) == first
    assert Photograph.objects.count() == Outcome.objects.count() == 1


def test_broken_off_in_the_middle_nothing_has_happened(curator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    contribution = handed_in(ContributionKind.PHOTOGRAPHS, "picture", "picture")

    def dies(*args: Any, **kwargs: Any) -> None:
        raise SystemExit

    monkeypatch.setattr("archive.services.accepting.accept.move", dies)
    with pytest.raises(SystemExit):
        accept(contribution, way="photograph", said=said(contribution), by=curator)
    assert records() == []
    assert not Outcome.objects.exists()
    assert Contribution.objects.get(pk=contribution.pk).state == ContributionState.RECEIVED


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("馆长", set(WAYS)),
        ("编目员", set(WAYS)),
        ("审核员", set()),
        ("征集员", {"photograph", "name"}),
    ],
)
def test_who_may_accept_as_what(role: str, may: set[str]) -> None:
    user = member(role)
    for way in WAYS:
        contribution = handed_in(ContributionKind.PHOTOGRAPHS, "picture", "audio")
        target = PhotographFactory.create() if way in {"name", "correction"} else None
        if way in may:
            assert accept(contribution, way=way, said=said(contribution, record=target), by=user)
        else:
            with pytest.raises(PermissionDenied):
                accept(contribution, way=way, said=said(contribution, record=target), by=user)


def test_what_is_put_to_a_public_record_waits_in_its_draft(curator: User) -> None:
    artifact = grounded(ArtifactFactory.create(live=True))
    contribution = handed_in(ContributionKind.PHOTOGRAPHS, "picture")
    assert accept(contribution, way="photograph", said=said(contribution, record=artifact), by=curator) == [artifact]
    artifact = Artifact.objects.get(pk=artifact.pk)
    assert (artifact.images.count(), artifact.has_unpublished_changes) == (0, True)
    artifact.save()
    assert Contribution.objects.get(pk=contribution.pk).state == ContributionState.ACCEPTED
    artifact.latest_revision.publish()
    artifact = Artifact.objects.get(pk=artifact.pk)
    assert artifact.images.count() == 1
    assert Contribution.objects.get(pk=contribution.pk).state == ContributionState.ONLINE
    artifact.unpublish()
    assert Contribution.objects.get(pk=contribution.pk).state == ContributionState.ACCEPTED


def test_recordings_follow_those_that_are_there(curator: User) -> None:
    interview = InterviewFactory.create(live=True)
    contribution = handed_in(ContributionKind.VOICE, "audio", "audio")
    accept(contribution, way="interview", said=said(contribution, record=interview), by=curator)
    interview.refresh_from_db()
    draft = interview.get_latest_revision_as_object()
    assert [part.offset_ms for part in draft.parts.all()] == [0, 60_000]


def test_nothing_is_put_to_a_record_without_a_yes(curator: User) -> None:
    contribution = handed_in(ContributionKind.PHOTOGRAPHS, "picture", uses={"show": False})
    with pytest.raises(CannotAccept):
        accept(contribution, way="photograph", said=said(contribution, record=ArtifactFactory.create()), by=curator)


def test_taking_back_leaves_a_record_that_was_there_before(curator: User) -> None:
    artifact = ArtifactFactory.create(live=True)
    contribution = handed_in(ContributionKind.PHOTOGRAPHS, "picture")
    accept(contribution, way="photograph", said=said(contribution, record=artifact), by=curator)
    assert opened(contribution).records == []
    withdrawing.withdraw(contribution)
    asset = contribution.items.get().asset
    assert asset is not None
    assert asset.visibility == Visibility.SEALED


def test_a_name_is_one_witness_s_word_in_a_draft(curator: User) -> None:
    photograph = PhotographFactory.create(live=True)
    face = FaceRegionFactory.create(photograph=photograph)
    contribution = handed_in(ContributionKind.NAME, story="他是我师傅")
    for told in (said(contribution, title="谭冬生", record=photograph), said(
        contribution, title="谭冬生", record=photograph, face=face
    )):  # fmt: skip
        accept(contribution, way="name", said=told, by=curator)
    photograph = Photograph.objects.get(pk=photograph.pk)
    assert photograph.faces.count() == 1
    faces = list(photograph.get_latest_revision_as_object().faces.all())
    assert [[claim.name for claim in each.claims.all()] for each in faces] == [["谭冬生"], ["谭冬生"]]
    claim = faces[0].claims.all()[0]
    assert (claim.witness_name, claim.how_known, claim.is_public) == ("陈玉兰", "他是我师傅", False)


def test_a_correction_stays_beside_the_record_and_changes_nothing(curator: User) -> None:
    photograph = PhotographFactory.create()
    contribution = handed_in(ContributionKind.CORRECTION, story="不是五八年，是六一年")
    accept(contribution, way="correction", said=said(contribution, record=photograph), by=curator)
    assert contribution.outcomes.get().is_joined
    assert not photograph.revisions.exists()


@pytest.mark.parametrize("state", [ContributionState.WITHDRAWN, ContributionState.NOT_USED])
def test_what_is_over_is_not_accepted(curator: User, state: str) -> None:
    contribution = handed_in(ContributionKind.STORY, state=state)
    with pytest.raises(WrongMove):
        accept(contribution, way="story", said=said(contribution), by=curator)
    assert records() == []


@pytest.mark.parametrize(("way", "files"), [("photograph", ["audio"]), ("interview", ["picture"])])
def test_files_of_another_kind_make_none(curator: User, way: str, files: list[str]) -> None:
    contribution = handed_in(ContributionKind.VOICE, *files)
    with pytest.raises(CannotAccept):
        accept(contribution, way=way, said=said(contribution), by=curator)


def test_what_the_scanner_has_not_seen_waits(curator: User) -> None:
    contribution = handed_in(ContributionKind.PHOTOGRAPHS, Kind.PICTURE)
    contribution.items.update(check_state=FileCheck.WAITING)
    with pytest.raises(CannotAccept, match="查过毒"):
        accept(contribution, way="photograph", said=said(contribution), by=curator)


def test_a_name_or_a_correction_is_decided_in_its_own_place(curator: User) -> None:
    photograph = PhotographFactory.create()
    for row, way in ((NameProposalFactory.create(), "name"), (CorrectionFactory.create(), "correction")):
        with pytest.raises(CannotAccept, match="认人与指错"):
            accept(row.contribution, way=way, said=said(row.contribution, record=photograph), by=curator)
    assert not Outcome.objects.exists()


def test_a_letter_as_pdf_becomes_a_thing_and_stays_in_the_house(curator: User) -> None:
    contribution = handed_in(ContributionKind.STORY, "document", "picture")
    (thing,) = accept(contribution, way="artifact", said=said(contribution), by=curator)
    assert isinstance(thing, Artifact)
    assert [image.picture.asset.kind for image in thing.images.all()] == [Kind.PICTURE]
    letter = Asset.objects.get(contribution_items__in=contribution.items.all(), kind=Kind.DOCUMENT)
    grounded(thing)
    thing.save_revision().publish()
    letter.refresh_from_db()
    assert letter.visibility == Visibility.STAFF
    other = handed_in(ContributionKind.STORY, "document")
    with pytest.raises(CannotAccept, match="另收成一件藏品"):
        accept(other, way="artifact", said=said(other, record=thing), by=curator)
