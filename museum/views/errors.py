"""What a visitor reads when there is nothing to show: one sentence why, one way out."""

import logging

from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string

from archive.rights import Refusal
from archive.services.tombstones import is_erased
from museum.frame_sheet import SHEET
from museum.reading import LARGE, PARAMETER

logger = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "museum/errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "museum/errors/403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    # What could not be read must not be asked again by the page that says so.
    request.GET = QueryDict()
    return render(request, "museum/errors/400.html", status=400)


def gone(request: HttpRequest) -> HttpResponse:
    """What was here has been taken back. Said kindly, and for good: search engines forget a 410 sooner than a 404."""
    return render(request, "museum/errors/410.html", status=410)


def absent(request: HttpRequest) -> HttpResponse:
    """Nothing stands at this address: it never did, or it was taken back and erased."""
    return gone(request) if is_erased(request.path) else not_found(request)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page for a record this viewer may not see."""
    answers = {Refusal.NOT_FOUND: not_found, Refusal.FORBIDDEN: forbidden}
    return answers[refusal](request) if refusal in answers else gone(request)


def broken(request: HttpRequest) -> HttpResponse:
    """Something failed. Asks nothing of database, session or context processors: they may be what failed."""
    try:
        sheet = staticfiles_storage.url(SHEET)
    except ValueError:
        # The manifest is missing: the page is readable without its clothes.
        logger.warning("static manifest has no style sheet", extra={"path": request.path})
        sheet = ""
    context = {"sheet": sheet, "reading": LARGE if request.COOKIES.get(PARAMETER) == LARGE else ""}
    return HttpResponse(render_to_string("museum/errors/500.html", context), status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that stayed open too long."""
    return render(request, "museum/errors/csrf.html", status=403)
