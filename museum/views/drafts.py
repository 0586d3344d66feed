"""Going on with a contribution by its link: what is there so far, and the steps that are left."""

from collections.abc import Callable
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from archive import receipts
from archive.contribution_states import ContributionKind, PartyRole
from archive.models import Contribution, ContributionParty
from archive.services.contributions import contacts, drafting, handing_in
from archive.services.contributions.consenting import text_shown
from museum.contributing import consents, limits
from museum.contributing.book_link import along, book_token
from museum.contributing.forms import OTHER, SELF, ConsentForm, HandInForm, TellForm, WhoForm
from museum.contributing.receipt import qr_of
from museum.contributing.secret_pages import secret_page
from museum.views.contribute import kept, tell_page

BUSY: Final = gettext_lazy("按得太密了，写的都还在。过一分钟再按一次。")


def draft_of(token: str) -> Contribution:
    """By the link's token; raises Http404 for one that opens nothing."""
    found = Contribution.objects.of_token(token).prefetch_related("parties").select_related("call", "grid").first()
    if found is None:
        raise Http404
    return found


@secret_page
@require_safe
def overview(request: HttpRequest, token: str) -> HttpResponse:
    """Kept; go on now, or tomorrow by the same address. Once it is handed in, the receipt."""
    contribution = draft_of(token)
    if not contribution.is_draft:
        return redirect("receipt", receipts.code_of(token))
    address = request.build_absolute_uri(reverse("continue", args=[token]))
    context = {
        "title": _("存好了"),
        "contribution": contribution,
        "token": token,
        "address": address,
        "qr": qr_of(address),
        "go_on": _where_it_was(contribution, token),
        "missing": _missing_step(contribution, token),
        "book_token": book_token(request),
        "no_index": True,
    }
    return render(request, "museum/contribute/kept.html", context)


def _where_it_was(contribution: Contribution, token: str) -> str:
    """Whoever spoke goes on speaking."""
    if contribution.kind == ContributionKind.VOICE:
        return reverse("contribution-voice", args=[token])
    return reverse("continue_step", args=[token, "tell"])


def _missing_step(contribution: Contribution, token: str) -> str:
    """The first step after the telling that was not answered: nobody hands in without having been asked."""
    name = "hand-in" if contribution.consent_answers else "let" if contribution.parties.all() else "who"
    return reverse("continue_step", args=[token, name])


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """One step of a draft."""
    contribution = draft_of(token)
    if name not in STEPS:
        raise Http404
    if not contribution.is_draft:
        return redirect("receipt", receipts.code_of(token))
    try:
        return STEPS[name](request, contribution, token)
    except drafting.NotADraft:
        return redirect("receipt", receipts.code_of(token))


def tell(request: HttpRequest, contribution: Contribution, token: str) -> HttpResponse:
    if request.method != "POST":
        words = {name: getattr(contribution, name) for name in drafting.WORDS}
        form = TellForm(initial=words)
        return tell_page(request, form, kind=contribution.kind, contribution=contribution, token=token)
    form = TellForm(request.POST)
    if _may_go_on(request, form):
        return kept(request, contribution, token, form)
    return tell_page(request, form, kind=contribution.kind, contribution=contribution, token=token)


def who(request: HttpRequest, contribution: Contribution, token: str) -> HttpResponse:
    form = WhoForm(request.POST or None, initial=_people(contribution))
    if request.method == "POST" and _may_go_on(request, form):
        _save_people(contribution, form)
        return _next(request, token, "let")
    context = {"has_contact": _has_contact(contribution), "step": 2}
    return _page(request, "who", contribution, token, form, context)


def let(request: HttpRequest, contribution: Contribution, token: str) -> HttpResponse:
    form = ConsentForm(request.POST or None, contribution=contribution)
    if request.method == "POST" and _may_go_on(request, form):
        for role in form.roles:
            drafting.save_consent_answers(contribution, role, form.answers(role), form.texts[role])
        return _next(request, token, "hand-in")
    return _page(request, "let", contribution, token, form, {"step": 3})


def hand_in(request: HttpRequest, contribution: Contribution, token: str) -> HttpResponse:
    form = HandInForm(request.POST or None)
    if request.method == "POST" and _may_go_on(request, form):
        try:
            handing_in.hand_in(contribution)
        except handing_in.NothingTold:
            form.add_error(None, _("还什么都没有讲。先写一两句，或者放一张照片。"))
        else:
            return redirect(along(request, reverse("receipt", args=[receipts.code_of(token)])))
    context = {
        "granted": _granted(contribution, PartyRole.TELLER),
        "helper_granted": _granted(contribution, PartyRole.HELPER),
        "items": list(contribution.items.select_related("asset")),
        "step": 4,
    }
    return _page(request, "hand_in", contribution, token, form, context)


def _granted(contribution: Contribution, role: PartyRole) -> list[str]:
    answers = contribution.consent_answers.get(role, {})
    asked = consents.questions_for(contribution.kind, role, text_shown(contribution, role))
    return [question.words for question in asked if answers.get(question.use)]


STEPS: Final[dict[str, Callable[[HttpRequest, Contribution, str], HttpResponse]]] = {
    "tell": tell,
    "who": who,
    "let": let,
    "hand-in": hand_in,
}


def _may_go_on(request: HttpRequest, form: Any) -> bool:
    is_valid = bool(form.is_valid())
    if limits.is_over(request, limits.SAVE):
        form.add_error(None, BUSY)
        return False
    return is_valid


def _next(request: HttpRequest, token: str, name: str) -> HttpResponse:
    here = reverse("continue", args=[token])
    return redirect(along(request, here if "later" in request.POST else f"{here}{name}/"))


def _page(
    request: HttpRequest, name: str, contribution: Contribution, token: str, form: Any, more: dict[str, Any]
) -> HttpResponse:
    context = {"title": _("讲一讲"), "form": form, "contribution": contribution, "token": token, "no_index": True}
    context["book_token"] = book_token(request)
    response = render(request, f"museum/contribute/{name}.html", context | more)
    return limits.remember(request, response)


def _people(contribution: Contribution) -> dict[str, Any]:
    teller, helper = contribution.teller, contribution.helper
    started: dict[str, Any] = {"wants_news": contribution.wants_news}
    if teller is not None:
        started |= {"whose": OTHER if helper else SELF, "name": teller.name, "credit": teller.credit}
        started |= {"age_group": teller.age_group}
    if helper is not None:
        started |= {"whose": OTHER, "helper_name": helper.name, "relation": helper.relation, "told": teller is not None}
    return started


def _save_people(contribution: Contribution, form: WhoForm) -> None:
    """The teller's words go to the teller, the helper's to the helper; the contact to whoever holds the phone."""
    said = form.cleaned_data
    teller = {"name": said["name"], "credit": said["credit"] or "name", "age_group": said["age_group"]}
    holder = drafting.save_party(contribution, PartyRole.TELLER, teller)
    if form.is_for_other:
        helper = {"name": said["helper_name"], "relation": said["relation"]}
        holder = drafting.save_party(contribution, PartyRole.HELPER, helper)
    else:
        drafting.drop_helper(contribution)
    drafting.want_news(contribution, wanted=said["wants_news"])
    if said["forget_contact"]:
        contacts.forget_of(contribution)
    elif said["contact"]:
        contacts.forget_of(contribution)
        contacts.keep(holder, said["contact"])


def _has_contact(contribution: Contribution) -> bool:
    return ContributionParty.objects.filter(contribution=contribution, contact__isnull=False).exists()
