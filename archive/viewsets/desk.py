"""The curators' desk: the queue, and one contribution with everything that can be done about it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from archive.contribution_states import ContributionKind, ContributionState
from archive.desk import queue as waiting
from archive.desk.page import context_of, fetched
from archive.desk.sentences import QUESTIONS, THANKS
from archive.forms.desk import AcceptForm, AssignForm, MessageForm
from archive.forms.refusing import RefuseForm
from archive.models import Contribution
from archive.services.accepting.accept import WAYS, accept, is_done, usual_way, ways_for
from archive.services.accepting.said import CannotAccept
from archive.services.contributions import assigning, contacts, holding, messaging
from archive.services.contributions.files import Closed
from archive.services.contributions.moves import WrongMove, move
from archive.services.contributions.refusing import refuse

CHANGE = "archive.change_contribution"
SHORTCUTS = (
    ("j k", _("下一份、上一份")),
    ("Enter", _("打开选中的")),
    ("a", _("收下")),
    ("q", _("问一句")),
    ("r", _("婉拒")),
    ("t", _("说声谢谢")),
    ("u", _("回到单子")),
    ("?", _("看这张表")),
)

may_look = permission_required("archive.view_contribution", raise_exception=True)


@may_look
def queue(request: HttpRequest) -> HttpResponseBase:
    """Everything that came, longest waiting first."""
    asked = waiting.Asked.of(request.GET)
    rows = waiting.for_list(waiting.queue(asked, request.user))
    page = Paginator(rows, waiting.PER_PAGE).get_page(request.GET.get("p"))
    for row in page:
        waiting.note_wait(row)
    title = gettext("收件台")
    context = {
        **_furniture(title), **waiting.calls_and_grids(), "page": page, "asked": asked, "shortcuts": SHORTCUTS,
        "states": [(state.value, state.label) for state in ContributionState if state in waiting.SHOWN_STATES],
        "kinds": ContributionKind.choices, "reads_contacts": request.user.has_perm(contacts.READ_CONTACTS),
    }  # fmt: skip
    return TemplateResponse(request, "archive/admin/desk/queue.html", context)


@may_look
def desk(request: HttpRequest, pk: Any) -> HttpResponseBase:
    """One contribution. Opening it tells others that somebody is at it; every button works on what the page showed."""
    contribution = fetched(int(pk)) if str(pk).isdecimal() and len(str(pk)) < 10 else None
    if contribution is None:
        raise Http404
    may_act = request.user.has_perm(CHANGE)
    forms = _forms(request, contribution)
    extra: dict[str, Any] = {}
    if request.method == "POST":
        if not may_act:
            raise PermissionDenied
        done = _act(request, contribution, forms, extra)
        if done is not None:
            return done
        contribution = fetched(contribution.pk) or contribution
    hold = holding.hold(contribution, by=request.user) if may_act else getattr(contribution, "hold", None)
    answer = TemplateResponse(
        request, "archive/admin/desk/desk.html",
        {
            **_furniture(str(contribution)), **context_of(contribution, request.user), **forms, **extra,
            **_around(request, contribution), "may_act": may_act, "hold": hold,
            "is_held": hold is not None and hold.holder_id != request.user.pk and not holding.is_idle(hold),
            "version": holding.version_of(contribution),
        },
    )  # fmt: skip
    answer["Cache-Control"] = "no-store"
    return answer


def _forms(request: HttpRequest, contribution: Contribution) -> dict[str, Any]:
    """All forms of the page; the one that was sent holds what was typed."""
    sent = request.POST.get("do", "") if request.method == "POST" else ""
    typed = {sent: request.POST}
    ways = ways_for(request.user)
    way = request.POST.get("as") or request.GET.get("as") or usual_way(contribution)
    way = way if way in ways else next(iter(ways), "")
    return {
        "ask": MessageForm(typed.get("ask"), prefix="ask"),
        "thank": MessageForm(typed.get("thank"), prefix="thank"),
        "assign": AssignForm(typed.get("assign"), prefix="assign", initial={"to": contribution.assigned_to_id}),
        "refuse": RefuseForm(typed.get("refuse"), prefix="refuse"),
        "accept": _accept_form(request, contribution, way, typed.get("accept")) if way else None,
        "way": way,
        "ways": ways,
    }


def _accept_form(request: HttpRequest, contribution: Contribution, way: str, typed: Any) -> AcceptForm:
    record = request.GET.get("record", "")[:60]
    return AcceptForm(typed, contribution=contribution, way=way, taken=WAYS[way], user=request.user, record=record)


def _around(request: HttpRequest, contribution: Contribution) -> dict[str, Any]:
    asked = waiting.Asked.of(request.GET)
    before, after = waiting.neighbours(asked, request.user, contribution.pk)
    query = f"?{asked.address}" if asked.address else ""
    edit = "wagtailsnippets_archive_contribution:edit"
    return {
        "before": reverse(edit, args=[before]) + query if before else "",
        "after": reverse(edit, args=[after]) + query if after else "",
        "queue_url": reverse("wagtailsnippets_archive_contribution:list") + query,
        "query": asked.address,
        "questions": QUESTIONS, "thanks": THANKS, "shortcuts": SHORTCUTS,
        "days_waited": waiting.days_waited(contribution),
        "is_closed": contribution.state in ContributionState.closed(),
    }  # fmt: skip


Act = Callable[[HttpRequest, Contribution, dict[str, Any]], str]


def _act(
    request: HttpRequest, contribution: Contribution, forms: dict[str, Any], extra: dict[str, Any]
) -> HttpResponseBase | None:
    """Do what the button says. None when the page is to be shown again, with what was typed."""
    do = request.POST.get("do", "")
    if do == "take_over":
        holding.hold(contribution, by=request.user, takes_over=True)
        messages.success(request, gettext("现在由您接着看。"))
        return redirect(request.get_full_path())
    if do == "contact":
        extra["contacts"] = _contacts(request, contribution)
        return None
    if do in DECIDING and contribution.is_proposal:
        messages.info(request, gettext("认人和指错，对着原来的看了再定：收下、不用，都在这一页。"))
        return redirect("archive_proposal", contribution.uuid)
    form = forms.get(do)
    if do == "accept" and form is not None and form.is_valid() and is_done(contribution, form.said):
        return redirect(request.get_full_path())
    if do not in ACTS or (form is not None and not form.is_valid()):
        return None
    try:
        with transaction.atomic():
            row = holding.check(contribution, by=request.user, version=request.POST.get("version", ""))
            if row.state in ContributionState.closed():
                raise Closed
            sentence = ACTS[do](request, contribution, forms)
    except (holding.HeldByOther, holding.Changed, CannotAccept, WrongMove, Closed) as error:
        messages.error(request, _sorry(error))
        return None
    messages.success(request, sentence)
    return redirect(request.get_full_path())


def _sorry(error: Exception) -> str:
    """What went wrong, in a sentence that also says that nothing is lost."""
    if isinstance(error, holding.HeldByOther):
        return gettext("%(who)s 正在看这一份，没有动它。您写的还在下面；要接着办，先点“我来接着看”。") % {
            "who": error.hold.holder
        }
    if isinstance(error, holding.Changed):
        return gettext("您打开以后，这一份有了新的动静，没有动它。您写的还在下面，看一眼上面，再按一次。")
    if isinstance(error, CannotAccept):
        return str(error)
    return gettext("它现在的状态不能这样办，可能已经收回或有了结果。您写的还在下面。")


def _contacts(request: HttpRequest, contribution: Contribution) -> list[tuple[Any, str]]:
    """Opened on request alone; each opening is noted."""
    found = []
    for party in contribution.parties.all():
        try:
            found.append((party, contacts.read(party, read_by=request.user)))
        except contacts.Unreadable:
            found.append((party, gettext("打不开：锁它的钥匙换掉了。")))
    return [(party, text) for party, text in found if text]


def _begin(request: HttpRequest, contribution: Contribution, forms: dict[str, Any]) -> str:
    assigning.begin(contribution, request.user)
    return gettext("记下了，由您来看。回条上写着“正在看”。")


def _assign(request: HttpRequest, contribution: Contribution, forms: dict[str, Any]) -> str:
    to = forms["assign"].cleaned_data["to"]
    assigning.assign(contribution, to)
    return gettext("交给 %(who)s 了。") % {"who": to} if to else gettext("放回去了，谁有空谁看。")


def _ask(request: HttpRequest, contribution: Contribution, forms: dict[str, Any]) -> str:
    messaging.ask(contribution, forms["ask"].cleaned_data["text"], asked_by=request.user)
    return gettext("问出去了。对方打开回条就能看到、能回话。")


def _thank(request: HttpRequest, contribution: Contribution, forms: dict[str, Any]) -> str:
    messaging.tell(contribution, forms["thank"].cleaned_data["text"], told_by=request.user)
    return gettext("写上去了，回条上看得到。")


def _refuse(request: HttpRequest, contribution: Contribution, forms: dict[str, Any]) -> str:
    form = forms["refuse"]
    refuse(contribution, reason=form.cleaned_data["reason"], note=form.sentence)
    return gettext("婉拒了，回条上写着原因。东西还在，哪天想用，点“再看一遍”。")


def _look_again(request: HttpRequest, contribution: Contribution, forms: dict[str, Any]) -> str:
    move(contribution, ContributionState.LOOKING, not_used_reason="", not_used_note="", settled_at=None)
    return gettext("放回单子里了。")


def _accept(request: HttpRequest, contribution: Contribution, forms: dict[str, Any]) -> str:
    form = forms["accept"]
    records = accept(contribution, way=forms["way"], said=form.said, by=request.user)
    sentence = gettext("收下了：%(what)s。现在是草稿，谁也看不到；去补全、发布，点“收成了”里的链接。")
    if form.said.record is not None and WAYS[forms["way"]].makes is not None:
        sentence = gettext("并进去了：%(what)s。新添的先存成改动，发布了才看得到；点“收成了”里的链接。")
    return sentence % {"what": "、".join(f"{record.title}（{record.accession_number}）" for record in records)}


ACTS: dict[str, Act] = {
    "begin": _begin, "assign": _assign, "ask": _ask, "thank": _thank, "refuse": _refuse,
    "look_again": _look_again, "accept": _accept,
}  # fmt: skip
DECIDING = frozenset({"accept", "refuse"})
"""What is done about a name or a correction beside the words it is about, in `archive.viewsets.proposals`."""


def _furniture(title: str) -> dict[str, Any]:
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": gettext("首页")}]
    first = gettext("收件台")
    if title != first:
        crumbs.append({"url": reverse("wagtailsnippets_archive_contribution:list"), "label": first})
    return {
        "page_title": title, "header_title": title, "header_icon": "mail",
        "breadcrumbs_items": [*crumbs, {"url": "", "label": title}],
    }  # fmt: skip
