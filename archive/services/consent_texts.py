"""New versions of what people are asked to agree to. What stands is never touched: who said yes said it to that."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext
from wagtail.log_actions import log

from archive.log_actions import WRITE_CONSENT_TEXT
from archive.models import ConsentText

ADD = "archive.add_consenttext"


class NewerVersion(ValidationError):
    """Somebody else wrote a version while this one was being written. The message says so."""


@transaction.atomic
def write_version(*, key: str, after: int, title: str, body: str, by: Any) -> ConsentText:
    """The version that follows number `after`, in force from now on.

    Raises PermissionDenied, NewerVersion, and ValidationError where nothing was changed.
    """
    if not by.has_perm(ADD):
        raise PermissionDenied
    newest = ConsentText.objects.select_for_update().filter(key=key).order_by("-version").first()
    if newest is None or newest.version != after:
        raise NewerVersion(gettext("刚才有人先写了新的一版。您写的还在下面，请对着新的那一版再看一遍。"))
    if (newest.title, newest.lines) == (title, [line.strip() for line in body.splitlines() if line.strip()]):
        raise ValidationError(gettext("和现在用的一字不差，不用再出一版。"))
    written = ConsentText.objects.create(key=key, version=after + 1, title=title, body=body)
    log(instance=written, action=WRITE_CONSENT_TEXT, user=by, data={"key": key, "version": written.version})
    return written
