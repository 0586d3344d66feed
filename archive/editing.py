"""Who may open which entry in the admin.

Wagtail asks one question for a whole model: may this account change artifacts at all. Three more rules hold here, each
for single rows, and every address of the admin that names a row goes through them (`guarded`):

- a keeper (`archive.see_sealed`) opens everything;
- other cataloguers (`archive.catalogue`) open what staff may see: no embargoed, restricted or withdrawn record, no
  person who is not to be shown;
- whoever may not catalogue (the collectors, 征集员) opens only what they made themselves, as long as it is a draft.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from wagtail.models import ModelLogEntry

from archive.models import Curated, Interview, Person, Record, Restriction
from archive.rights import SEE_SEALED, Viewer, person_q, visible_q

CATALOGUE = "archive.catalogue"
"""The permission to work on other people's entries and to read what is noted for the house alone."""

View = Callable[..., HttpResponseBase]
Scope = Callable[[Any, QuerySet[Any]], QuerySet[Any]]


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
    if issubclass(rows.model, Restriction):
        return rows.filter(interview__in=Interview.objects.filter(visible_q(Viewer.STAFF)))
    return rows


def _made_by(user: Any, model: type[Any]) -> list[int]:
    """Primary keys of what this account created. The log keeps them as text, so they are cast here."""
    log = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model), action="wagtail.create", user=user
    )
    return [int(pk) for pk in log.values_list("object_id", flat=True)]


def guarded(view: View, model: type[Model], scope: Scope) -> View:
    """The view, for rows within the account's scope only. Other rows do not exist as far as it can tell."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "pk" in kwargs:
            try:
                rows = model._default_manager.filter(pk=unquote(str(kwargs["pk"])))
                found = scope(request.user, rows).exists()
            except (ValueError, OverflowError, ValidationError) as error:
                raise Http404 from error
            if not found:
                raise Http404
        return view(request, *args, **kwargs)

    return inner
