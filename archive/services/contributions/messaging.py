"""The talk between the curator and the person who handed in, through the receipt page."""

from typing import Any, Final

from django.db import IntegrityError, transaction

from archive import receipts
from archive.contribution_states import ContributionState, Sender
from archive.models import Contribution, Message
from archive.services.contributions import contacts
from archive.services.contributions.files import Closed
from archive.services.contributions.moves import locked, move

MOST_ANSWERS: Final = 200
"""Of one contribution: more than anybody says, and less than makes the curator's page heavy."""


class Full(ValueError):
    """Whoever holds the receipt has said MOST_ANSWERS things already."""


@transaction.atomic
def ask(contribution: Contribution, text: str, *, asked_by: Any) -> Message:
    """A question of the curator; the receipt says that there is one. Raises WrongMove."""
    row = move(contribution, ContributionState.QUESTION)
    contacts.touch(row)
    return Message.objects.create(contribution=row, sender=Sender.CURATOR, text=text, written_by=asked_by)


@transaction.atomic
def tell(contribution: Contribution, text: str, *, told_by: Any) -> Message:
    """Something to know, a thank-you: the receipt shows it, and waits for no answer. Raises Closed."""
    row = locked(contribution)
    if row.state in ContributionState.closed():
        raise Closed
    row.save(update_fields=["updated_at"])
    contacts.touch(row)
    return Message.objects.create(contribution=row, sender=Sender.CURATOR, text=text, written_by=told_by)


def answer(contribution: Contribution, text: str, *, form_key: str) -> Message:
    """An answer, or something one forgot to say. The same form sent twice is one message. Raises Closed, Full."""
    key = receipts.hash_of(f"message:{form_key}")
    known = Message.objects.filter(form_key=key, contribution=contribution).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return _answered(contribution, text, key)
    except IntegrityError:
        return Message.objects.get(form_key=key, contribution=contribution)


def _answered(contribution: Contribution, text: str, key: str) -> Message:
    row = locked(contribution)
    if row.state in ContributionState.closed():
        raise Closed
    if row.messages.filter(sender=Sender.CONTRIBUTOR).count() >= MOST_ANSWERS:
        raise Full
    if row.state == ContributionState.QUESTION:
        row.state = ContributionState.LOOKING
    row.save()
    contacts.touch(row)
    return Message.objects.create(contribution=row, sender=Sender.CONTRIBUTOR, text=text, form_key=key)
