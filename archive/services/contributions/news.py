"""What is told to whoever wants to know that somebody listened: whole weeks, on the receipt and by mail.

A week ends on Sunday and is told from Monday on. So nobody is tempted to look every hour, and a single listener in a
small neighbourhood is not told by the day.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from archive.contribution_states import ContributionState, ReplyState
from archive.log_actions import READ_CONTACT
from archive.models import Contact, Contribution, HeardDay, Outcome, Reply
from archive.rights import standing_of
from archive.services.contributions import contacts
from archive.states import Standing

logger = logging.getLogger(__name__)

WEEK: Final = timedelta(days=7)
TO_NOBODY: Final = frozenset(
    f"django.core.mail.backends.{name}.EmailBackend" for name in ("console", "dummy", "filebased")
)
"""What only prints or stores mail: an address would end up in a log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """`last_week` and `times` are how often it was heard, last week and altogether until then."""

    last_week: int
    times: int
    replies: Sequence[str]
    new_replies: Sequence[str]

    @property
    def is_new(self) -> bool:
        """Whether last week brought anything."""
        return self.last_week > 0 or bool(self.new_replies)


def news_of(contribution: Contribution, today: date | None = None) -> News | None:
    """What may be told of it today; None when nobody wants to know, or it was taken back."""
    if not contribution.wants_news or contribution.state in ContributionState.closed():
        return None
    monday = this_monday(today)
    shown = [outcome for outcome in contribution.outcomes.all() if _is_public(outcome)]
    days = HeardDay.objects.filter(outcome__in=shown, day__lt=monday)
    counted = days.aggregate(altogether=Sum("times"), last_week=Sum("times", filter=Q(day__gte=monday - WEEK)))
    passed = list(_replies_to(shown).filter(state=ReplyState.PASSED, decided_on__lt=monday))
    return News(
        last_week=counted["last_week"] or 0,
        times=counted["altogether"] or 0,
        replies=[reply.text for reply in passed],
        new_replies=[reply.text for reply in passed if reply.decided_on and reply.decided_on >= monday - WEEK],
    )


def this_monday(today: date | None = None) -> date:
    day = today or timezone.localdate()
    return day - timedelta(days=day.weekday())


def may_mail() -> bool:
    """Whether this museum sends mail at all."""
    return settings.EMAIL_BACKEND not in TO_NOBODY


def mail_news(today: date | None = None) -> int:
    """Write once a week to those who left an address and were heard. Returns how many letters went."""
    if not may_mail():
        return 0
    monday, went = this_monday(today), 0
    rows = Contribution.objects.filter(wants_news=True, parties__contact__isnull=False, outcomes__isnull=False)
    due = rows.filter(Q(news_mailed_on=None) | Q(news_mailed_on__lt=monday))
    open_ones = due.exclude(state__in=ContributionState.closed()).distinct()
    for contribution in open_ones.prefetch_related("outcomes__record"):
        news = news_of(contribution, today)
        if news is not None and news.is_new:
            went += _mail(contribution, news, monday)
    return went


def _mail(contribution: Contribution, news: News, monday: date) -> int:
    """Marked before it is sent: two workers write once. Unmarked when the server did not take it. A letter that cannot
    be written keeps none of the others from going."""
    before = contribution.news_mailed_on
    mine = Contribution.objects.filter(pk=contribution.pk, news_mailed_on=before, wants_news=True)
    if not mine.update(news_mailed_on=monday):
        return 0
    letters = [EmailMessage(_("有人听了您的故事"), words_of(news), None, [to]) for to in _addresses(contribution)]
    try:
        return (get_connection().send_messages(letters) or 0) if letters else 0
    except (OSError, ValueError) as error:
        logger.warning("mail about listeners was not sent", extra={"reason": type(error).__name__})
        Contribution.objects.filter(pk=contribution.pk).update(news_mailed_on=before)
        return 0


def _addresses(contribution: Contribution) -> Iterator[str]:
    """Of whoever left one; opening a contact is noted here as it is everywhere."""
    for contact in Contact.objects.filter(party__contribution=contribution).select_related("party"):
        log(instance=contribution, action=READ_CONTACT, data={"role": contact.party.role, "for": "mail"})
        try:
            text = contacts.opened(contact)
        except contacts.Unreadable:
            continue
        if contacts.is_address(text):
            yield text


def words_of(news: News) -> str:
    """The letter. It names nobody, and holds no code: whoever else reads it learns nothing and can open nothing."""
    lines = [_("您好：")]
    if news.last_week:
        lines.append(_("您讲给株化记忆的，上个星期有人听了 %(times)d 回。") % {"times": news.last_week})
    if news.new_replies:
        lines.append(_("还有人回了话："))
        lines += [f"“{text}”" for text in news.new_replies]
    address = settings.SITE_URL.rstrip("/") + reverse("receipts")
    lines += [
        _("凭回条上的号，随时来看：%(address)s") % {"address": address},
        _("不想再收这样的信，在回条那一页按“不用告诉我了”。"),
    ]
    return "\n\n".join(lines)


def _is_public(outcome: Outcome) -> bool:
    record = outcome.record
    return hasattr(record, "access") and standing_of(record) is Standing.PUBLIC


def _replies_to(outcomes: Sequence[Outcome]) -> QuerySet[Reply]:
    """A record that came of several contributions has one set of replies, which each of them is told."""
    same = Q(pk__in=[])
    for outcome in outcomes:
        same |= Q(outcome__content_type=outcome.content_type_id, outcome__object_id=outcome.object_id)
    return Reply.objects.filter(same)
