"""收回: what waits to be settled, and one case: what is hidden, what follows, what was done where."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.admin import messages

from archive.forms.consent import OutcomeForm
from archive.models import Contribution, Withdrawal
from archive.rights import SEE_SEALED
from archive.services.erasure import settle_case
from archive.services.withdrawals import records_of, undo
from archive.states import WithdrawalOutcome
from media.delivery import Parcel, deliver

PER_PAGE = 50

may_view = permission_required("archive.view_withdrawal", raise_exception=True)


@may_view
def waiting(request: HttpRequest) -> HttpResponseBase:
    """Everything that was taken back; what has to be settled on top, the oldest first."""
    rows = Withdrawal.objects.select_related("party").order_by("-asked_at")
    open_cases = Withdrawal.objects.waiting().order_by("due_on")
    is_all = request.GET.get("all") == "1"
    page = Paginator(rows if is_all else open_cases, PER_PAGE).get_page(request.GET.get("p"))
    context = _furniture(gettext("收回")) | {
        "page": page,
        "is_all": is_all,
        "waiting_count": open_cases.count(),
        "today": timezone.localdate(),
    }
    return TemplateResponse(request, "archive/admin/consent/withdrawals.html", context)


@may_view
def case(request: HttpRequest, uuid: Any) -> HttpResponseBase:
    """One case. Only a keeper erases: what is hidden is closed to everybody else."""
    withdrawal = get_object_or_404(Withdrawal.objects.select_related("party"), uuid=uuid)
    form = OutcomeForm(request.POST if "outcome" in request.POST else None)
    if request.method == "POST":
        try:
            done = _act(request, withdrawal, form)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(request.path)
        if done:
            messages.success(request, done)
            return redirect(request.path)
    context = _furniture(gettext("收回：%(what)s") % {"what": withdrawal.get_scope_display()}) | {
        "withdrawal": withdrawal,
        "form": form,
        "records": records_of(withdrawal),
        "handed_in": _handed_in(withdrawal),
        "files": list(withdrawal.files.select_related("asset")),
        "is_keeper": request.user.has_perm(SEE_SEALED),
        "today": timezone.localdate(),
    }
    return TemplateResponse(request, "archive/admin/consent/case.html", context)


def _handed_in(withdrawal: Withdrawal) -> Contribution | None:
    """The contribution that was taken back, where it was one."""
    if withdrawal.material_kind != "contribution":
        return None
    return Contribution.objects.handed_in().filter(uuid=withdrawal.material_uuid).first()


def _act(request: HttpRequest, withdrawal: Withdrawal, form: OutcomeForm) -> str:
    user: Any = request.user
    if not user.has_perm("archive.change_withdrawal"):
        raise PermissionDenied
    if "undo" in request.POST:
        undo(withdrawal=withdrawal, received_by=user.get_username(), user=user)
        return gettext("放回去了，和原来一样。")
    if not form.is_valid():
        return ""
    outcome = WithdrawalOutcome(form.cleaned_data["outcome"])
    if outcome != WithdrawalOutcome.SEAL and not user.has_perm(SEE_SEALED):
        raise PermissionDenied
    settle_case(withdrawal=withdrawal, outcome=outcome, by=user.get_username(), user=user)
    return gettext("办完了，下面写着哪里做了什么。")


@permission_required(SEE_SEALED, raise_exception=True)
def original(request: HttpRequest, uuid: Any, asset_uuid: Any) -> HttpResponseBase:
    """The sealed file, once, to be handed back to whoever it belongs to."""
    withdrawal = get_object_or_404(Withdrawal, uuid=uuid)
    row = get_object_or_404(withdrawal.files.select_related("asset__original"), asset__uuid=asset_uuid)
    kept = row.asset.original
    return deliver(
        request,
        Parcel(
            path=kept.path,
            size_bytes=kept.size_bytes,
            media_type=kept.media_type,
            etag=kept.sha512[:40],
            is_public=False,
            download_name=row.asset.original_name,
        ),
    )


def _furniture(title: str) -> dict[str, Any]:
    return {
        "page_title": title,
        "header_title": title,
        "header_icon": "rotate",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": gettext("首页")},
            {"url": reverse("archive_withdrawals"), "label": gettext("收回")},
            {"url": "", "label": title},
        ],
    }
