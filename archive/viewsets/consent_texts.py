"""授权书: every version that anybody was asked to agree to, who agreed to which, and writing the next."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin import messages

from archive.forms.consent_texts import ConsentTextForm
from archive.models import ConsentEntry, ConsentText
from archive.rights import SEE_SEALED
from archive.services.consent_texts import ADD, write_version
from archive.viewsets.consent import KINDS, PER_PAGE, may_view

may_write = permission_required(ADD, raise_exception=True)


@may_view
def texts(request: HttpRequest) -> HttpResponseBase:
    """Each text: the version in force, those before it, and how many times somebody answered to each."""
    rows = ConsentText.objects.annotate(answered=Count("entries__act", distinct=True)).order_by("-key", "-version")
    by_key: dict[str, list[ConsentText]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    context = _furniture(gettext("授权书")) | {
        "texts": [(versions[0], versions[1:]) for versions in by_key.values()],
        "may_write": request.user.has_perm(ADD),
    }
    return TemplateResponse(request, "archive/admin/consent/texts.html", context)


@may_view
def version(request: HttpRequest, key: str, version: int) -> HttpResponseBase:
    """One version as it was shown, and who answered to it, the newest first: to whoever may know of what is closed,
    since a name here may be that of somebody in a sealed record."""
    text = get_object_or_404(ConsentText, key=key, version=version)
    rows = ConsentEntry.objects.filter(text=text).select_related("giver", "proxy").order_by("-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    newest = ConsentText.objects.filter(key=key).order_by("-version").values_list("version", flat=True)[0]
    context = _furniture(str(text)) | {
        "text": text,
        "is_current": text.version == newest,
        "page": page if request.user.has_perm(SEE_SEALED) else None,
        "answered": rows.values("act").distinct().order_by().count(),
        "with_ledger": [*KINDS, "file"],
    }
    return TemplateResponse(request, "archive/admin/consent/text.html", context)


@may_write
def new_version(request: HttpRequest, key: str) -> HttpResponseBase:
    """Write, look at it as residents will, and only then put it in force: it can never be taken back."""
    newest = ConsentText.objects.filter(key=key).order_by("-version").first()
    if newest is None:
        raise Http404
    form = ConsentTextForm(request.POST or None, newest=newest)
    shown = form.written if form.is_bound and form.is_valid() else None
    if shown is not None and "write" in request.POST:
        try:
            written = write_version(key=key, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
            shown = None
        else:
            messages.success(request, gettext("第 %(n)s 版用上了，从现在起问的就是它。") % {"n": written.version})
            return redirect("archive_consent_texts")
    context = _furniture(gettext("写新的一版")) | {"form": form, "shown": shown, "newest": newest}
    return TemplateResponse(request, "archive/admin/consent/text_new.html", context)


def _furniture(title: str) -> dict[str, Any]:
    first = gettext("授权书")
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": gettext("首页")},
        {"url": reverse("archive_consent_gaps"), "label": gettext("授权")},
    ]
    if title != first:
        crumbs.append({"url": reverse("archive_consent_texts"), "label": first})
    return {
        "page_title": title,
        "header_title": title,
        "header_icon": "clipboard-list",
        "breadcrumbs_items": [*crumbs, {"url": "", "label": title}],
    }
