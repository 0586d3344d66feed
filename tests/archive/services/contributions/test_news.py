"""Whole weeks are told, on Mondays; a letter goes at most once a week, where there is an address and mail is set up."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from wagtail.models import ModelLogEntry

from archive.contribution_states import ContributionState, ReplyState
from archive.log_actions import READ_CONTACT
from archive.models import Contribution, HeardDay, Interview, Reply
from archive.services.contributions import contacts, news
from archive.services.contributions.withdrawing import withdraw
from archive.states import Access
from tests.archive.services.contributions.test_hearing import told
from tests.factories.contributions import PartyFactory

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
THURSDAY = MONDAY + timedelta(days=3)
ADDRESS = "yulan@example.org"


def heard(contribution: Contribution, times: int, *, days_before_monday: int) -> None:
    day = MONDAY - timedelta(days=days_before_monday)
    HeardDay.objects.create(outcome=contribution.outcomes.get(), day=day, times=times)


def passed(contribution: Contribution, text: str, *, days_before_monday: int, state: str = ReplyState.PASSED) -> None:
    day = MONDAY - timedelta(days=days_before_monday)
    Reply.objects.create(outcome=contribution.outcomes.get(), text=text, state=state, decided_on=day)


def reachable(contact: str = ADDRESS) -> Contribution:
    """Heard twice last week, by whom nobody knows."""
    contribution, _interview = told()
    contacts.keep(PartyFactory.create(contribution=contribution), contact)
    heard(contribution, 2, days_before_monday=1)
    return contribution


def test_this_week_is_told_next_week() -> None:
    contribution, _interview = told()
    for times, before in ((1, 20), (2, 7), (3, 1), (4, 0), (5, -2)):
        heard(contribution, times, days_before_monday=before)
    passed(contribution, "旧的", days_before_monday=8)
    passed(contribution, "新的", days_before_monday=2)
    passed(contribution, "今天的", days_before_monday=-1)
    passed(contribution, "没转的", days_before_monday=2, state=ReplyState.KEPT)
    found = news.news_of(contribution, THURSDAY)
    assert found is not None
    assert (found.last_week, found.times) == (5, 6)
    assert (found.replies, found.new_replies) == (["旧的", "新的"], ["新的"])


def test_nothing_is_told_after_it_was_taken_back() -> None:
    contribution = reachable()
    withdraw(contribution)
    contribution.refresh_from_db()
    assert news.news_of(contribution, THURSDAY) is None
    assert (news.mail_news(THURSDAY), mail.outbox) == (0, [])


def test_a_record_that_closed_tells_nothing() -> None:
    contribution = reachable()
    passed(contribution, "听哭了", days_before_monday=1)
    Interview.objects.update(access=Access.WITHDRAWN)
    found = news.news_of(contribution, THURSDAY)
    assert found is not None
    assert (found.times, found.replies, found.is_new) == (0, [], False)
    assert news.mail_news(THURSDAY) == 0


def test_one_letter_a_week() -> None:
    contribution = reachable()
    passed(contribution, "我爸也在那个班。", days_before_monday=1)
    assert [news.mail_news(THURSDAY + timedelta(days=days)) for days in (0, 1, 3)] == [1, 0, 0]
    [letter] = mail.outbox
    assert (letter.to, "2 回" in letter.body, "我爸也在那个班。" in letter.body) == ([ADDRESS], True, True)
    assert contribution.story not in letter.body
    assert news.mail_news(THURSDAY + timedelta(days=7)) == 0, "nobody listened in the week after"


def test_opening_the_address_is_noted() -> None:
    reachable()
    news.mail_news(THURSDAY)
    [noted] = ModelLogEntry.objects.filter(action=READ_CONTACT)
    assert (noted.user_id, noted.data) == (None, {"role": "teller", "for": "mail"})


def test_a_telephone_gets_no_letter_and_is_opened_once_a_week() -> None:
    reachable("138 0000 1958")
    assert [news.mail_news(THURSDAY), news.mail_news(THURSDAY), mail.outbox] == [0, 0, []]
    assert ModelLogEntry.objects.filter(action=READ_CONTACT).count() == 1


@pytest.mark.parametrize("backend", sorted(news.TO_NOBODY))
def test_without_mail_nothing_is_opened(settings: Any, backend: str) -> None:
    reachable()
    settings.EMAIL_BACKEND = backend
    assert news.mail_news(THURSDAY) == 0
    assert not ModelLogEntry.objects.filter(action=READ_CONTACT).exists()


def test_a_server_that_is_away_is_asked_again(settings: Any) -> None:
    contribution = reachable()
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    assert news.mail_news(THURSDAY) == 0
    contribution.refresh_from_db()
    assert contribution.news_mailed_on is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert news.mail_news(THURSDAY) == 1


def test_not_for_whoever_did_not_ask() -> None:
    contribution = reachable()
    Contribution.objects.filter(pk=contribution.pk).update(wants_news=False)
    assert (news.mail_news(THURSDAY), contribution.state) == (0, ContributionState.ONLINE)
