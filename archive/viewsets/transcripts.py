"""转写稿: a file in, a look at what was understood, then stored in one go; files out; how far each layer has come."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin import messages

from archive.captions import FORMATS
from archive.editing import editable_by
from archive.forms.transcripts import SignOffForm, TranscriptUploadForm, VoicesForm
from archive.models import Interview, InterviewParticipant, Segment, Transcript
from archive.services import held_uploads
from archive.services.held_uploads import HeldUpload, UploadGone
from archive.services.segments import name_voice
from archive.services.transcripts import (
    ImportPlan,
    PlannedSegment,
    TranscriptChanged,
    apply_import,
    duration_of,
    plan_import,
)
from archive.states import Layer
from archive.transcripts.model import TranscriptError
from archive.working_copy import CONTENT_TYPES, working_copy

SHOWN_LINES = 12
SHOWN_CHANGES = 60

may_add = permission_required("archive.add_transcript", raise_exception=True)
may_change = permission_required("archive.change_transcript", raise_exception=True)


@dataclass(frozen=True, slots=True)
class Change:
    """A stored segment as it is and as it would be."""

    uid: str
    before: Segment
    after: PlannedSegment


def interview_for(request: HttpRequest, pk: int) -> Interview:
    """The interview, for an account that may open it. Raises Http404."""
    interview: Interview = get_object_or_404(editable_by(request.user, Interview.objects.all()), pk=pk)
    return interview


@may_change
def overview(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The layers there are, and the way in for another file."""
    interview = interview_for(request, pk)
    return _overview(request, interview, TranscriptUploadForm())


def _overview(
    request: HttpRequest, interview: Interview, form: TranscriptUploadForm, problems: Any = ()
) -> HttpResponse:
    transcripts: QuerySet[Any] = interview.transcripts.annotate(segment_count=Count("segments")).order_by("layer")
    context = {
        **_furniture(interview, gettext("转写稿")),
        "form": form,
        "problems": problems,
        "transcripts": transcripts,
        "formats": list(FORMATS),
        "length_ms": duration_of(interview),
        "participants": interview.participants.select_related("person"),
    }
    return TemplateResponse(request, "archive/admin/transcripts/overview.html", context)


@may_add
def upload(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file comes in. Nothing is stored: it is read, held for an hour, and shown."""
    interview = interview_for(request, pk)
    if request.method != "POST":
        return redirect("archive_transcripts", pk=pk)
    form = TranscriptUploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _overview(request, interview, form)
    file = form.cleaned_data["file"]
    held = HeldUpload(
        interview_id=interview.pk,
        user_id=request.user.pk or 0,
        filename=file.name,
        layer=form.cleaned_data["layer"],
        language=form.cleaned_data["language"],
        data=file.read(),
    )
    try:
        _plan(interview, held)
    except TranscriptError as error:
        return _overview(request, interview, form, error.problems)
    return redirect("archive_transcript_preview", pk=pk, token=held_uploads.hold(held))


@may_add
def preview(request: HttpRequest, pk: int, token: str) -> HttpResponseBase:
    """What was understood of the file; a POST stores it, or shows it again with other voices."""
    interview = interview_for(request, pk)
    try:
        held = held_uploads.fetch(token, interview_id=interview.pk, user_id=request.user.pk or 0)
    except UploadGone:
        messages.error(request, gettext("这次上传已经过了一小时，请再传一遍。"))
        return redirect("archive_transcripts", pk=pk)
    plan = _plan(interview, held)
    participants = interview.participants.select_related("person")
    voices = VoicesForm([row.label for row in plan.speakers], participants, request.POST or None)
    if request.method == "POST" and voices.is_valid():
        plan = _plan(interview, held, voices.assigned())
        if "confirm" in request.POST and request.POST.get("version") == str(plan.base_version):
            return _store(request, plan, voices.assigned(), token)
        if "confirm" in request.POST:
            messages.error(request, str(TranscriptChanged()))
    context = {**_furniture(interview, gettext("看看读出了什么")), **_reading(plan, voices)}
    return TemplateResponse(request, "archive/admin/transcripts/preview.html", context)


def _store(request: HttpRequest, plan: ImportPlan, assigned: dict[str, int], token: str) -> HttpResponseBase:
    try:
        transcript = apply_import(plan=plan, user=request.user)  # type: ignore[arg-type]  # signed in: the admin asks for it
    except TranscriptChanged as error:
        messages.error(request, str(error))
        return redirect(request.path)
    for participant in InterviewParticipant.objects.filter(pk__in=assigned.values()).select_related("interview"):
        name_voice(participant=participant, label=next(label for label, pk in assigned.items() if pk == participant.pk))
    held_uploads.drop(token)
    messages.success(
        request,
        gettext("已存为“%(layer)s”第 %(version)d 版，共 %(count)d 段。")
        % {"layer": transcript.get_layer_display(), "version": transcript.version, "count": len(plan.segments)},
    )
    return redirect("archive_transcripts", pk=plan.interview.pk)


def _plan(interview: Interview, held: HeldUpload, assigned: dict[str, int] | None = None) -> ImportPlan:
    return plan_import(
        interview=interview,
        data=held.data,
        filename=held.filename,
        layer=Layer(held.layer),
        language=held.language,
        assigned=assigned,
    )


def _reading(plan: ImportPlan, voices: VoicesForm) -> dict[str, Any]:
    stored = {
        row.uid: row
        for row in Segment.objects.filter(
            transcript__interview=plan.interview, transcript__layer=plan.layer, transcript__language=plan.language
        )
    }
    changes = [Change(row.uid, stored[row.uid], row) for row in plan.segments if row.is_changed and row.uid in stored]
    kept = {row.uid for row in plan.segments}
    fields = {label: voices[f"voice-{number}"] for number, label in enumerate(voices.labels)}
    return {
        "plan": plan,
        "speakers": [(row, fields.get(row.label)) for row in plan.speakers],
        "first_lines": plan.segments[:SHOWN_LINES],
        "changes": changes[:SHOWN_CHANGES],
        "more_changes": max(len(changes) - SHOWN_CHANGES, 0),
        "gone": [row for uid, row in stored.items() if uid not in kept][:SHOWN_CHANGES],
        "is_update": plan.base_version > 0,
    }


@may_change
def sign_off(request: HttpRequest, pk: int, transcript_pk: int) -> HttpResponseBase:
    """How far a layer has come."""
    interview = interview_for(request, pk)
    transcript = get_object_or_404(interview.transcripts, pk=transcript_pk)
    form = SignOffForm(request.POST or None, instance=transcript)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("已保存。"))
        return redirect("archive_transcripts", pk=pk)
    context = {**_furniture(interview, gettext("状态与签认")), "form": form, "transcript": transcript}
    return TemplateResponse(request, "archive/admin/transcripts/sign_off.html", context)


@may_change
def download(request: HttpRequest, pk: int, transcript_pk: int, ending: str) -> HttpResponseBase:
    """The layer as a working copy, to be corrected elsewhere and brought back."""
    interview = interview_for(request, pk)
    transcript: Transcript = get_object_or_404(interview.transcripts.with_segments(), pk=transcript_pk)
    if ending not in CONTENT_TYPES:
        raise Http404
    answer = HttpResponse(working_copy(transcript, ending, request.user), content_type=CONTENT_TYPES[ending])
    answer["Content-Disposition"] = f'attachment; filename="{interview.slug}-{transcript.layer}.{ending}"'
    return answer


def _furniture(interview: Interview, title: str) -> dict[str, Any]:
    return {
        "interview": interview,
        "page_title": title,
        "header_title": title,
        "header_icon": "media",
        "breadcrumbs_items": list(breadcrumbs(interview, title)),
    }


def breadcrumbs(interview: Interview, *titles: str) -> Iterator[dict[str, str]]:
    yield {"url": reverse("wagtailadmin_home"), "label": gettext("首页")}
    yield {"url": reverse("wagtailsnippets_archive_interview:list"), "label": gettext("口述史")}
    yield {"url": reverse("wagtailsnippets_archive_interview:edit", args=[interview.pk]), "label": interview.title}
    for title in titles[:-1]:
        yield {"url": reverse("archive_transcripts", args=[interview.pk]), "label": title}
    yield {"url": "", "label": titles[-1]}
