"""Feeds, in Atom."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from museum.feeds import FEEDS, atom
from museum.reader import reader_of
from museum.views import errors


@require_safe
def feed(request: HttpRequest, name: str) -> HttpResponse:
    if name not in FEEDS:
        return errors.not_found(request)
    return HttpResponse(
        atom(name, request.path, reader_of(request)), content_type="application/atom+xml; charset=utf-8"
    )
