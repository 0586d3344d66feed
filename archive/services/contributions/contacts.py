"""Telephone numbers and addresses: sealed, opened by one role with a note of each opening, forgotten by rule."""

from datetime import datetime
from typing import Any, Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from archive.log_actions import READ_CONTACT
from archive.models import Contact, Contribution, ContributionParty

READ_CONTACTS: Final = "archive.read_contacts"
MONTHS_OF_YEAR: Final = 12
SHORTEST_MONTH: Final = 28


class Unreadable(ValueError):
    """Sealed with a key that is no longer in CONTACT_KEYS."""


def keep(party: ContributionParty, text: str) -> None:
    """Seal how this person can be reached; "" removes what was kept."""
    text = text.strip()
    if not text:
        Contact.objects.filter(party=party).delete()
        return
    sealed = _lock().encrypt(text.encode()).decode("ascii")
    Contact.objects.update_or_create(party=party, defaults={"sealed": sealed, "last_contact_at": timezone.now()})


@transaction.atomic
def read(party: ContributionParty, *, read_by: Any) -> str:
    """Open it and note who did. "" when there is none. Raises PermissionDenied, Unreadable."""
    if not read_by.has_perm(READ_CONTACTS):
        raise PermissionDenied
    contact = Contact.objects.filter(party=party).first()
    if contact is None:
        return ""
    log(instance=party.contribution, action=READ_CONTACT, user=read_by, data={"role": party.role})
    return opened(contact)


def opened(contact: Contact) -> str:
    """The plain text; for `read`, and for the museum's own mail, which shows it to nobody. Raises Unreadable."""
    try:
        return _lock().decrypt(contact.sealed.encode("ascii")).decode()
    except InvalidToken:
        raise Unreadable from None


def is_address(text: str) -> bool:
    """Whether this is one e-mail address and nothing else: no second one, no further line of a letter's head."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def touch(contribution: Contribution) -> None:
    """There was contact today: the time after which it is forgotten runs anew."""
    Contact.objects.filter(party__contribution=contribution).update(last_contact_at=timezone.now())


def forget_of(contribution: Contribution) -> None:
    """Nobody of this contribution is to be reached any more."""
    Contact.objects.filter(party__contribution=contribution).delete()


def forget_old(now: datetime | None = None) -> int:
    """Delete what was last used CONTACT_KEEP_MONTHS ago or longer. Returns how many."""
    before = months_before(now or timezone.now(), settings.CONTACT_KEEP_MONTHS)
    deleted, _by_model = Contact.objects.filter(last_contact_at__lt=before).delete()
    return deleted


def reseal() -> tuple[int, int]:
    """Lock everything with the first key, so that former keys can go. Returns how many were, and how many could not."""
    done = failed = 0
    lock = _lock()
    for contact in Contact.objects.only("pk", "sealed").iterator():
        try:
            sealed = lock.rotate(contact.sealed.encode("ascii")).decode("ascii")
        except InvalidToken:
            failed += 1
            continue
        Contact.objects.filter(pk=contact.pk, sealed=contact.sealed).update(sealed=sealed)
        done += 1
    return done, failed


def months_before(moment: datetime, months: int) -> datetime:
    """The same day so many months ago; the 28th where that month is shorter, so nothing goes before its time is up."""
    year, month = divmod(moment.year * MONTHS_OF_YEAR + moment.month - 1 - months, MONTHS_OF_YEAR)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, SHORTEST_MONTH))


def _lock() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.CONTACT_KEYS])
