"""适老 mode: a link switches it, a cookie remembers it, the server writes it into the page. No script needed."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers

PARAMETER: Final = "reading"
LARGE: Final = "large"
ONE_YEAR_SECONDS: Final = 365 * 24 * 3600


class ReadingMiddleware:
    """Turns `?reading=large` and `?reading=standard` into a cookie and sends the visitor back to the same page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "GET" and PARAMETER in request.GET:
            return self._remember(request)
        response = self.get_response(request)
        patch_vary_headers(response, ["Cookie"])
        return response

    def _remember(self, request: HttpRequest) -> HttpResponse:
        rest = request.GET.copy()
        choice = rest.pop(PARAMETER)[-1]
        address = request.path + (f"?{rest.urlencode()}" if rest else "")
        response = HttpResponseRedirect("/" + address.lstrip("/"), status=303)
        if choice == LARGE:
            response.set_cookie(
                PARAMETER,
                LARGE,
                max_age=ONE_YEAR_SECONDS,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        else:
            response.delete_cookie(PARAMETER, samesite="Lax")
        return response
