"""The receipt as its page and its paper show it: nothing on it names anybody."""

from dataclasses import dataclass

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from archive import corrections, receipts
from archive.contribution_states import ContributionState, Sender
from archive.models import Contribution, Message
from archive.rights import standing_of
from archive.services.contributions.news import News, news_of
from archive.states import Standing
from museum.contributing.wording import NOT_USED, TAKEN_IN, Words, words_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something in the museum that was made of it, and that everybody may see."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    contribution: Contribution
    code: str
    address: str
    qr: SafeString
    words: Words
    reason: str | Promise
    question: Message | None
    word: Message | None
    answers: int
    found: tuple[Found, ...]
    news: News | None

    @property
    def spaced_code(self) -> str:
        return receipts.spaced(self.code)

    @property
    def typed_address(self) -> str:
        """Where the code is typed in, as one types it."""
        return settings.SITE_URL.rstrip("/").partition("//")[2] + reverse("receipts")

    @property
    def takes_answers(self) -> bool:
        return self.contribution.state not in ContributionState.closed()

    @property
    def can_be_withdrawn(self) -> bool:
        return self.contribution.state not in ContributionState.closed()

    @property
    def may_hear_of_listeners(self) -> bool:
        return self.contribution.state not in ContributionState.closed() | {ContributionState.NOT_USED}

    @property
    def can_open_book(self) -> bool:
        """Somebody helped, and may want to help others, too."""
        return self.contribution.book_id is None and self.contribution.helper is not None and self.can_be_withdrawn

    @property
    def is_withdrawn(self) -> bool:
        return self.contribution.state == ContributionState.WITHDRAWN


def receipt_of(contribution: Contribution, code: str) -> Receipt:
    """Everything the receipt tells, for whoever has its code."""
    address = settings.SITE_URL.rstrip("/") + reverse("receipt", args=[code])
    messages = list(contribution.messages.all())
    asked = [message for message in messages if message.sender == Sender.CURATOR]
    is_asking = contribution.state == ContributionState.QUESTION
    return Receipt(
        contribution=contribution,
        code=code,
        address=address,
        qr=qr_of(address),
        words=words_on(contribution.kind, contribution.state),
        reason=NOT_USED.get(contribution.not_used_reason, "") if contribution.state == "not_used" else "",
        question=asked[-1] if asked and is_asking else None,
        word=messages[-1] if messages and messages[-1].sender == Sender.CURATOR and not is_asking else None,
        answers=len(messages) - len(asked),
        found=tuple(_found(contribution)),
        news=news_of(contribution),
    )


def qr_of(address: str) -> SafeString:
    """A drawing for the page, black on white in every colour scheme: phones read nothing else well."""
    code = segno.make(address, error="m")
    drawing = code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None, title=gettext("二维码"))
    return mark_safe(drawing)  # noqa: S308  drawn by the library from our own address


def _found(contribution: Contribution) -> list[Found]:
    if contribution.kind in TAKEN_IN:
        return _found_about(contribution)
    if contribution.state != ContributionState.ONLINE:
        return []
    records = [outcome.record for outcome in contribution.outcomes.all()]
    return [
        Found(title=str(record), url=record.get_absolute_url())
        for record in records
        if hasattr(record, "access") and standing_of(record) is Standing.PUBLIC
    ]


def _found_about(contribution: Contribution) -> list[Found]:
    """The page that was named or put right, without its title: a person's would be the name that may be masked."""
    record = corrections.record_of(contribution.about)
    if record is None or contribution.state in ContributionState.closed():
        return []
    is_public = standing_of(record) is Standing.PUBLIC if hasattr(record, "access") else record.live
    return [Found(title=gettext("您说的那一页"), url=record.get_absolute_url())] if is_public else []
