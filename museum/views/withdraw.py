"""授权与收回: what the museum asks, in the words it asks it in; and where somebody with a receipt begins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from archive import receipts
from archive.models import ConsentText
from museum.contributing import limits
from museum.contributing.forms import CodeForm
from museum.contributing.secret_pages import secret_page
from museum.views.receipts import found_by


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    """The code, typed or brought by the QR; a wrong one is answered as everywhere else."""
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        code = receipts.plain_code(form.cleaned_data["code"] if form.is_valid() else "")
        found = found_by(request, code)
        return found if isinstance(found, HttpResponse) else redirect("receipt_withdraw", code)
    context = {"title": _("收回来"), "code": request.GET.get("code", "")[:40], "no_index": True}
    return limits.remember(request, render(request, "museum/views/withdraw.html", context))


@require_safe
def consent(request: HttpRequest) -> HttpResponse:
    """The versions in force, and behind them all that anybody has agreed to before."""
    versions: dict[str, list[ConsentText]] = {}
    for text in ConsentText.objects.order_by("key", "-version"):
        versions.setdefault(text.key, []).append(text)
    context = {
        "title": _("授权与收回"),
        "description": _("您讲的、您交来的，还是您的。"),
        "texts": [(versions[key][0], versions[key][1:]) for key in ("telling", "proxy") if key in versions],
    }
    return render(request, "museum/views/consent.html", context)
