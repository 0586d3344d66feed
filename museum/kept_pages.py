"""Whole pages, kept for visitors who are nobody in particular, for as long as nothing has changed.

A page is kept under the stamp that was there before it was begun (`museum/stamp.py`), the day, and everything in a
request that it may depend on. Whatever changes renews the stamp, and the very next request finds nothing under the new
one: no list of what to throw away, nothing to forget. Browsers ask each time and are told "still the same" (304).

In doubt a request is answered anew: signed in, a cookie or a question of the address that no page knows, a page that
sets a cookie or uses a nonce, anything but a whole page in good order.
"""

import hashlib
import logging
import zlib
from collections.abc import Callable
from typing import Any, Final, TypedDict

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response

from museum import stamp
from museum.contributing.limits import COOKIE as PHONE
from museum.reading import LARGE
from museum.reading import PARAMETER as READING
from search.curation import editions

logger = logging.getLogger(__name__)

ALIAS: Final = "pages"
LARGEST_BYTES: Final = 500_000
"""As kept, which is compressed: a transcript of five hours is a megabyte of text, and a hundred kilobytes here."""

PAGES: Final = frozenset(
    {"wagtail_serve", "artifacts", "artifact", "photographs", "photograph", "album", "interviews", "interview"}
    | {"people", "person", "kin-path", "family", "places", "place", "timeline", "browse", "plant"}
    | {"collections", "collection", "sitemap", "django.contrib.sitemaps.views.sitemap", "feed"}
)
"""What may be kept, by the name of the address. Results are not: what is asked is written down, and changes often."""

QUESTIONS: Final = frozenset({"page", "generation", "decade", "kind", "type", "place", "layer"})
"""What the address of a kept page may ask. Anything else would let anybody fill the store with copies."""

COOKIES: Final = frozenset({READING, settings.CSRF_COOKIE_NAME, PHONE})
"""Cookies with which a visitor is still nobody in particular: the last one only counts how often a form is sent."""


class Kept(TypedDict):
    packed: bytes
    """The body, compressed: quickly, since it is done once and undone for every visitor."""
    headers: dict[str, str]


class KeptPagesMiddleware:
    """Answers from the store, or anew and keeps the answer. Stands outside of everything that sets a cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.stamp_known = ""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.PAGE_CACHE_SECONDS or not is_for_anybody(request):
            return self.get_response(request)
        now = stamp.of(request)
        if not now:
            return self.get_response(request)
        name = name_of(request, now)
        kept = fetch(name)
        return answer(request, kept) if kept else self._anew(request, now, name)

    def _anew(self, request: HttpRequest, now: str, name: str) -> HttpResponseBase:
        if self.stamp_known != now:
            # This process may know the lexicon of a second ago, and would keep what it says for longer than that.
            editions.refresh()
            self.stamp_known = now
        response = self.get_response(request)
        if not isinstance(response, HttpResponse) or not may_be_kept(request, response):
            return response
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        kept: Kept = {
            "packed": zlib.compress(response.content, level=1),
            "headers": {**response.headers, "ETag": etag, "Cache-Control": "no-cache"},
        }
        if len(kept["packed"]) <= LARGEST_BYTES:
            store(name, kept)
        return answer(request, kept)


def fetch(name: str) -> Kept | None:
    try:
        kept: Kept | None = caches[ALIAS].get(name)
    except Exception as error:  # noqa: BLE001  a store of any kind may be away; the page itself is not
        logger.warning("kept pages cannot be read", extra={"reason": repr(error)})
        return None
    return kept


def store(name: str, kept: Kept) -> None:
    try:
        caches[ALIAS].set(name, kept, settings.PAGE_CACHE_SECONDS)
    except Exception as error:  # noqa: BLE001  a full disk is no reason not to answer
        logger.warning("a page cannot be kept", extra={"reason": repr(error)})


def is_for_anybody(request: HttpRequest) -> bool:
    """Whether nothing in the request could make the page another one than everybody's."""
    return (
        request.method == "GET"
        and not getattr(request, "is_dummy", False)  # Wagtail's preview of a draft, at the page's address
        and COOKIES.issuperset(request.COOKIES)
        and "Authorization" not in request.headers
        and "Save-Data" not in request.headers
        and QUESTIONS.issuperset(request.GET)
    )


def may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and request.resolver_match is not None
        and request.resolver_match.url_name in PAGES
        and not response.cookies
        and "Cache-Control" not in response.headers
        and getattr(request, "_csp_nonce", None) is None  # a nonce that two visitors share protects neither
    )


def name_of(request: HttpRequest, now: str) -> str:
    """Under which the page is kept: what it may depend on, and the moment's stamp, day and style sheets."""
    parts = (
        now,
        timezone.localdate().isoformat(),  # embargoes end and the voice of the day changes without anybody saving
        getattr(staticfiles_storage, "manifest_hash", ""),
        request.scheme or "",
        request.get_host(),
        request.get_full_path(),
        request.COOKIES.get(READING) == LARGE,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def answer(request: HttpRequest, kept: Kept) -> HttpResponseBase:
    """The kept page, or that the browser has it already."""
    body = zlib.decompress(kept["packed"])
    response = HttpResponse(body, headers=kept["headers"])
    response.headers["Content-Length"] = str(len(body))
    known: Any = get_conditional_response(request, etag=kept["headers"]["ETag"], response=response)
    return known or response
