"""Handing in, asking, answering, taking back: each once, each only where it may follow."""

import pytest
from django.contrib.auth import get_user_model

from archive import receipts
from archive.contribution_states import ContributionKind, ContributionState
from archive.models import Message
from archive.services.contributions import drafting, handing_in, messaging, moves, withdrawing
from archive.services.contributions.files import Closed
from archive.services.visibility import settle_all
from media.models import Visibility
from tests.factories.contributions import ContributionFactory, ItemFactory

pytestmark = pytest.mark.django_db
State = ContributionState


def test_hands_in_once() -> None:
    draft, _ = drafting.start(kind=ContributionKind.STORY)
    drafting.save_words(draft, {"story": "头一天进厂"})
    first = handing_in.hand_in(draft)
    again = handing_in.hand_in(draft)
    assert first.state == State.RECEIVED
    assert again.received_at == first.received_at
    assert first.teller is not None


def test_hands_in_nothing_that_says_nothing() -> None:
    draft, _ = drafting.start(kind=ContributionKind.STORY)
    drafting.save_words(draft, {"story": "  \n"})
    with pytest.raises(handing_in.NothingTold):
        handing_in.hand_in(draft)


def test_a_question_is_answered_once_and_looked_at_again() -> None:
    contribution = ContributionFactory.create()
    messaging.ask(contribution, "哪个门？", asked_by=get_user_model().objects.create(username="bianmu"))
    contribution.refresh_from_db()
    assert contribution.state == State.QUESTION
    messaging.answer(contribution, "东门。", form_key="k")
    messaging.answer(contribution, "东门。", form_key="k")
    contribution.refresh_from_db()
    assert contribution.state == State.LOOKING
    assert Message.objects.count() == 2


def test_nothing_is_answered_to_what_was_taken_back() -> None:
    with pytest.raises(Closed):
        messaging.answer(ContributionFactory.create(withdrawn=True), "东门。", form_key="k")


@pytest.mark.parametrize(
    ("now", "then"),
    [(State.DRAFT, State.ACCEPTED), (State.ERASED, State.RECEIVED), (State.NOT_USED, State.ONLINE)],
)
def test_refuses_what_cannot_follow(now: State, then: State) -> None:
    with pytest.raises(moves.WrongMove):
        moves.move(ContributionFactory.create(state=now), then)


def test_what_is_taken_back_is_sealed_and_can_come_back() -> None:
    item = ItemFactory.create()
    asset = item.asset
    assert asset is not None
    withdrawing.withdraw(item.contribution)
    settle_all()
    asset.refresh_from_db()
    assert asset.visibility == Visibility.SEALED
    back = withdrawing.undo(item.contribution)
    asset.refresh_from_db()
    assert (back.state, asset.visibility) == (State.RECEIVED, Visibility.STAFF)


def test_an_erased_one_does_not_come_back() -> None:
    erased = ContributionFactory.create(state=State.ERASED)
    for change in (withdrawing.withdraw, withdrawing.undo):
        with pytest.raises(moves.WrongMove):
            change(erased)


def test_the_database_holds_neither_secret() -> None:
    token = receipts.new_token()
    contribution = ContributionFactory.create(token=token)
    stored = f"{contribution.token_hash} {contribution.code_hash}"
    assert token not in stored
    assert receipts.code_of(token) not in stored


@pytest.mark.parametrize("state", sorted(set(State) - {State.WITHDRAWN, State.ERASED}))
def test_no_button_brings_back_what_was_taken_back(state: str) -> None:
    with pytest.raises(moves.WrongMove):
        moves.move(ContributionFactory.create(withdrawn=True), State(state))
