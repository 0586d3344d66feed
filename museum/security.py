"""What a browser may load: strict on public pages, as loose as Wagtail needs in the admin.

The admin policy must not hold a nonce: a browser that sees one ignores 'unsafe-inline', and Wagtail's editor
still writes inline scripts.
"""

from collections.abc import Callable
from typing import Any, Final

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase

NUL: Final = "\0"

PUBLIC_POLICY: dict[str, Any] = {
    "default-src": [NONE],
    "script-src": [SELF, NONCE],
    "style-src": [SELF, NONCE],
    "img-src": [SELF, "data:", "blob:"],
    "media-src": [SELF, "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "worker-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
}
ADMIN_POLICY: dict[str, Any] = {
    **PUBLIC_POLICY,
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "frame-src": [SELF],
}


class NulMiddleware:
    """Keeps the NUL character out: no name holds it, and PostgreSQL fails on it where SQLite finds nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if any(NUL in value for value in request.COOKIES.values()):
            request.COOKIES = {name: value for name, value in request.COOKIES.items() if NUL not in value}
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = without_nul(request.GET)  # type: ignore[assignment]  # a copy serves as well
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if NUL in request.path:
            raise Http404


def without_nul(asked: QueryDict) -> QueryDict:
    """The same questions with the character left out of their answers."""
    clean = asked.copy()
    for name, values in asked.lists():
        clean.setlist(name, [value.replace(NUL, "") for value in values])
    return clean


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Adds the public policy to every answer, and the admin's to answers below /admin/."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith("/admin/"):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]  # django-csp's own way to replace a policy
        return super().process_response(request, response)
