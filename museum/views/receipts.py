"""The receipt: its code typed in or scanned, what became of it, an answer, taking it back.

A code that was never given out and one that is none get the same answer, and too many of either from one phone or one
address get another: a guess teaches nothing.
"""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from archive import receipts
from archive.models import Contribution
from archive.services.contributions import hearing, helping, messaging
from archive.services.contributions.files import Closed
from archive.services.contributions.moves import WrongMove
from archive.services.withdrawing_by_code import opened, put_back, take_back
from museum.contributing import limits
from museum.contributing.book_link import along, book_token
from museum.contributing.forms import AnswerForm, CodeForm, NewsForm
from museum.contributing.receipt import receipt_of
from museum.contributing.secret_pages import secret_page
from museum.withdrawing import ScopeForm, choices_for


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Where a code is typed in."""
    if request.method != "POST":
        return _code_page(request, "")
    form = CodeForm(request.POST)
    typed = form.cleaned_data["code"] if form.is_valid() else ""
    code = receipts.plain_code(typed)
    found = found_by(request, code)
    return found if isinstance(found, HttpResponse) else redirect("receipt", code)


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """What became of it, and the one place to say something more."""
    found = found_by(request, code)
    if isinstance(found, HttpResponse):
        return found
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and _may_send(request, form):
        try:
            messaging.answer(found, form.cleaned_data["text"], form_key=form.form_key)
        except Closed:
            form.add_error(None, _("已经收回了，不再收新的话。"))
        except messaging.Full:
            form.add_error(None, _("这张回条上的话很多了，添不下了。要紧的，请给馆里打个电话，或者来一趟。"))
        else:
            return redirect(along(request, reverse("receipt", args=[receipts.plain_code(code)])))
    context = {
        "title": _("回条"),
        "receipt": receipt_of(found, receipts.plain_code(code)),
        "book_token": book_token(request) if _is_of_book(request, found) else "",
        "form": form,
        "no_index": True,
    }
    return limits.remember(request, render(request, "museum/contribute/receipt.html", context))


def _is_of_book(request: HttpRequest, found: Contribution) -> bool:
    """Whether the helper came here from the book this one is in."""
    token = book_token(request)
    book = helping.book_of(token) if token and found.book_id else None
    return book is not None and book.pk == found.book_id


@secret_page
@require_POST
def news(request: HttpRequest, code: str) -> HttpResponse:
    """有人听了，告诉我一声; or no more."""
    found = found_by(request, code)
    if isinstance(found, HttpResponse):
        return found
    if NewsForm(request.POST).is_valid() and not limits.is_over(request, limits.SAVE):
        hearing.want(found, wanted="tell" in request.POST)
    return redirect(f"{reverse('receipt', args=[receipts.plain_code(code)])}#heard")


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Asks once what is meant, then takes it back; or puts it back where that was a mistake."""
    found = found_by(request, code)
    if isinstance(found, HttpResponse):
        return found
    handed_in = opened(found)
    form = ScopeForm(request.POST or None)
    if request.method == "POST" and _may_send(request, form):
        try:
            if "undo" in request.POST:
                put_back(handed_in)
            else:
                take_back(handed_in=handed_in, scope=form.chosen, span=form.span)
        except WrongMove:
            form.add_error(None, _("已经办过了，不用再按。"))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("receipt", receipts.plain_code(code))
    context = {
        "title": _("收回来"),
        "receipt": receipt_of(found, receipts.plain_code(code)),
        "form": form,
        "choices": choices_for(handed_in),
        "cases": handed_in.cases,
        "no_index": True,
    }
    return limits.remember(request, render(request, "museum/contribute/withdraw.html", context))


def found_by(request: HttpRequest, code: str) -> Contribution | HttpResponse:
    """The contribution of a code, or the answer to everything that is no such code."""
    if limits.is_reached(request, limits.GUESS):
        return _code_page(request, _("试得太多了。歇十分钟再来，或者拿着回条到展馆，我们帮您查。"), status=429)
    rows = Contribution.objects.of_code(code).handed_in().select_related("call", "grid")
    contribution = rows.prefetch_related("messages", "parties", "outcomes__record").first()
    if contribution is None:
        limits.is_over(request, limits.GUESS)
        return _code_page(request, _("没有找到这个号。请对着回条，一个数字一个数字再看一遍。"), status=404)
    return contribution


def _may_send(request: HttpRequest, form: AnswerForm | ScopeForm) -> bool:
    is_valid = form.is_valid()
    if limits.is_over(request, limits.SAVE):
        form.add_error(None, _("按得太密了，写的都还在。过一分钟再按一次。"))
        return False
    return is_valid


def _code_page(request: HttpRequest, problem: str, status: int = 200) -> HttpResponse:
    context = {"title": _("查回条"), "problem": problem, "no_index": True}
    response = render(request, "museum/contribute/code.html", context, status=status)
    return limits.remember(request, response)
