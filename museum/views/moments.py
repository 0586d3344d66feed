"""不是他: a curator, on a record's own page, says that a name heard there means somebody else, and takes it back."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from archive.models import Artifact, Interview, Person, Place, Segment
from archive.services.mentions import accept_mention, reject_mention
from museum.reader import reader_of

RECORDS: dict[str, type[Any]] = {model.KIND: model for model in (Person, Place, Artifact)}
"""What has names that are looked for in interviews."""

may_reject = permission_required("archive.add_mentionrejection", raise_exception=True)


@may_reject
@require_POST
def reject(request: HttpRequest) -> HttpResponse:
    """In this segment the name does not mean this record."""
    record, segment = _named(request)
    reject_mention(_entity(record), segment, words=request.POST.get("words", ""))
    return redirect(f"{record.get_absolute_url()}#heard")


@may_reject
@require_POST
def restore(request: HttpRequest) -> HttpResponse:
    """It does, after all."""
    record, segment = _named(request)
    accept_mention(_entity(record), segment)
    return redirect(f"{record.get_absolute_url()}#heard")


def _named(request: HttpRequest) -> tuple[Any, Segment]:
    """The record and the segment a form names, as far as this member of staff may see them. Raises Http404."""
    viewer = reader_of(request).viewer
    kind, _colon, pk = request.POST.get("entity", "").partition(":")
    if kind not in RECORDS or not (pk.isascii() and pk.isdigit() and len(pk) < 18):
        raise Http404
    record = get_object_or_404(RECORDS[kind].objects.visible_to(viewer), pk=int(pk))
    interviews = Interview.objects.visible_to(viewer)
    segments = Segment.objects.filter(transcript__interview__in=interviews).select_related("transcript__interview")
    return record, get_object_or_404(segments, uid=request.POST.get("segment", ""))


def _entity(record: Any) -> str:
    return f"{record.KIND}:{record.pk}"
