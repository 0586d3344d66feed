"""Where residents come in: the ways to tell, the calls for stories, the first step."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from archive import receipts
from archive.models import Call, Contribution
from archive.services.contributions import drafting, helping
from museum.contributing import leaflet, limits
from museum.contributing.book_link import along, book_token
from museum.contributing.forms import ACCEPTED_FILES, TellForm
from museum.contributing.receipt import qr_of
from museum.contributing.secret_pages import open_form
from museum.contributing.told import WAYS, keep, origin_of


@require_safe
def contribute(request: HttpRequest) -> HttpResponse:
    """The ways in, and what the museum is asking for at present."""
    context = {
        "title": _("讲一讲"),
        "description": _("讲一段、交几张照片、写一件事。不用注册，随时能收回。"),
        "calls": Call.objects.running(),
        "origin": origin_of(request.GET),
    }
    return render(request, "museum/contribute/hub.html", context)


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """One sheet to print: how to tell, hand in, take back, and whom to call."""
    address = settings.SITE_URL.rstrip("/") + reverse("contribute")
    context = {
        "title": _("讲给我们听"),
        "description": _("怎么讲、怎么交、怎么收回，找谁：一张纸，可以打印。"),
        "parts": leaflet.PARTS,
        "qr": qr_of(address),
        "address": address.partition("//")[2].rstrip("/"),
    }
    return render(request, "museum/contribute/how.html", context)


@require_safe
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """One call; its questions one at a time, the next one behind a link."""
    found = get_object_or_404(Call, slug=slug, is_live=True)
    prompts = list(found.prompts.all())
    number = request.GET.get("q", "1")
    position = int(number[:4]) if number.isascii() and number.isdecimal() else 1
    position = min(max(position, 1), max(len(prompts), 1))
    context = {
        "title": found.title,
        "description": found.introduction,
        "call": found,
        "grid": origin_of(request.GET)["grid"],
        "prompt": prompts[position - 1] if prompts else None,
        "position": position,
        "next_position": position % len(prompts) + 1 if prompts else 1,
        "prompt_count": len(prompts),
        "examples": found.examples.all(),
    }
    return render(request, "museum/contribute/call.html", context)


@open_form
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, way: str) -> HttpResponse:
    """The first step. Nothing is stored before somebody has pressed a button."""
    if way not in WAYS:
        raise Http404
    origin = origin_of(request.POST or request.GET)
    status = 200
    form = TellForm(request.POST or None)
    if request.method == "POST":
        if limits.is_over(request, limits.BEGIN):
            form.is_valid()
            form.add_error(None, _("这会儿交的人多。写的都还在这一页，过一分钟再按一次。"))
            status = 429
        elif form.is_valid():
            return _begun(request, way, form, origin)
    response = tell_page(request, form, kind=WAYS[way], origin=origin, status=status)
    return limits.remember(request, response)


def _begun(request: HttpRequest, way: str, form: TellForm, origin: dict[str, Any]) -> HttpResponse:
    token = receipts.token_of_form(form.form_key)
    contribution, token = drafting.start(kind=WAYS[way], token=token, **origin)
    if book := origin["book"]:
        helping.introduce(contribution, token, book=book, book_token=book_token(request))
    return kept(request, contribution, token, form)


def kept(request: HttpRequest, contribution: Contribution, token: str, form: TellForm) -> HttpResponse:
    """Keep what came, then on to the next step; back to this one where a file was not taken."""
    try:
        refused = keep(request, contribution, form)
    except drafting.NotADraft:
        return redirect("receipt", receipts.code_of(token))
    contribution.refresh_from_db()
    if refused:
        return tell_page(request, form, kind=contribution.kind, contribution=contribution, token=token, refused=refused)
    if "record" in request.POST:
        return redirect(along(request, reverse("contribution-voice", args=[token])))
    if "remove" in request.POST or "add" in request.POST:
        return redirect(along(request, reverse("continue_step", args=[token, "tell"])))
    if "later" in request.POST:
        return redirect(along(request, reverse("continue", args=[token])))
    return redirect(along(request, reverse("continue_step", args=[token, "who"])))


def tell_page(
    request: HttpRequest,
    form: TellForm,
    *,
    kind: str,
    origin: dict[str, Any] | None = None,
    contribution: Contribution | None = None,
    token: str = "",
    refused: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """一、讲, for a draft or before there is one."""
    context = {
        "title": _("讲一讲"),
        "form": form,
        "kind": kind,
        "way": next((way for way, each in WAYS.items() if each == kind), ""),
        "origin": origin or {},
        "asked": contribution.prompt if contribution else (origin or {}).get("prompt", ""),
        "q": (request.POST or request.GET).get("q", ""),
        "book_token": book_token(request),
        "contribution": contribution,
        "items": list(contribution.items.select_related("asset__original")) if contribution else [],
        "token": token,
        "refused": refused or [],
        "accepted_files": ACCEPTED_FILES[kind],  # type: ignore[index]  # the values are the keys
        "step": 1,
        "no_index": True,
    }
    return render(request, "museum/contribute/tell.html", context, status=status)
