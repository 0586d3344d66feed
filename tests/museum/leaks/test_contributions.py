"""Nothing that a resident sent, or a visitor said back, is public: no word, no name, no file, in no output."""

import pytest
from django.test import Client

from archive.contribution_states import ContributionState, PartyRole, ReplyState
from archive.models import Contribution, Correction, NameProposal, Outcome, Reply
from archive.services.contributions import contacts
from archive.services.visibility import settle_all
from archive.services.withdrawals import Asked, undo, withdraw
from archive.states import WithdrawalScope
from tests.factories.archive import AssetFactory, FaceRegionFactory, NameClaimFactory, PersonFactory
from tests.factories.contributions import (
    ContributionFactory,
    CorrectionFactory,
    HelperBookFactory,
    ItemFactory,
    MessageFactory,
    NameProposalFactory,
    PartyFactory,
)
from tests.museum.leaks.conftest import index_all, let_the_worker_catch_up
from tests.museum.leaks.outputs import FILES, WORDS, walk
from tests.museum.leaks.planting import KINDS, Museum, Planted, _texts, plant
from tests.museum.leaks.test_leaks import REFUSED

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MARK = "zqresident"


def sent(state: ContributionState, museum: Museum) -> Planted:
    """A contribution with the mark in every field of every row, made into a record that is not public yet."""
    contribution = ContributionFactory.create(
        state=state, wants_news=True, book=HelperBookFactory.create(name=MARK), **_texts(Contribution, MARK)
    )
    for role in PartyRole:
        party = PartyFactory.create(contribution=contribution, role=role, name=MARK, relation=MARK)
        contacts.keep(party, f"{MARK}@example.org")
    assets = [AssetFactory.create(kind=kind, original_name=f"{MARK}.{kind}") for kind in ("picture", "audio")]
    for asset in assets:
        ItemFactory.create(contribution=contribution, asset=asset, words=MARK)
    MessageFactory.create(contribution=contribution, text=MARK)
    face = FaceRegionFactory.create(photograph=museum.of_kind("photograph"))
    NameProposalFactory.create(contribution=contribution, face=face, **_texts(NameProposal, MARK))
    CorrectionFactory.create(contribution=contribution, **_texts(Correction, MARK))
    NameClaimFactory.create(face=face, name=MARK, contribution=contribution)
    draft = plant(KINDS[0], f"{MARK}{state}", museum, live=False)
    public = plant(KINDS[0], f"zqopen{state}", museum)
    for made in (draft, public):
        outcome = Outcome.objects.create(contribution=contribution, record=made.record)
        for decided in ReplyState:
            Reply.objects.create(outcome=outcome, text=f"{MARK} 听哭了", state=decided)
    return Planted(MARK, contribution, assets)


def test_nothing_that_was_sent_is_told(visitor: Client, museum: Museum) -> None:
    planted = [sent(state, museum) for state in ContributionState]
    settle_all()
    index_all()
    assert [answer.path for answer in walk(visitor, museum, (), WORDS) if MARK in answer.text.lower()] == []
    assert {answer.status for answer in walk(visitor, museum, planted, FILES)} <= REFUSED


def test_what_was_made_of_it_is_taken_back_with_it(visitor: Client, museum: Museum) -> None:
    """Whoever takes the contribution back need not know what became of it: every kind of record, and a person."""
    contribution = ContributionFactory.create(state=ContributionState.ONLINE)
    made = [plant(kind, f"{MARK}{kind.__name__}".lower(), museum) for kind in KINDS]
    person = PersonFactory.create(name=f"{MARK}person")
    for record in (*(each.record for each in made), person):
        Outcome.objects.create(contribution=contribution, record=record)
    own = [*(each.url for each in made), person.get_absolute_url()]
    index_all()
    before = told(visitor, museum, made)
    assert len(before) > len(KINDS)
    case = withdraw(asked=Asked(scope=WithdrawalScope.EVERYTHING, contribution=contribution))
    for _ in ("the worker is stopped", "the worker has caught up"):
        assert told(visitor, museum, made) == set()
        assert {answer.status for answer in walk(visitor, museum, made, FILES)} <= REFUSED
        assert {visitor.get(url).status_code for url in own} == {410}
        let_the_worker_catch_up()
    undo(withdrawal=case)
    let_the_worker_catch_up()
    assert told(visitor, museum, made) == before


def told(visitor: Client, museum: Museum, made: list[Planted]) -> set[str]:
    """The addresses that tell anything of it; a question is told back as it was asked."""
    answers = walk(visitor, museum, made, WORDS)
    return {each.path for each in answers if MARK in each.text.lower() and MARK not in each.path}
