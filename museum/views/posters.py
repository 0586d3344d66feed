"""A poster of a call for each grid: A4, the question in large type, a code that carries call and grid."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Call, Grid
from museum.contributing.receipt import qr_of
from museum.reader import reader_of
from museum.views import errors


@require_safe
def posters(request: HttpRequest, slug: str) -> HttpResponse:
    """For staff: one sheet a grid, or the one that is asked for; without any grid, one sheet for everywhere."""
    if not reader_of(request).may("archive.view_call"):
        return errors.forbidden(request)
    call = get_object_or_404(Call, slug=slug)
    grids = Grid.objects.filter(code=request.GET["grid"]) if "grid" in request.GET else Grid.objects.all()
    address = settings.SITE_URL.rstrip("/") + call.get_absolute_url()
    sheets: list[tuple[Grid | None, SafeString]] = [
        (grid, qr_of(f"{address}?{urlencode({'grid': grid.code})}")) for grid in grids
    ]
    context = {
        "title": _("海报：%(call)s") % {"call": call.title},
        "call": call,
        "prompt": call.prompts.first(),
        "sheets": sheets or [(None, qr_of(address))],
        "site": settings.SITE_URL.partition("//")[2].rstrip("/"),
        "no_index": True,
    }
    return render(request, "museum/contribute/posters.html", context)
