"""挪动记录: who moved what on a page, and a button to put it back. In the admin."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page, PageLogEntry

from museum.models.ordered import OrderedBody
from museum.moving import MOVED, lines_of, undo

LATEST = 50


@require_http_methods(["GET", "HEAD"])
@require_admin_access
def moves(request: HttpRequest, pk: int) -> HttpResponse:
    page = _page_to_edit(request, pk)
    entries = PageLogEntry.objects.filter(page=page, action=MOVED).select_related("user").order_by("-timestamp", "-pk")
    rows = [{"entry": entry, "said": lines_of(entry)} for entry in entries[:LATEST]]
    context = {"page_title": _("挪动记录"), "page": page, "rows": rows}
    return render(request, "museum/admin/moves.html", context)


@require_POST
@require_admin_access
def put_back(request: HttpRequest, pk: int, entry: int) -> HttpResponse:
    page = _page_to_edit(request, pk)
    found = get_object_or_404(PageLogEntry, pk=entry, page=page, action=MOVED)
    if (lock := page.get_lock()) and lock.for_user(request.user):
        messages.error(request, _("这一页锁着，别人在改。等解了锁再放回去。"))
    elif undo(page=page, entry=found, user=request.user):
        messages.success(request, _("放回去了，存成了草稿。看过没问题，再发布。"))
    else:
        messages.info(request, _("次序本来就是那样，没有要放回的。"))
    return redirect("museum_moves", pk=page.pk)


def _page_to_edit(request: HttpRequest, pk: int) -> Any:
    page = get_object_or_404(Page, pk=pk).specific
    if not isinstance(page, OrderedBody):
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():  # type: ignore[attr-defined]  # it is Wagtail's page, too
        raise PermissionDenied
    return page
