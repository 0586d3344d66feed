"""授权: the ledger of one thing, with a form for each of what can be written; the list of what has no yes."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin import messages

from archive.consent_audit import audit
from archive.consent_overview import overview
from archive.editing import editable_by
from archive.forms.consent import DecisionForm, DoorForm, ReasonForm
from archive.models import Album, Artifact, ConsentParty, Interview, Person, Photograph
from archive.models.record import Record
from archive.services.consent import Act, add_evidence, decide, give_reason
from archive.services.withdrawals import Asked, withdraw
from archive.states import ConsentForm, Ground, WithdrawalScope
from media.models import Asset, Visibility
from media.refusals import Refused
from media.services.adding import add_document, add_picture

KINDS: dict[str, type[Any]] = {model.KIND: model for model in (Artifact, Photograph, Album, Interview, Person)}
PER_PAGE = 50

may_view = permission_required("archive.view_consententry", raise_exception=True)


def subject(request: HttpRequest, kind: str, uuid: Any) -> Any:
    """What the ledger is about, if this account may open it: a record, a person, or a file that no record shows."""
    if kind == "file":
        found = Asset.objects.exclude(visibility__in=[Visibility.SEALED, Visibility.KEEPERS]).filter(uuid=uuid).first()
    else:
        rows = KINDS[kind]._default_manager.filter(uuid=uuid) if kind in KINDS else Person.objects.none()
        found = editable_by(request.user, rows).first()
    if found is None:
        raise Http404
    return found


@may_view
def ledger(request: HttpRequest, kind: str, uuid: Any) -> HttpResponseBase:
    """One thing: where each use stands, everything that was said, and three forms. The button says which was sent."""
    about = subject(request, kind, uuid)
    sent = request.POST.get("what") if request.method == "POST" else None
    forms: dict[str, Any] = {
        "decide": DecisionForm(request.POST if sent == "decide" else None, request.FILES or None),
        "reason": ReasonForm(request.POST if sent == "reason" else None),
        "withdraw": DoorForm(request.POST if sent == "withdraw" else None),
    }
    if sent in forms:
        _allow(request, sent)
        form = forms[sent]
        if form.is_valid():
            try:
                done = WRITE[sent](about, form, request.user)
            except (ValidationError, Refused) as error:
                form.add_error(None, error.messages if isinstance(error, ValidationError) else str(error))
            else:
                messages.success(request, done)
                return redirect(request.path)
    context = _furniture(gettext("授权：%(what)s") % {"what": about}) | {
        "about": about,
        "kind": kind,
        "forms": forms,
        "overview": overview(about),
        "is_record": isinstance(about, Record),
        "knows_evidence": request.user.has_perm("archive.view_consentevidence"),
    }
    return TemplateResponse(request, "archive/admin/consent/ledger.html", context)


def _allow(request: HttpRequest, sent: str) -> None:
    needed = "archive.change_withdrawal" if sent == "withdraw" else "archive.add_consententry"
    if not request.user.has_perm(needed):
        raise PermissionDenied


def _decide(about: Any, form: DecisionForm, user: Any) -> str:
    typed = form.cleaned_data
    span = (typed["start_ms"], typed["end_ms"]) if typed["start_ms"] is not None and typed["end_ms"] else None
    scan = _scan(typed["scan"], user) if typed["scan"] else None
    with transaction.atomic():
        giver = ConsentParty.objects.create(name=typed["giver"], person=about if isinstance(about, Person) else None)
        proxy = None
        if typed["proxy"]:
            proxy = ConsentParty.objects.create(name=typed["proxy"], relation=typed["relation"])
        act = Act(
            giver=giver,
            proxy=proxy,
            form=ConsentForm(typed["form"]),
            text=typed["text"],
            received_by=user.get_username(),
            given_on=typed["given_on"],
            until=typed["until"],
        )
        rows = decide(about=about, decisions=form.decisions, act=act)
        if scan is not None:
            add_evidence(act=rows[0].act, asset=scan, by=user.get_username())
        if span and isinstance(about, Interview):
            add_evidence(act=rows[0].act, interview=about, span=span, by=user.get_username())
    return gettext("记下了。台账只加不改：说错了，再记一条。")


def _scan(file: Any, user: Any) -> Asset:
    """The paper as a file of its own; for keepers from the moment it is there. Raises Refused for what it is not."""
    add: Any = add_document if file.name.lower().endswith(".pdf") else add_picture
    kept = add(file, filename=file.name, title=gettext("授权书"), uploaded_by=user, visibility=Visibility.KEEPERS)
    asset: Asset = kept.asset
    return asset


def _reason(about: Any, form: ReasonForm, user: Any) -> str:
    typed = form.cleaned_data
    give_reason(about=about, ground=Ground(typed["ground"]), note=typed["note"], by=user.get_username())
    return gettext("馆方理由记下了。")


def _withdraw(about: Any, form: DoorForm, user: Any) -> str:
    if isinstance(about, Asset):
        raise ValidationError(gettext("请从照片、藏品或讲述的页面收回。"))
    typed = form.cleaned_data
    is_person = isinstance(about, Person)
    taken = withdraw(
        asked=Asked(
            scope=WithdrawalScope(typed["scope"]),
            records=[] if is_person else [about],
            person=about if is_person else Person.objects.filter(name=typed["name"]).first() if typed["name"] else None,
            name=typed["name"],
            span=form.span,
            received_by=user.get_username(),
        ),
        user=user,
    )
    day = taken.due_on.strftime("%Y-%m-%d")
    return gettext("收起来了，外面马上就看不到、听不到。请在 %(day)s 以前定下后面怎么办。") % {"day": day}


WRITE: dict[str, Callable[[Any, Any, Any], str]] = {"decide": _decide, "reason": _reason, "withdraw": _withdraw}


@may_view
def gaps(request: HttpRequest) -> HttpResponseBase:
    """What is public and traces to nothing, and what was taken over; each with a link to mend it."""
    found = audit()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    untraced = sum(1 for gap in found if not gap.is_taken_over)
    context = _furniture(gettext("授权缺口")) | {
        "page": page,
        "untraced": untraced,
        "taken_over": len(found) - untraced,
    }
    return TemplateResponse(request, "archive/admin/consent/gaps.html", context)


def _furniture(title: str) -> dict[str, Any]:
    return {
        "page_title": title,
        "header_title": title,
        "header_icon": "clipboard-list",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": gettext("首页")},
            {"url": reverse("archive_consent_gaps"), "label": gettext("授权")},
            {"url": "", "label": title},
        ],
    }
