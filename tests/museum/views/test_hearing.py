"""The player's beacon teaches nothing; a reply reaches nobody but curators, then the receipt."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from archive import receipts
from archive.models import HeardDay, Interview, Reply
from archive.states import Access
from museum.models import User
from tests.archive.services.contributions.test_hearing import told
from tests.museum.contributing.filling import filled

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-the-tests"
RECEIPT = f"/receipt/{receipts.code_of(TOKEN)}/"


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


def test_every_beacon_gets_the_same_answer(visitor: Client) -> None:
    _contribution, interview = told()
    answers = [visitor.post(f"/interviews/{slug}/heard/") for slug in (interview.slug, "no-such-talk")]
    assert [(answer.status_code, answer.content, answer.cookies.output()) for answer in answers] == [(204, b"", "")] * 2
    assert HeardDay.objects.get().times == 1
    assert visitor.get(f"/interviews/{interview.slug}/heard/").status_code == 405


def test_staff_are_no_listeners(visitor: Client) -> None:
    _contribution, interview = told()
    visitor.force_login(User.objects.create(username="guan", is_superuser=True))
    visitor.post(f"/interviews/{interview.slug}/heard/")
    assert not HeardDay.objects.exists()


def reply_page(interview: Interview) -> str:
    return f"/reply/interview/{interview.uuid}/"


def test_a_reply_waits_and_stands_nowhere(visitor: Client) -> None:
    _contribution, interview = told(token=TOKEN)
    assert reply_page(interview) in visitor.get(interview.get_absolute_url()).content.decode()
    answer = visitor.post(reply_page(interview), filled(text="听哭了。"), follow=True)
    assert "馆里看过，就转给讲的人" in answer.content.decode()
    for address in (interview.get_absolute_url(), reply_page(interview), RECEIPT):
        assert "听哭了。" not in visitor.get(address).content.decode()
    last_week = timezone.localdate() - timedelta(days=7)
    Reply.objects.update(state="passed", decided_on=last_week)
    assert "听哭了。" in visitor.get(RECEIPT).content.decode()
    assert "听哭了。" not in visitor.get(interview.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": ""}, "还没有写话"),
        ({"text": "长" * 141}, "140 个字"),
        ({"text": "买药", "website": "http://x"}, "本来该空着"),
        ({"text": "快", "stamp": ""}, "没有交成"),
    ],
)
def test_what_is_wrong_is_said_and_kept_in_the_form(visitor: Client, fields: dict[str, str], said: str) -> None:
    _contribution, interview = told()
    page = visitor.post(reply_page(interview), filled(**fields)).content.decode()
    assert said in page
    assert fields["text"] in page
    assert not Reply.objects.exists()


def test_there_is_no_such_page_where_nobody_waits(visitor: Client) -> None:
    contribution, interview = told(wants_news=False)
    assert "/reply/" not in visitor.get(interview.get_absolute_url()).content.decode()
    for address in (
        reply_page(interview),
        f"/reply/person/{interview.uuid}/",
        f"/reply/interview/{contribution.uuid}/",
    ):
        assert visitor.get(address).status_code == 404
    Interview.objects.update(access=Access.WITHDRAWN)
    assert visitor.post(reply_page(interview), filled(text="听哭了。")).status_code == 410


def test_the_receipt_asks_and_tells(visitor: Client) -> None:
    contribution, _interview = told(token=TOKEN, wants_news=False)
    assert "要不要告诉您" in visitor.get(RECEIPT).content.decode()
    visitor.post(f"{RECEIPT}news/", filled(tell="1"))
    day = timezone.localdate() - timedelta(days=7)
    HeardDay.objects.create(outcome=contribution.outcomes.get(), day=day, times=3)
    assert "有人听了 3 回" in visitor.get(RECEIPT).content.decode()
    visitor.post(f"{RECEIPT}news/", filled(stop="1"))
    assert "要不要告诉您" in visitor.get(RECEIPT).content.decode()


def test_guessing_a_receipt_to_switch_it_on_is_guessing(visitor: Client) -> None:
    assert visitor.post("/receipt/000000000000/news/", filled(tell="1")).status_code == 404
