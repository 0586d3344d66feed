"""What opens by itself once its last closed day is over. The worker's sweep calls `open_embargoes`."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from archive.log_actions import OPEN_EMBARGO
from archive.models import Album, Artifact, Interview, Person, Photograph, Record
from archive.services.sound import settle_sound
from archive.states import Access, Display
from search.outbox import touch

KINDS: tuple[type[Record], ...] = (Artifact, Photograph, Album, Interview)


def open_embargoes(today: date | None = None) -> int:
    """Make public what was closed until yesterday or longer ago. Returns how many records and persons opened.

    The rights table counts an ended embargo as public from its day on; files, index and catalogue follow here.
    """
    today = today or timezone.localdate()
    opened = sum(_open_records(kind, today) for kind in KINDS)
    for person in Person.objects.filter(public_display=Display.EMBARGOED, embargo_until__lt=today):
        with transaction.atomic():
            person.public_display = Display.BY_RULE
            person.save(update_fields=["public_display", "updated_at"])
            log(instance=person, action=OPEN_EMBARGO)
        opened += 1
    _lift_restrictions(today)
    return opened


def _open_records(kind: type[Record], today: date) -> int:
    opened = 0
    for record in kind._default_manager.filter(access=Access.EMBARGOED, embargo_until__lt=today):
        with transaction.atomic():
            record.access = Access.PUBLIC
            record.save(update_fields=["access", "updated_at"])
            log(instance=record, action=OPEN_EMBARGO)
        opened += 1
    return opened


def _lift_restrictions(today: date) -> None:
    for interview in Interview.objects.filter(restrictions__until__lt=today).distinct():
        with transaction.atomic():
            if settle_sound(interview):
                touch(interview)
