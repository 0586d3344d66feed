"""A draft is kept step by step, is one draft however often the form is sent, and is forgotten when left alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive import receipts
from archive.contribution_states import ContributionKind, PartyRole
from archive.models import Contribution
from archive.services.contributions import contacts, drafting
from tests.factories.contributions import CallFactory, ContributionFactory, GridFactory, PartyFactory

pytestmark = pytest.mark.django_db


def test_a_form_sent_twice_starts_one_draft() -> None:
    token = receipts.token_of_form("abc")
    first, _ = drafting.start(kind=ContributionKind.STORY, token=token)
    second, same = drafting.start(kind=ContributionKind.STORY, token=token)
    assert (second.pk, same) == (first.pk, token)


def test_call_grid_and_question_travel_with_it() -> None:
    call, grid = CallFactory.create(), GridFactory.create()
    draft, token = drafting.start(kind=ContributionKind.VOICE, call=call, grid=grid, prompt="哪个声音？")
    found = Contribution.objects.of_token(token).get()
    assert (found.pk, found.call, found.grid, found.prompt) == (draft.pk, call, grid, "哪个声音？")


def test_keeps_words_as_they_were_typed() -> None:
    draft, _ = drafting.start(kind=ContributionKind.STORY)
    drafting.save_words(draft, {"story": " 五八年\n那阵 ", "when": "大概五八年"})
    kept = drafting.save_words(draft, {"where": "老盐酸"})
    assert (kept.story, kept.when, kept.where) == (" 五八年\n那阵 ", "大概五八年", "老盐酸")


def test_changes_nothing_that_was_handed_in() -> None:
    received = ContributionFactory.create()
    with pytest.raises(drafting.NotADraft):
        drafting.save_words(received, {"story": "另一回事"})


def test_two_people_stay_two() -> None:
    draft, _ = drafting.start(kind=ContributionKind.STORY)
    drafting.save_party(draft, PartyRole.TELLER, {"name": "陈玉兰"})
    helper = drafting.save_party(draft, PartyRole.HELPER, {"name": "李小满", "relation": "外孙女"})
    contacts.keep(helper, "13800000000")
    drafting.save_party(draft, PartyRole.TELLER, {"name": "陈玉兰奶奶"})
    draft = Contribution.objects.get(pk=draft.pk)
    assert draft.teller is not None
    assert draft.helper is not None
    assert (draft.teller.name, draft.helper.name) == ("陈玉兰奶奶", "李小满")
    assert not hasattr(draft.teller, "contact")
    drafting.drop_helper(draft)
    assert draft.parties.count() == 1


def test_forgets_drafts_left_alone_and_nothing_else() -> None:
    old, fresh = ContributionFactory.create(draft=True), ContributionFactory.create(draft=True)
    received = ContributionFactory.create()
    PartyFactory.create(contribution=old)
    long_ago = timezone.now() - timedelta(days=400)
    Contribution.objects.filter(pk__in=[old.pk, received.pk]).update(updated_at=long_ago)
    assert drafting.forget_drafts() == 1
    assert set(Contribution.objects.all()) == {fresh, received}
