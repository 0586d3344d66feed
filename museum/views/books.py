"""The book of somebody who hands in for many: what came of each, and one more."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from archive import receipts
from archive.models import Contribution
from archive.services.contributions import helping
from museum.contributing import limits
from museum.contributing.secret_pages import secret_page
from museum.contributing.wording import STATES
from museum.views.receipts import found_by


@secret_page
@require_safe
def book(request: HttpRequest, token: str) -> HttpResponse:
    found = helping.book_of(token)
    if found is None:
        raise Http404
    rows = Contribution.objects.filter(book=found).prefetch_related("parties").order_by("-created_at")
    for row in rows:
        row.address = _address(row, token)  # type: ignore[attr-defined]
    context = {
        "title": _("代传本"),
        "book": found,
        "token": token,
        "rows": [(row, STATES[row.state]) for row in rows],
        "no_index": True,
    }
    return render(request, "museum/contribute/book.html", context)


def _address(row: Contribution, token: str) -> str:
    """Where it is gone on with, or its receipt; "" for one put in before books kept what opens them."""
    secret = helping.secret_of(row, token)
    if not secret:
        return ""
    if row.is_draft:
        return f"{reverse('continue', args=[secret])}?book={token}"
    return f"{reverse('receipt', args=[receipts.code_in(secret)])}?book={token}"


@secret_page
@require_POST
def open_book(request: HttpRequest, code: str) -> HttpResponse:
    """From the receipt of the first one."""
    found = found_by(request, code)
    if isinstance(found, HttpResponse):
        return found
    if limits.is_over(request, limits.BEGIN):
        return redirect("receipt", code)
    try:
        return redirect("book", helping.open_book(found, receipts.plain_code(code)))
    except helping.NoHelper:
        return redirect("receipt", code)
