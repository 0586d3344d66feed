"""The receipt tells its holder how things stand, names nobody, and teaches nothing to whoever guesses."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from archive import receipts
from archive.contribution_states import ContributionState
from archive.models import Contribution, Message
from archive.services.contributions import contacts
from museum.contributing.limits import GUESS
from museum.contributing.wording import NOT_USED, STATES
from tests.factories.contributions import CallFactory, ContributionFactory, MessageFactory, PartyFactory
from tests.museum.contributing.filling import filled

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-the-tests"
CODE = receipts.code_of(TOKEN)
ADDRESS = f"/receipt/{CODE}/"
WRONG = "000000000000"


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


def body(response: Any) -> str:
    """Without what differs from one showing to the next."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


@pytest.mark.parametrize("state", [state for state in ContributionState if state != ContributionState.DRAFT])
def test_says_each_state_in_kind_words(visitor: Client, state: ContributionState) -> None:
    ContributionFactory.create(token=TOKEN, state=state, not_used_reason="outside", state_before_withdrawal="received")
    page = visitor.get(ADDRESS)
    assert page.status_code == 200
    assert str(STATES[state].title) in page.content.decode()
    assert (str(NOT_USED["outside"]) in page.content.decode()) == (state == ContributionState.NOT_USED)


@pytest.mark.parametrize("typed", [receipts.spaced(CODE), CODE, f"号：{CODE}"])
def test_is_found_however_the_code_is_typed(visitor: Client, typed: str) -> None:
    ContributionFactory.create(token=TOKEN)
    assert visitor.post("/receipt/", {"code": typed})["Location"] == ADDRESS


def test_a_draft_has_no_receipt_yet(visitor: Client) -> None:
    ContributionFactory.create(token=TOKEN, draft=True)
    assert visitor.get(ADDRESS).status_code == 404


def test_names_nobody(visitor: Client) -> None:
    contribution = ContributionFactory.create(
        token=TOKEN, story="师傅的事", what="师傅的缸", where="老地方", call=CallFactory.create()
    )
    contacts.keep(PartyFactory.create(contribution=contribution), "13800001958")
    MessageFactory.create(contribution=contribution, sender="contributor", text="我姓陈")
    page = visitor.get(ADDRESS).content.decode()
    assert not [word for word in ("师傅", "老地方", "陈玉兰", "13800001958", "我姓陈") if word in page]


def test_says_on_paper_where_the_code_is_typed_in(visitor: Client) -> None:
    ContributionFactory.create(token=TOKEN)
    page = visitor.get(ADDRESS).content.decode()
    assert "打印回条" in page
    assert f"{settings.SITE_URL.partition('//')[2]}/receipt/" in page


def test_is_kept_by_no_cache(visitor: Client) -> None:
    ContributionFactory.create(token=TOKEN)
    answer = visitor.get(ADDRESS)
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("private, no-store", "same-origin")
    assert "noindex" in answer["X-Robots-Tag"]


def test_a_wrong_code_and_none_at_all_get_the_same_answer(visitor: Client) -> None:
    ContributionFactory.create(token=TOKEN)
    answers = [visitor.post("/receipt/", {"code": typed}) for typed in (WRONG, "没有号", "", "9" * 300)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({body(answer) for answer in answers}) == 1


def test_guessing_comes_to_an_end_even_for_a_right_guess(visitor: Client) -> None:
    ContributionFactory.create(token=TOKEN)
    visitor.get("/receipt/")
    for _ in range(GUESS.device):
        assert visitor.get(f"/receipt/{WRONG}/").status_code == 404
    assert visitor.get(ADDRESS).status_code == 429
    assert "歇十分钟" in visitor.post("/receipt/", {"code": CODE}).content.decode()
    neighbour = Client()
    neighbour.get("/receipt/")
    assert neighbour.get(ADDRESS).status_code == 200


def test_a_question_is_answered_once(visitor: Client) -> None:
    contribution = ContributionFactory.create(token=TOKEN, state=ContributionState.QUESTION)
    MessageFactory.create(contribution=contribution, text="是哪个门？")
    assert "是哪个门？" in visitor.get(ADDRESS).content.decode()
    for _ in range(2):
        assert visitor.post(ADDRESS, filled(text="东门。")).status_code == 302
    assert list(Message.objects.filter(sender="contributor").values_list("text", flat=True)) == ["东门。"]
    assert Contribution.objects.get().state == ContributionState.LOOKING


def test_an_empty_answer_is_told(visitor: Client) -> None:
    ContributionFactory.create(token=TOKEN)
    assert "还没有写话" in visitor.post(ADDRESS, filled(text="")).content.decode()


def test_takes_back_and_puts_back(visitor: Client) -> None:
    ContributionFactory.create(token=TOKEN)
    assert visitor.get(f"{ADDRESS}withdraw/").status_code == 200
    assert visitor.post(f"{ADDRESS}withdraw/", filled()).status_code == 302
    assert Contribution.objects.get().state == ContributionState.WITHDRAWN
    assert "已经收回" in visitor.post(ADDRESS, filled(text="还有")).content.decode()
    visitor.post(f"{ADDRESS}withdraw/", filled(undo="1"))
    assert Contribution.objects.get().state == ContributionState.RECEIVED
