"""文件转换 in the admin: everything that is waiting or has failed, and another try at the press of a button."""

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from media.models import Derivative, State, Visibility
from media.services.derive import retry
from media.viewsets import recipe_name

PER_PAGE = 50

may_see = permission_required("media.view_recording", raise_exception=True)
may_retry = permission_required("media.change_recording", raise_exception=True)


@may_see
def conversions(request: HttpRequest) -> HttpResponseBase:
    """Failures first, then what is waiting."""
    rows = Derivative.objects.exclude(state=State.DONE).select_related("asset").order_by("state", "-updated_at")
    rows = rows.exclude(asset__visibility=Visibility.SEALED)
    if not request.user.has_perm(settings.MEDIA_KEEPER_PERMISSION):
        rows = rows.exclude(asset__visibility=Visibility.KEEPERS)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "page_title": gettext("文件转换"),
        "header_title": gettext("文件转换"),
        "header_icon": "media",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": gettext("首页")},
            {"url": "", "label": gettext("文件转换")},
        ],
        "page": page,
        "conversions": [(recipe_name(row), row) for row in page],
        "failed": State.FAILED,
    }
    return TemplateResponse(request, "media/admin/conversions.html", context)


@may_retry
@require_POST
def retry_conversion(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Another attempt at one conversion."""
    derivative = get_object_or_404(Derivative.objects.exclude(asset__visibility=Visibility.SEALED), pk=pk)
    if derivative.state == State.FAILED:
        retry(derivative=derivative)
        messages.success(request, gettext("已重新排队，过一会儿再来看。"))
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(wanted if safe else reverse("media_conversions"))
