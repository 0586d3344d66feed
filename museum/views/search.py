"""Search: GET only and every choice in the address, so that a result can be sent on and works without script."""

import logging
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from museum.new_questions import note
from museum.reader import Reader, reader_of
from museum.results import choices, exports, listing, spoken_of
from museum.results.answering import Answered, answer
from museum.results.asked import Asked, Reading, read
from museum.results.pages import pages
from museum.results.shapes import suggestion_label
from museum.results.words import KIND_NAMES
from museum.views import errors
from search import api, query_log
from search.engines.base import EngineError
from search.entries import Results

logger = logging.getLogger(__name__)

TEMPLATE: Final = "museum/views/search.html"
LONGEST_PREFIX: Final = 40
SUGGESTIONS: Final = 8
SUGGESTIONS_SECONDS: Final = 30
FORMATS: Final = {
    "csv": (exports.table, "text/csv; charset=utf-8"),
    "json": (exports.document, "application/json"),
}


@require_safe
def results(request: HttpRequest) -> HttpResponseBase:
    """The page of results, the page with a box when nothing was asked, or the results as a file."""
    asked = read(request.GET)
    if wanted := request.GET.get("format"):
        return export(request, asked, wanted)
    reader = reader_of(request)
    answered = answer(asked, reader)
    context = page_context(answered, reader)
    if answered.results is not None:
        context["opened_url"] = note(request, answered.results)
    return render(request, TEMPLATE, context)


def page_context(answered: Answered, reader: Reader) -> dict[str, Any]:
    asked, found = answered.asked, answered.results
    context: dict[str, Any] = {
        "asked": asked,
        "query": asked.query,
        "title": _("搜索：%(query)s") % {"query": asked.query} if asked.query else _("搜索"),
        "canonical_url": settings.SITE_URL.rstrip("/") + asked.address(),
        "big_searchbox": True,
        "page_kind": "SearchResultsPage",
        "no_index": True,
        "kept": [(name, value) for name, value in asked.pairs() if name not in ("q", "page")],
        "kind_names": KIND_NAMES,
        "is_down": answered.is_down,
        "titles": answered.titles,
        "chosen": [*choices.chosen(asked), *spoken_of.chosen(asked, reader)],
        "everything_url": choices.everything(asked),
    }
    return context if found is None else context | results_context(answered, found, reader)


def results_context(answered: Answered, found: Results, reader: Reader) -> dict[str, Any]:
    """What is shown where there is an answer, even an empty one."""
    asked = answered.asked
    shown = listing.listing(answered, reader)
    return {
        "results": found,
        "otherwise": answered.otherwise,
        "listing": shown,
        "also": listing.also_found((*shown.rows, *shown.things)),
        "exact_url": asked.but(exact=not asked.exact).url,
        "tabs": choices.tabs(asked, found),
        "facets": choices.facets(asked, found),
        "sorts": choices.sorts(asked),
        "pages": pages(asked, found),
        "corrections": [choices.Link(word, asked.but(query=word).url) for word in found.corrections],
        "related": [(choices.Link(each.text, Asked(query=each.text).url), each.count) for each in answered.related],
        "files": [(name, asked.file_url(name)) for name in FORMATS],
        "most_records": exports.MOST_RECORDS,
    }


def export(request: HttpRequest, asked: Asked, wanted: str) -> HttpResponseBase:
    """A list of results as a file; a format nobody knows is a bad request."""
    if wanted not in FORMATS or asked.is_empty:
        return errors.bad_request(request)
    write, media_type = FORMATS[wanted]
    reader = reader_of(request)
    try:
        first = exports.first_page(asked, reader)
    except EngineError as error:
        logger.warning("search engine did not answer", extra={"reason": str(error)})
        return render(request, TEMPLATE, page_context(Answered(asked=asked, is_down=True), reader), status=503)
    name = _("株化记忆 %(query)s") % {"query": asked.query[:40]}
    disposition = content_disposition_header(True, f"{name.strip()}.{wanted}") or "attachment"
    return StreamingHttpResponse(
        write(asked, reader, first), content_type=media_type, headers={"Content-Disposition": disposition}
    )


@csrf_exempt  # a browser's `ping` carries no token, and there is nothing here that somebody else's page could gain
@require_POST
def opened(request: HttpRequest) -> HttpResponse:
    """A browser tells that one of the results was opened. The answer is the same whatever it tells."""
    key, kind = request.GET.get("key", ""), request.GET.get("kind", "")
    if query_log.is_key(key) and kind in KIND_NAMES:
        query_log.note_opening(key, kind)
    return HttpResponse(status=204)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """What the box may propose while somebody types. Nothing is kept of what was typed."""
    prefix = Reading(request.GET).text("q")[:LONGEST_PREFIX]
    if not prefix:
        return JsonResponse({"suggestions": []})
    try:
        found = api.suggest(prefix, viewer=reader_of(request).visibilities, limit=SUGGESTIONS)
    except EngineError as error:
        logger.warning("suggestions not available", extra={"reason": str(error)})
        return JsonResponse({"suggestions": []})
    rows = [{"text": each.text, "kind": suggestion_label(each), "count": each.count} for each in found]
    headers = {"Cache-Control": f"private, max-age={SUGGESTIONS_SECONDS}"}
    return JsonResponse({"suggestions": rows}, headers=headers)
