"""Making and changing records as an editor in the admin would: a draft, a revision, a note in the history."""

from datetime import date
from typing import Any, TypeVar

from django.utils.translation import gettext
from wagtail.log_actions import log

from archive.models import Contribution, Record
from archive.services.accepting.consents import carry, teller_name
from archive.services.accepting.said import Said

Made = TypeVar("Made", bound=Record)


def provenance(contribution: Contribution, said: Said) -> dict[str, Any]:
    """Where a thing or a photograph comes from: the name for the house, and whether it is said outside."""
    name = teller_name(contribution)
    return {
        "source_name": name,
        "source_is_unnamed": not name or said.credit != name,
        "credit_line": gettext("%(name)s提供") % {"name": said.credit} if said.credit else "",
        "acquisition_method": "collected",
    }


def save_draft(record: Made, contribution: Contribution, said: Said, by: Any) -> Made:
    """A new record nobody outside can see, with what was agreed to, and an editor's first revision."""
    record.live = False
    record.is_demo = contribution.is_demo
    record.save()
    carry(contribution, record, said.person)
    record.save_revision(user=by)
    log(instance=record, action="wagtail.create", user=by)
    return record


def latest(record: Made) -> Made:
    """The record as its editor would see it: with what was changed and not yet published."""
    newest: Made = type(record)._default_manager.get(pk=record.pk).get_latest_revision_as_object()
    return newest


def save_change(record: Record, by: Any) -> None:
    """As a draft beside what is public; somebody publishes it, or not."""
    record.save_revision(user=by, log_action=True)


def received_on(contribution: Contribution) -> date | None:
    return contribution.received_at.date() if contribution.received_at else None
