"""Single segments of a transcript: read them in order, mend one, split it, join it with the next. Ids stay."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from wagtail.admin import messages

from archive.forms.transcripts import SegmentForm, SplitForm
from archive.models import Interview, InterviewPart, Segment, Transcript
from archive.rights import SEE_SEALED
from archive.services.segments import (
    EDITABLE,
    NotJoinable,
    NotSplittable,
    edit_segment,
    join_segments,
    split_segment,
)
from archive.services.transcripts import TranscriptChanged
from archive.viewsets.transcripts import breadcrumbs, interview_for

PER_PAGE = 100

may_change = permission_required("archive.change_transcript", raise_exception=True)


@may_change
def segments(request: HttpRequest, pk: int, transcript_pk: int) -> HttpResponseBase:
    """The layer, a hundred segments a page."""
    interview = interview_for(request, pk)
    transcript = get_object_or_404(interview.transcripts, pk=transcript_pk)
    wanted = request.GET.get("q", "").strip()[:100]
    rows = transcript.segments.all()
    if wanted:
        rows = rows.filter(Q(speaker__icontains=wanted) | Q(uid=wanted) | Q(text__icontains=wanted, is_redacted=False))
    context = {
        **_furniture(interview, str(transcript.get_layer_display())),
        "transcript": transcript,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("p")),
        "wanted": wanted,
        "knows_sealed": request.user.has_perm(SEE_SEALED),
    }
    return TemplateResponse(request, "archive/admin/transcripts/segments.html", context)


@may_change
def segment(request: HttpRequest, pk: int, uid: str) -> HttpResponseBase:
    """One segment, with its sound. The button that was pressed says what is to happen."""
    interview = interview_for(request, pk)
    row = get_object_or_404(Segment.objects.select_related("transcript"), transcript__interview=interview, uid=uid)
    if row.is_redacted and not request.user.has_perm(SEE_SEALED):
        raise PermissionDenied
    form, split = SegmentForm(request.POST or None, instance=row), SplitForm()
    if request.method == "POST":
        before = Segment.objects.get(pk=row.pk)
        try:
            answer = _act(request, interview, row, before, form)
        except (TranscriptChanged, NotSplittable, NotJoinable) as error:
            messages.error(request, str(error))
            return redirect(request.path)
        if answer is not None:
            return answer
    context = {
        **_furniture(interview, str(row.transcript.get_layer_display()), row.uid),
        "segment": row,
        "transcript": row.transcript,
        "form": form,
        "split": split,
        "sound": sound_at(interview, row.start_ms),
        "voices": _voices(row.transcript),
    }
    return TemplateResponse(request, "archive/admin/transcripts/segment.html", context)


def _act(
    request: HttpRequest, interview: Interview, row: Segment, stored: Segment, form: SegmentForm
) -> HttpResponseBase | None:
    version = _number(request.POST.get("version"))
    user: Any = request.user
    if "join" in request.POST:
        join_segments(segment=stored, version=version, user=user)
        messages.success(request, gettext("已与下一段合并。"))
        return redirect("archive_segment", pk=interview.pk, uid=stored.uid)
    if "split" in request.POST:
        where = SplitForm(request.POST)
        if not where.is_valid():
            raise NotSplittable(" ".join(str(text) for texts in where.errors.values() for text in texts))
        _first, rest = split_segment(segment=stored, version=version, user=user, **where.cleaned_data)
        messages.success(request, gettext("已拆成两段，后一段的段号是 %(uid)s。") % {"uid": rest.uid})
        return redirect("archive_segment", pk=interview.pk, uid=stored.uid)
    if not form.is_valid():
        return None
    values = {name: form.cleaned_data[name] for name in form.changed_data if name in EDITABLE}
    if values:
        edit_segment(segment=stored, values=values, version=version, user=user)
        messages.success(request, gettext("已保存，段号不变。"))
    return redirect("archive_segment", pk=interview.pk, uid=stored.uid)


def sound_at(interview: Interview, time_ms: int) -> dict[str, Any] | None:
    """What to play to hear this moment: the sources of the part it falls in, and the second in it."""
    parts = InterviewPart.objects.filter(interview=interview, offset_ms__lte=time_ms).order_by("-offset_ms")
    part = parts.select_related("recording__asset").prefetch_related("recording__asset__derivatives").first()
    if part is None:
        return None
    return {
        "recording": part.recording,
        "sources": part.recording.sources(),
        "start_s": (time_ms - part.offset_ms) / 1000,
    }


def _voices(transcript: Transcript) -> list[str]:
    return list(
        transcript.segments.exclude(speaker="").order_by("speaker").values_list("speaker", flat=True).distinct()
    )


def _number(text: str | None) -> int:
    """A version nobody has, for anything that is none: the service then says that somebody was faster."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1


def _furniture(interview: Interview, *titles: str) -> dict[str, Any]:
    return {
        "interview": interview,
        "page_title": titles[-1],
        "header_title": titles[-1],
        "header_icon": "media",
        "breadcrumbs_items": list(breadcrumbs(interview, gettext("转写稿"), *titles)),
    }
