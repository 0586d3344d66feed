"""Who may open which entry in the admin.

Wagtail asks one question for a whole model: may this account change artifacts at all. Three more rules hold here, each
for single rows, and every address of the admin that names a row goes through them (`archive.viewsets.base`):

- a keeper (`archive.see_sealed`) opens everything;
- other cataloguers (`archive.catalogue`) open what staff may see: no embargoed, restricted or withdrawn record, no
  person who is not to be shown;
- whoever may not catalogue (the collectors, 征集员) opens only what they made themselves, as long as it is a draft.
"""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import ModelLogEntry

from archive.models import Curated, Person, Record
from archive.rights import SEE_SEALED, Viewer, person_q, visible_q

CATALOGUE = "archive.catalogue"
"""The permission to work on other people's entries and to read what is noted for the house alone."""

Account = AbstractBaseUser | AnonymousUser


def may_catalogue(user: Any) -> bool:
    return bool(user.has_perm(CATALOGUE) or user.has_perm(SEE_SEALED))


def editable_by(user: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows this account may open in the admin, given that it may work on the model at all."""
    if user.has_perm(SEE_SEALED):
        return rows
    rows = choosable_by(user, rows)
    if user.has_perm(CATALOGUE) or not issubclass(rows.model, Curated):
        return rows
    return rows.filter(live=False, pk__in=_made_by(user, rows.model))


def choosable_by(user: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows this account may refer to: their titles are read in choosers."""
    if user.has_perm(SEE_SEALED):
        return rows
    if issubclass(rows.model, Record):
        return rows.filter(visible_q(Viewer.STAFF))
    if issubclass(rows.model, Person):
        return rows.filter(person_q(Viewer.STAFF))
    return rows


def _made_by(user: Any, model: type[Any]) -> list[int]:
    """Primary keys of what this account created. The log keeps them as text, so they are cast here."""
    log = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model), action="wagtail.create", user=user
    )
    return [int(pk) for pk in log.values_list("object_id", flat=True)]
