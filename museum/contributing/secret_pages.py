"""Pages whose address is a secret in itself: kept by no cache, told to no other site, listed nowhere. And pages whose
form is one person's alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

View = Callable[..., HttpResponseBase]


def secret_page(view: View) -> View:
    """`same-origin`, not `no-referrer`: with that, browsers leave out what the protection of forms looks at."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return guarded


def open_form(view: View) -> View:
    """For a form whose stamp names what is begun with it: two people shown one copy would go on with one draft.

    A browser may keep it, so that the way back still has what was typed; nobody between may.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-cache"
        return response

    return guarded
