"""What was allowed until a day closes by itself when that day is over. The worker's round calls `close_lapsed`."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.log_actions import log

from archive import consent
from archive.consent import Stand
from archive.log_actions import CONSENT_LAPSED
from archive.models import Album, Artifact, ConsentEntry, Interview, Person, Photograph, Record
from archive.services.access import change_access, hide_person
from archive.services.consent import entries_of, goes_public, needed_for
from archive.states import Access, Display, Living

KINDS: dict[str, type[Any]] = {model.KIND: model for model in (Artifact, Photograph, Album, Interview, Person)}


def close_lapsed(today: date | None = None) -> int:
    """Close what is public on grants that have run out: records for keepers, names under a mask. Returns how many."""
    today = today or timezone.localdate()
    rows = ConsentEntry.objects.filter(until__lt=today).values_list("material_kind", "material_uuid").distinct()
    return sum(_close(kind, uuid, today) for kind, uuid in rows.order_by() if kind in KINDS)


def _close(kind: str, uuid: Any, today: date) -> bool:
    about = KINDS[kind]._default_manager.filter(uuid=uuid, live=True).first()
    if about is None or not goes_public(about, today):
        return False
    words = [row.word for row in entries_of(about) if row.start_ms is None]
    is_dead = isinstance(about, Person) and about.living == Living.DEAD
    lacking = consent.missing(words, needed_for(about), today, is_dead=is_dead)
    if not any(stand is Stand.LAPSED for _use, stand in lacking):
        return False
    with transaction.atomic():
        if isinstance(about, Record):
            change_access(record=about, access=Access.RESTRICTED, note=gettext("授权到期，自动收起"))
        else:
            hide_person(person=about, display=Display.MASKED)
        log(instance=about, action=CONSENT_LAPSED)
    return True
