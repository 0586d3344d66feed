"""Days are counted for those who want to know, while there is something to hear; replies wait for a curator."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from archive.contribution_states import ContributionState, ReplyState
from archive.models import Artifact, Contribution, HeardDay, Interview, Outcome, Reply, Tombstone
from archive.services.contributions import hearing
from archive.services.contributions.withdrawing import undo, withdraw
from archive.services.erasing import carry_out
from archive.states import Access
from media.models import Asset, Visibility
from museum.models import User
from tests.factories.archive import ArtifactFactory, InterviewFactory, PartFactory
from tests.factories.contributions import ContributionFactory

pytestmark = pytest.mark.django_db


def told(*, visibility: str = Visibility.PUBLIC, **fields: Any) -> tuple[Contribution, Interview]:
    """An interview that came of what somebody handed in who wants to know who listened."""
    contribution = ContributionFactory.create(**{"state": ContributionState.ONLINE, "wants_news": True} | fields)
    interview = InterviewFactory.create()
    part = PartFactory.create(interview=interview)
    Asset.objects.filter(pk=part.recording.asset.pk).update(visibility=visibility)
    Outcome.objects.create(contribution=contribution, record=interview)
    return contribution, interview


def times() -> list[int]:
    return list(HeardDay.objects.values_list("times", flat=True))


def test_a_day_is_one_row() -> None:
    _contribution, interview = told()
    for _ in range(3):
        hearing.note_heard(interview)
    assert times() == [3]
    assert HeardDay.objects.get().day == timezone.localdate()


def test_everybody_who_handed_in_for_it_is_told() -> None:
    _contribution, interview = told()
    Outcome.objects.create(contribution=ContributionFactory.create(wants_news=True), record=interview)
    hearing.note_heard(interview)
    assert times() == [1, 1]


@pytest.mark.parametrize("fields", [{"wants_news": False}, {"state": ContributionState.WITHDRAWN}])
def test_is_not_counted_for_whoever_does_not_want_it_or_took_it_back(fields: dict[str, Any]) -> None:
    _contribution, interview = told(**fields)
    hearing.note_heard(interview)
    assert times() == []


@pytest.mark.parametrize("visibility", [Visibility.STAFF, Visibility.SEALED])
def test_a_voice_that_was_taken_back_is_not_heard(visibility: str) -> None:
    _contribution, interview = told(visibility=visibility)
    hearing.note_heard(interview)
    assert times() == []


@pytest.mark.parametrize("access", [access for access in Access if access != Access.PUBLIC])
def test_what_is_closed_counts_nothing_and_takes_no_replies(access: Access) -> None:
    _contribution, interview = told()
    Interview.objects.filter(pk=interview.pk).update(access=access)
    interview.refresh_from_db()
    hearing.note_heard(interview)
    assert times() == []
    with pytest.raises(hearing.NotAwaited):
        hearing.reply(interview, "听哭了。", form_key="one")


def test_saying_no_more_forgets_what_was_counted() -> None:
    contribution, interview = told()
    hearing.note_heard(interview)
    hearing.want(contribution, wanted=False)
    assert (contribution.wants_news, times()) == (False, [])
    hearing.want(contribution, wanted=True)
    assert contribution.wants_news


def test_what_was_taken_back_cannot_want_anything() -> None:
    contribution, _interview = told(wants_news=False)
    withdraw(contribution)
    hearing.want(contribution, wanted=True)
    assert not contribution.wants_news
    undo(contribution)


def test_the_same_form_is_one_reply() -> None:
    _contribution, interview = told()
    assert hearing.reply(interview, "听哭了。", form_key="one") == hearing.reply(interview, "听哭了。", form_key="one")
    assert Reply.objects.get().state == ReplyState.WAITING


def test_too_many_that_nobody_has_read_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "MOST_WAITING", 1)
    _contribution, interview = told()
    first = hearing.reply(interview, "一", form_key="one")
    with pytest.raises(hearing.Full):
        hearing.reply(interview, "二", form_key="two")
    hearing.decide(first, passes=True, decided_by=User.objects.create(username="guan"))
    hearing.reply(interview, "二", form_key="two")


def test_what_was_kept_back_is_forgotten_after_a_while() -> None:
    _contribution, interview = told()
    curator = User.objects.create(username="guan")
    hearing.decide(hearing.reply(interview, "买药吗", form_key="1"), passes=False, decided_by=curator)
    hearing.decide(hearing.reply(interview, "听哭了", form_key="2"), passes=True, decided_by=curator)
    later = timezone.localdate() + timedelta(days=hearing.KEPT_BACK_DAYS + 1)
    assert hearing.forget_kept_back() == 0
    assert hearing.forget_kept_back(later) == 1
    assert Reply.objects.get().text == "听哭了"


@pytest.mark.parametrize("erased", ["contribution", "interview"])
def test_an_erasure_takes_both_along(erased: str) -> None:
    contribution, interview = told()
    hearing.note_heard(interview)
    hearing.reply(interview, "听哭了。", form_key="one")
    uuid = contribution.uuid if erased == "contribution" else interview.uuid
    carry_out(Tombstone(material_kind=erased, material_uuid=uuid))
    assert (times(), Reply.objects.count()) == ([], 0)


def test_an_object_takes_replies_too() -> None:
    artifact = ArtifactFactory.create()
    assert not hearing.awaited(artifact).exists()
    Outcome.objects.create(contribution=ContributionFactory.create(wants_news=True), record=artifact)
    hearing.reply(Artifact.objects.get(), "我家也有一个。", form_key="one")
    assert Reply.objects.get().outcome.record == artifact
