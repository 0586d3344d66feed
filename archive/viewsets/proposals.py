"""认人与指错: what residents say is right, beside what stands there; yes writes it in, no says kindly why."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin import messages

from archive import corrections
from archive.contribution_states import ContributionKind, ContributionState
from archive.differences import differences
from archive.editing import choosable_by, editable_by
from archive.forms.proposals import AcceptCorrectionForm, AcceptNameForm
from archive.forms.refusing import RefuseForm
from archive.models import Contribution
from archive.panels.faces import picture_url
from archive.services.contributions import correcting, naming
from archive.services.contributions.moves import WrongMove
from archive.services.contributions.refusing import refuse
from archive.services.transcripts import TranscriptChanged

PER_PAGE: Final = 50
KINDS: Final = (ContributionKind.NAME, ContributionKind.CORRECTION)

may_work = permission_required("archive.change_contribution", raise_exception=True)


def waiting() -> QuerySet[Contribution]:
    """Names and corrections that somebody has to say yes or no to, longest waiting first."""
    rows = Contribution.objects.waiting().filter(kind__in=KINDS)
    return rows.select_related("name_proposal__photograph", "name_proposal__face", "correction")


@may_work
def proposals(request: HttpRequest) -> HttpResponseBase:
    """What waits, with what it is about."""
    page = Paginator(waiting(), PER_PAGE).get_page(request.GET.get("p"))
    open_to_user = _choosable(request.user, page)
    lines = [_line(row) for row in page if row.about in open_to_user]
    context = _furniture(gettext("认人与指错")) | {"page": page, "lines": lines}
    return TemplateResponse(request, "archive/admin/proposals/list.html", context)


@may_work
def proposal(request: HttpRequest, uuid: Any) -> HttpResponseBase:
    """One of them: the original and what was proposed, side by side."""
    contribution = get_object_or_404(Contribution.objects.handed_in().filter(kind__in=KINDS), uuid=uuid)
    record = _record_for(request, contribution)
    is_name = contribution.kind == ContributionKind.NAME
    shown = _name_shown(request, contribution) if is_name else _correction_shown(request, contribution, record)
    form_sent = "accept" in request.POST or "done" in request.POST
    refusing = RefuseForm(request.POST if "refuse" in request.POST else None)
    if request.method == "POST":
        try:
            said = _act(request, contribution, shown["form"], refusing, is_sent=form_sent)
        except (WrongMove, TranscriptChanged, naming.NoName, correcting.CannotPutRight) as problem:
            said = ""
            wrong = gettext("这一件别人先办了，没有再动。") if isinstance(problem, WrongMove) else str(problem)
            messages.error(request, wrong)
        if said:
            messages.success(request, said)
            return redirect("archive_proposals")
    context = _furniture(str(contribution.get_kind_display())) | shown
    context |= {
        "contribution": contribution,
        "record": record,
        "edit_url": reverse(f"wagtailsnippets_archive_{record.KIND}:edit", args=[record.pk]),
        "refusing": refusing,
        "is_open": contribution.state in ContributionState.waiting(),
        "items": list(contribution.items.select_related("asset")),
    }
    name = "name" if is_name else "correction"
    return TemplateResponse(request, f"archive/admin/proposals/{name}.html", context)


def _act(request: HttpRequest, contribution: Contribution, form: Any, refusing: RefuseForm, *, is_sent: bool) -> str:
    """Returns what was done as a sentence; "" where a form has to be looked at again."""
    if is_sent and form.is_valid():
        if contribution.kind == ContributionKind.NAME:
            naming.accept(contribution.name_proposal, by=request.user, **form.cleaned_data)
            return gettext("记下了，和别人说的放在一起。")
        is_done = "done" in request.POST
        correcting.accept(contribution.correction, by=request.user, is_done=is_done, **form.cleaned_data)
        return gettext("改好了，回条上也写着。")
    if refusing.is_bound and refusing.is_valid():
        refuse(contribution, reason=refusing.cleaned_data["reason"], note=refusing.sentence)
        return gettext("没有用上，回条上写着原因。")
    return ""


def _record_for(request: HttpRequest, contribution: Contribution) -> Any:
    """What it is about, for whoever may work on it: the page shows its words unmasked."""
    record = corrections.record_of(contribution.about)
    if record is None:
        raise PermissionDenied
    is_line = contribution.kind == ContributionKind.CORRECTION and corrections.is_line(contribution.correction.part)
    permission = "archive.change_transcript" if is_line else f"archive.change_{record.KIND}"
    rows = type(record)._default_manager.filter(pk=record.pk)
    if not request.user.has_perm(permission) or not editable_by(request.user, rows).exists():
        raise PermissionDenied
    return record


def _name_shown(request: HttpRequest, contribution: Contribution) -> dict[str, Any]:
    row = contribution.name_proposal
    photograph = row.photograph
    supports = naming.weighed(photograph).get(row.face_id or 0, [])
    claims = row.face.claims.select_related("person", "witness") if row.face else ()
    return {
        "proposal": row,
        "form": AcceptNameForm(request.POST if "accept" in request.POST else None, proposal=row),
        "supports": supports,
        "claims": claims,
        "picture_url": picture_url(photograph.picture) if photograph.picture else "",
        "credit": naming.credit_of(contribution),
    }


def _correction_shown(request: HttpRequest, contribution: Contribution, record: Any) -> dict[str, Any]:
    row = contribution.correction
    stands = corrections.words_of(record, row.part)
    is_sent = "accept" in request.POST or "done" in request.POST
    return {
        "correction": row,
        "label": corrections.label_of(row.part),
        "stands": stands,
        "is_as_seen": stands.strip() == row.shown.strip(),
        "pieces": differences(row.shown, row.proposed),
        "form": AcceptCorrectionForm(request.POST if is_sent else None, correction=row, stands=stands),
        "credit": naming.credit_of(contribution),
    }


def _choosable(user: Any, rows: Iterable[Contribution]) -> frozenset[str]:
    """What these are about, as far as the account may know of it: a title on a list tells, too. A query a kind."""
    asked = [row.about.partition(":") for row in rows]
    found = set()
    for kind, (model, _parts) in corrections.PARTS.items():
        numbers = [int(number) for named, _colon, number in asked if named == kind]
        if numbers:
            known = choosable_by(user, model._default_manager.filter(pk__in=numbers))
            found |= {f"{kind}:{pk}" for pk in known.values_list("pk", flat=True)}
    return frozenset(found)


def _line(row: Contribution) -> Mapping[str, Any]:
    if row.kind == ContributionKind.NAME:
        named = row.name_proposal
        what = gettext("%(photograph)s，%(where)s") % {"photograph": named.photograph, "where": row.where or "？"}
        return {"row": row, "what": what, "proposed": str(named)}
    return {"row": row, "what": corrections.label_of(row.correction.part), "proposed": row.correction.proposed}


def _furniture(title: str) -> dict[str, Any]:
    return {
        "page_title": title,
        "header_title": title,
        "header_icon": "edit",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": gettext("首页")},
            {"url": reverse("archive_proposals"), "label": gettext("认人与指错")},
            {"url": "", "label": title},
        ],
    }
