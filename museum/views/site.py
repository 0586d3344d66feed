"""The few addresses machines ask for first."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

RULES = """User-agent: *
Disallow: /admin/
Disallow: /search/
Disallow: /contribute/continue/
Disallow: /contribute/book/
Disallow: /receipt/
Sitemap: {sitemap}
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search results are not for indexing: they change, and their words are in the pages anyway."""
    sitemap = settings.SITE_URL.rstrip("/") + "/sitemap.xml"
    return HttpResponse(RULES.format(sitemap=sitemap), content_type="text/plain; charset=utf-8")
