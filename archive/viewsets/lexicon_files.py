"""检索词典, as a file: out, in after a rehearsal, and the list of changes with the way back."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from archive.forms.lexicon import LexiconFileForm
from archive.services import held_lexicons
from search.curation.changes import NotUndoable, undo
from search.curation.importing import HasFaults, LexiconMoved, Planned, Verdict, apply, exported, rehearse
from search.curation.reach import following
from search.curation.table import COLUMNS, Unreadable
from search.models import LexiconChange

MOST_CHANGES = 50
MOST_LISTED = 300
MOST_WORDS = 8
CHANGE_TERMS = ("search.add_termrow", "search.change_termrow")

may_change = permission_required(CHANGE_TERMS, raise_exception=True)


@may_change
def export(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(exported(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="lexicon-{timezone.localdate():%Y%m%d}.csv"'
    return answer


@may_change
def upload(request: HttpRequest) -> HttpResponseBase:
    """A file comes in. Nothing is written: it is read, held for an hour, and shown."""
    form = LexiconFileForm(request.POST or None, request.FILES or None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read()
        try:
            rehearse(data)
        except Unreadable as error:
            problem = str(error)
        else:
            token = held_lexicons.hold(data, filename=file.name, user_id=request.user.pk or 0)
            return redirect("lexicon_rehearsal", token=token)
    context = {**furniture(gettext("导入词典")), "form": form, "problem": problem, "columns": COLUMNS.values()}
    return TemplateResponse(request, "archive/admin/lexicon/upload.html", context)


@may_change
def rehearsal(request: HttpRequest, token: str) -> HttpResponseBase:
    """Line by line what the file would do; a POST does it, unless the lexicon has changed since it was shown."""
    held = held_lexicons.fetch(token, user_id=request.user.pk or 0)
    if held is None:
        messages.error(request, gettext("这次上传已经过了一小时，请再传一遍。"))
        return redirect("lexicon_import")
    filename, data = held
    plan = rehearse(data)
    if request.method == "POST":
        try:
            if request.POST.get("edition") != plan.edition:
                raise LexiconMoved
            apply(plan, by=request.user)
        except LexiconMoved:
            messages.error(request, gettext("词典在这期间改过，请再看一遍。什么也没有写。"))
            return redirect(request.path)
        except HasFaults:
            messages.error(request, gettext("还有几行有问题，改好文件再传。什么也没有写。"))
            return redirect(request.path)
        held_lexicons.drop(token)
        count = plan.counts["new"] + plan.counts["changed"]
        messages.success(request, gettext("已导入 %(count)d 行，正在更新检索。不对的话，点“撤回”。") % {"count": count})
        return redirect("lexicon_changes")
    shown = [row for row in plan.rows if row.verdict is not Verdict.SAME]
    context = {
        **furniture(gettext("预演：这个文件会做什么")),
        "filename": filename,
        "plan": plan,
        "faulty": [_line(row) for row in shown if row.verdict is Verdict.FAULTY][:MOST_LISTED],
        "rows": [_line(row) for row in shown if row.verdict is not Verdict.FAULTY][:MOST_LISTED],
        "more": max(len(shown) - MOST_LISTED, 0),
    }
    return TemplateResponse(request, "archive/admin/lexicon/rehearsal.html", context)


def _line(row: Planned) -> dict[str, Any]:
    """A line as the template shows it: column names in Chinese."""
    return {
        "number": row.number,
        "word": row.word,
        "verdict": row.verdict.value,
        "differences": [(COLUMNS.get(each.column, each.column), each.before, each.after) for each in row.differences],
        "faults": [(COLUMNS.get(fault.column, ""), fault.text, fault.is_warning) for fault in row.faults],
    }


@may_change
def changes(request: HttpRequest) -> HttpResponse:
    """The latest changes, how far the index has followed each, and the button that takes it back."""
    rows = list(LexiconChange.objects.select_related("made_by", "undone_by")[:MOST_CHANGES])
    told = following(rows)
    listed = [(change, told.get(change.pk), _words(change), not hasattr(change, "undone_by")) for change in rows]
    context = {**furniture(gettext("改动和撤回")), "changes": listed}
    return TemplateResponse(request, "archive/admin/lexicon/changes.html", context)


def _words(change: LexiconChange) -> list[dict[str, str]]:
    """The words a change is about, each with what became of it."""
    found = [
        {
            "word": next(iter((row["after"] or row["before"]).values())),
            "did": "new" if row["before"] is None else "gone" if row["after"] is None else "changed",
        }
        for row in change.rows[:MOST_WORDS]
    ]
    more = len(change.rows) - MOST_WORDS
    return (
        [*found, {"word": gettext("等 %(count)d 个") % {"count": len(change.rows)}, "did": "more"}]
        if more > 0
        else found
    )


@may_change
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponseBase:
    change = get_object_or_404(LexiconChange, pk=pk)
    try:
        undo(change, by=request.user)
    except NotUndoable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("已撤回，词典回到这次改动以前。"))
    return redirect("lexicon_changes")


def furniture(title: str) -> dict[str, Any]:
    return {
        "page_title": title,
        "header_title": title,
        "header_icon": "openquote",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": gettext("首页")},
            {"url": reverse("wagtailsnippets_search_termrow:list"), "label": gettext("检索词典")},
            {"url": "", "label": title},
        ],
    }
