"""Names and corrections: taken in beside what is there, with drafts in step; taken back, gone."""

from typing import Any

import pytest

from archive import corrections
from archive.contribution_states import ContributionState, CreditAs, NotUsedReason
from archive.models import FaceRegion, NameClaim, NameProposal, Photograph, TranscriptVersion
from archive.rights import Viewer
from archive.services.contributions import correcting, naming, proposals, refusing, withdrawing
from archive.services.contributions.moves import WrongMove
from archive.states import ClaimStatus, FaceStatus
from museum.faces import faces_of
from museum.models import User
from museum.reader import Reader
from tests.factories.archive import (
    FaceRegionFactory,
    InterviewFactory,
    NameClaimFactory,
    PersonFactory,
    PhotographFactory,
    PlaceFactory,
    SegmentFactory,
    TranscriptFactory,
    grounded,
)
from tests.factories.contributions import ContributionFactory, CorrectionFactory, NameProposalFactory, PartyFactory

pytestmark = pytest.mark.django_db
State = ContributionState


@pytest.fixture
def curator() -> User:
    return User.objects.create_user("curator", "c@example.org", "a-long-password")


@pytest.fixture
def face() -> FaceRegion:
    return FaceRegionFactory.create(position="前排左起第一")


def shown(face: FaceRegion, viewer: Viewer = Viewer.PUBLIC) -> list[str]:
    [found] = faces_of(Photograph.objects.get(pk=face.photograph_id), Reader(viewer))
    return [name.text for name in found.names]


def correction(record: Any, **fields: Any) -> Any:
    return CorrectionFactory.create(contribution__about=corrections.about(record), **fields)


def test_a_name_taken_in_stays_inside_until_somebody_lets_it_out(face: FaceRegion, curator: User) -> None:
    proposal = NameProposalFactory.create(face=face)
    PartyFactory.create(contribution=proposal.contribution, name="陈玉兰")
    claim = naming.accept(proposal, by=curator, name="谭德厚")
    assert (claim.witness_name, claim.certainty, claim.is_public) == ("陈玉兰", "certain", False)
    assert NameProposal.objects.get().contribution.state == State.ACCEPTED
    assert (shown(face), shown(face, Viewer.STAFF)) == ([], ["谭德厚"])
    with pytest.raises(WrongMove):
        refusing.refuse(NameProposal.objects.get().contribution, reason=NotUsedReason.OTHER)


def test_a_living_person_stays_masked_whoever_said_it(face: FaceRegion, curator: User) -> None:
    person = PersonFactory.create(name="洪卫国", alive=True)
    naming.accept(NameProposalFactory.create(face=face, name="洪卫国"), by=curator, person=person)
    assert shown(face) == ["洪某"]


def test_two_who_agree_support_each_other_and_a_second_name_disputes(face: FaceRegion, curator: User) -> None:
    for certainty in ("certain", "likely"):
        naming.accept(NameProposalFactory.create(face=face, certainty=certainty), by=curator, name="谭德厚")
    face.refresh_from_db()
    assert face.status == FaceStatus.UNCONFIRMED
    assert set(NameClaim.objects.values_list("status", flat=True)) == {ClaimStatus.SUPPORTED}
    naming.accept(NameProposalFactory.create(face=face, name="洪卫国"), by=curator, name="洪卫国")
    face.refresh_from_db()
    assert face.status == FaceStatus.DISPUTED
    assert [each.name for each in naming.weighed(face.photograph)[face.pk]] == ["谭德厚", "洪卫国"]


def test_one_telephone_is_one_witness_accepted_or_waiting(face: FaceRegion, curator: User) -> None:
    naming.accept(NameProposalFactory.create(face=face, device_key="one"), by=curator, name="谭德厚")
    NameProposalFactory.create(face=face, device_key="one")
    NameClaimFactory.create(face=face, name="谭德厚", witness_name="老周", certainty="likely")
    [support] = naming.weighed(face.photograph)[face.pk]
    assert (support.witnesses, support.certainty) == (2, "certain")


def test_a_point_becomes_a_face_and_a_draft_knows_both(curator: User) -> None:
    photograph = grounded(PhotographFactory.create())
    photograph.title = "还没发布的题名"
    photograph.save_revision()
    proposal = NameProposalFactory.create(
        photograph=photograph, face=None, x_permille=990, y_permille=500, where="右边"
    )
    naming.accept(proposal, by=curator, name="谭德厚")
    found = photograph.faces.get()
    assert (found.position, found.is_drawn, found.left + found.width <= 1) == ("右边", True, True)
    photograph.refresh_from_db()
    photograph.get_latest_revision().publish()
    photograph.refresh_from_db()
    assert photograph.title == "还没发布的题名"
    assert [claim.name for claim in photograph.faces.get().claims.all()] == ["谭德厚"]


def test_taken_back_it_is_gone_and_erased_it_is_in_no_version(face: FaceRegion, curator: User) -> None:
    face.photograph.save_revision()
    claim = naming.accept(NameProposalFactory.create(face=face), by=curator, name="谭德厚", is_public=True)
    contribution = claim.contribution
    assert contribution is not None
    assert shown(face) == ["谭德厚"]
    withdrawing.withdraw(contribution)
    assert shown(face) == []
    withdrawing.undo(contribution)
    assert shown(face) == ["谭德厚"]
    proposals.forget(contribution)
    assert not NameClaim.objects.exists()
    assert all("谭德厚" not in repr(revision.content) for revision in face.photograph.revisions.all())
    assert (NameProposal.objects.get().name, NameProposal.objects.get().keys) == ("", frozenset())


@pytest.mark.parametrize(
    ("part", "value", "stands"),
    [("title", "检修班合影", "检修班合影"), ("date_taken", "1959年秋", "1959年秋"), ("place", "硫酸车间", "硫酸车间")],
)
def test_words_are_put_right_in_the_record_and_in_its_draft(curator: User, part: str, value: str, stands: str) -> None:
    PlaceFactory.create(name="硫酸车间")
    photograph = grounded(PhotographFactory.create(title="班组合影"))
    photograph.caption = "草稿里的图说"
    photograph.save_revision()
    done = correcting.accept(correction(photograph, part=part, proposed=value), by=curator, value=value)
    assert done.state == State.ONLINE
    photograph.refresh_from_db()
    assert corrections.words_of(photograph, part) == stands
    photograph.get_latest_revision().publish()
    photograph.refresh_from_db()
    assert (corrections.words_of(photograph, part), photograph.caption) == (stands, "草稿里的图说")


@pytest.mark.parametrize(("part", "value"), [("date_taken", "大概那时候吧"), ("place", "没有的地方"), ("title", "")])
def test_what_does_not_fit_changes_nothing(curator: User, part: str, value: str) -> None:
    photograph = PhotographFactory.create(title="班组合影")
    row = correction(photograph, part=part, proposed=value)
    with pytest.raises(correcting.CannotPutRight):
        correcting.accept(row, by=curator, value=value)
    row.contribution.refresh_from_db()
    assert row.contribution.state == State.RECEIVED


def test_a_line_is_put_right_as_a_new_version(curator: User) -> None:
    transcript = TranscriptFactory.create(interview=InterviewFactory.create())
    segment = SegmentFactory.create(transcript=transcript, text="那年是五六年")
    row = correction(transcript.interview, part=f"s-{segment.uid}", proposed="那年是五八年")
    correcting.accept(row, by=curator, value="那年是五八年")
    segment.refresh_from_db()
    assert segment.text == "那年是五八年"
    assert TranscriptVersion.objects.filter(transcript=transcript).count() == 1


def test_refused_kindly_it_keeps_its_reason() -> None:
    contribution = refusing.refuse(
        ContributionFactory.create(), reason=NotUsedReason.OTHER, note=" 问过本人，不是他。 "
    )
    assert (contribution.state, contribution.not_used_note) == (State.NOT_USED, "问过本人，不是他。")


def test_whoever_wants_no_name_beside_it_has_none(face: FaceRegion, curator: User) -> None:
    proposal = NameProposalFactory.create(face=face)
    PartyFactory.create(contribution=proposal.contribution, name="陈玉兰", credit=CreditAs.NOBODY)
    assert naming.accept(proposal, by=curator, name="谭德厚").witness_name == ""
