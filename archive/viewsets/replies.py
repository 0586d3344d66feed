"""回话: what visitors said back to those who told; read here, and passed on or not."""

from typing import Any, Final

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin import messages

from archive.contribution_states import ReplyState
from archive.models import Reply
from archive.services.contributions import hearing

PER_PAGE: Final = 50
READ_REPLIES: Final = "archive.change_reply"


@permission_required(READ_REPLIES, raise_exception=True)
def replies(request: HttpRequest) -> HttpResponseBase:
    """What waits, the oldest first; or what was decided, which may be decided anew."""
    if request.method == "POST":
        return _decided(request)
    is_done = request.GET.get("done") == "1"
    rows = Reply.objects.prefetch_related("outcome__record")
    waiting = rows.filter(state=ReplyState.WAITING)
    shown = rows.exclude(state=ReplyState.WAITING).order_by("-decided_on", "-pk") if is_done else waiting
    title = gettext("回话")
    context = {
        "page_title": title,
        "header_icon": "comment",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": gettext("首页")},
            {"url": "", "label": title},
        ],
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("p")),
        "is_done": is_done,
        "waiting_count": waiting.count(),
        "kept_days": hearing.KEPT_BACK_DAYS,
    }
    return TemplateResponse(request, "archive/admin/replies.html", context)


def _decided(request: HttpRequest) -> HttpResponseBase:
    number = request.POST.get("reply", "")
    found: Any = get_object_or_404(Reply, pk=number if number.isascii() and number.isdigit() else 0)
    passes = "pass" in request.POST
    hearing.decide(found, passes=passes, decided_by=request.user)
    done = gettext("转过去了：下个星期一，他在回条上看得到。") if passes else gettext("没有转，三十天后删掉。")
    messages.success(request, done)
    return redirect(request.get_full_path())
