"""Interviews: the list, the page one listens on, the captions of its sound."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.captions import FORMATS, webvtt
from archive.models import Interview, Segment, SegmentRedirect
from archive.rights import refusal
from archive.services.consent import beyond_showing
from archive.states import Generation, ParticipantRole
from museum.cards import cards_of
from museum.downloads import WORDS, may_take
from museum.fetching import interview_cards, interview_page
from museum.found_within import read_asked
from museum.interview_page import interview_context, people_context
from museum.listening import choose_transcript, lines_of
from museum.reader import Reader, reader_of
from museum.reserving import reserve
from museum.saving import is_saving, remembered
from museum.timecodes import seconds
from museum.views import errors
from museum.views.records import full_context, page_numbers, page_of


@require_safe
def interview_list(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    rows = Interview.objects.visible_to(reader.viewer)
    generation = request.GET.get("generation", "")
    if generation in Generation.values:
        rows = rows.filter(
            participants__kind=ParticipantRole.NARRATOR,
            participants__is_anonymous=False,
            participants__person__generation=generation,
        ).distinct()
    page = page_of(request, interview_cards(rows.order_by("accession_number")))
    context = {
        "title": _("口述史"),
        "page_kind": "CollectionPage",
        "description": _("他们自己讲的。"),
        "list": page,
        "pages": page_numbers(page),
        "cards": cards_of(page, reader),
        "generations": Generation.values,
        "chosen": {"generation": generation},
    }
    return render(request, "museum/views/interview_list.html", context)


@require_safe
def interview(request: HttpRequest, slug: str) -> HttpResponse:
    if answer := remembered(request):
        return answer
    reader = reader_of(request)
    found = interview_page(Interview.objects.filter(slug=slug)).first()
    if found is None:
        return errors.absent(request)
    if refused := refusal(found, reader.viewer):
        return errors.refused(request, refused)
    asked, saving = read_asked(request.GET), is_saving(request)
    context = full_context(found, reader, lambda record, who: interview_context(record, who, asked, saving=saving))
    answer = render(request, "museum/views/interview.html", context | {"no_index": bool(asked.within)})
    patch_vary_headers(answer, ["Save-Data"])
    return reserve(answer, context["beyond"])


@require_safe
def printed(request: HttpRequest, slug: str) -> HttpResponse:
    """The words alone in large type, for the reading room and for whoever reads on paper."""
    reader = reader_of(request)
    found = interview_page(Interview.objects.filter(slug=slug)).first()
    if found is None:
        return errors.not_found(request)
    if refused := refusal(found, reader.viewer):
        return errors.refused(request, refused)
    beyond = beyond_showing(found)
    if not may_take(found, reader, beyond):
        return errors.forbidden(request)
    transcript = choose_transcript(found.transcripts.readable(), request.GET.get("layer", ""))
    if transcript is None:
        return errors.not_found(request)
    transcript.interview = found
    context = {"title": reader.say(found.title), "lines": lines_of(transcript, reader), "transcript": transcript}
    context |= people_context(found, reader) | {"record": found, "reader": reader, "no_index": True}
    return reserve(render(request, "museum/views/interview_print.html", context), beyond)


@require_safe
def transcript_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """A transcript to take home: the words of the page, where licence and rights allow it."""
    reader = reader_of(request)
    found = _with_words(reader).filter(slug=slug).select_related("rights").first()
    if found is None or form not in WORDS:
        return errors.not_found(request)
    transcript = choose_transcript(found.transcripts.readable(), request.GET.get("layer", ""))
    if transcript is None:
        return errors.not_found(request)
    beyond = beyond_showing(found)
    if not may_take(found, reader, beyond):
        return errors.forbidden(request)
    transcript.interview = found
    answer = HttpResponse(FORMATS[form](transcript, reader.viewer), content_type=f"{WORDS[form]}; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, f"{found.accession_number}.{form}") or ""
    return reserve(answer, beyond)


def _with_words(reader: Reader) -> QuerySet[Interview]:
    rows: QuerySet[Interview] = Interview.objects.visible_to(reader.viewer)
    return rows.prefetch_related("participants__person", "restrictions")


@require_safe
def segment(request: HttpRequest, slug: str, uid: str) -> HttpResponse:
    """Where a cited segment is today: the segment itself, the one that took over, or the moment."""
    found = get_object_or_404(Interview.objects.visible_to(reader_of(request).viewer), slug=slug)
    here = Segment.objects.filter(transcript__in=found.transcripts.readable(), uid=uid).first()
    if here is None:
        moved = SegmentRedirect.objects.filter(interview=found, uid=uid).select_related("replaced_by").first()
        if moved is None:
            return errors.not_found(request)
        here = moved.replaced_by
        if here is None:
            return HttpResponseRedirect(f"{found.get_absolute_url()}?t={seconds(moved.start_ms)}")
    return HttpResponseRedirect(f"{found.get_absolute_url()}?t={seconds(here.start_ms)}#s-{here.uid}")


@require_safe
def captions(request: HttpRequest, slug: str) -> HttpResponse:
    """The words of an interview as WebVTT: the same words as on its page, cut where it is cut."""
    reader = reader_of(request)
    found = get_object_or_404(_with_words(reader), slug=slug)
    transcript = choose_transcript(found.transcripts.readable(), request.GET.get("layer", ""))
    if transcript is None:
        return errors.not_found(request)
    transcript.interview = found
    answer = HttpResponse(webvtt(transcript, reader.viewer), content_type="text/vtt; charset=utf-8")
    return reserve(answer, beyond_showing(found))
