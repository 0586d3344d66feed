"""Version 1 of the API: search, suggestions, places in one recording. Described in openapi.json."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from archive.models import Interview
from archive.rights import is_cut, refusal
from archive.speech import cut_ranges
from museum.api.endpoint import Refused, as_json, endpoint
from museum.reader import reader_of
from museum.results.answering import ask
from museum.results.asked import Asked, Reading, read
from museum.results.shapes import absolute, match_shape, results_shape, suggestion_shape
from search import api
from search.entries import Results

PER_PAGE: Final = 20
MOST_PER_PAGE: Final = 100
SUGGESTIONS: Final = 8
MOST_SUGGESTIONS: Final = 20
LONGEST_PREFIX: Final = 40
AN_HOUR: Final = {"Cache-Control": "public, max-age=3600"}
DESCRIPTION: Final = Path(__file__).with_name("openapi.json")


@endpoint
def search(request: HttpRequest) -> HttpResponse:
    asked = read(request.GET)
    reading = Reading(request.GET)
    per_page = reading.number("per_page", 1, MOST_PER_PAGE) or PER_PAGE
    for problem in (*asked.problems, *reading.problems):
        raise Refused(400, problem.detail, parameter=problem.parameter)
    if asked.is_empty:
        raise Refused(400, _("要问点什么：q 写一个词，或者用 kind、generation、decade 等缩小范围。"), parameter="q")
    results = ask(asked, reader_of(request), per_page=per_page)
    return as_json(results_shape(asked, results), headers={"Link": links(asked, results)})


def links(asked: Asked, results: Results) -> str:
    """The pages one may want next (RFC 8288)."""
    per_page = {"per_page": str(results.per_page)} if results.per_page != PER_PAGE else {}
    last = max(results.pages, 1)
    pages = {"first": 1, "prev": results.page - 1, "next": results.page + 1, "last": last}
    written = [
        f'<{absolute(asked.but(page=page).address("api-search", **per_page))}>; rel="{name}"'
        for name, page in pages.items()
        if 1 <= page <= last
    ]
    return ", ".join([*written, f'<{absolute("/api/v1/openapi.json")}>; rel="service-desc"'])


@endpoint
def suggest(request: HttpRequest) -> HttpResponse:
    reading = Reading(request.GET)
    limit = reading.number("limit", 1, MOST_SUGGESTIONS) or SUGGESTIONS
    for problem in reading.problems:
        raise Refused(400, problem.detail, parameter=problem.parameter)
    prefix = reading.text("q")[:LONGEST_PREFIX]
    found = api.suggest(prefix, viewer=reader_of(request).visibilities, limit=limit) if prefix else []
    return as_json({"query": prefix, "suggestions": [suggestion_shape(each) for each in found]})


@endpoint
def within(request: HttpRequest, slug: str) -> HttpResponse:
    reader = reader_of(request)
    interview = _interview(slug, request)
    asked = read(request.GET)
    if not asked.query:
        raise Refused(400, _("要找哪个词：q 写在地址里。"), parameter="q")
    matches = api.within(f"interview:{interview.pk}", asked.query, viewer=reader.visibilities, exact=asked.exact)
    ranges = cut_ranges(interview)
    matches = [match for match in matches if not is_cut(match.start_ms, match.end_ms, ranges)]
    body: dict[str, Any] = {
        "query": asked.query,
        "exact": asked.exact,
        "interview": {
            "slug": interview.slug,
            "title": reader.say(interview.title),
            "url": absolute(interview.get_absolute_url()),
            "duration_ms": interview.duration_ms,
        },
        "count": len(matches),
        "matches": [match_shape(match) for match in matches],
    }
    return as_json(body)


def _interview(slug: str, request: HttpRequest) -> Interview:
    found = Interview.objects.filter(slug=slug).prefetch_related("restrictions").first()
    if found is None:
        raise Refused(404, _("没有这段讲述。"))
    if refused := refusal(found, reader_of(request).viewer):
        sentences = {
            404: _("没有这段讲述。"), 403: _("这段讲述不公开。"), 410: _("这段讲述已经收回去了。"),
        }  # fmt: skip
        raise Refused(refused.value, sentences[refused.value])
    return found


@endpoint
def description(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(_description(), content_type="application/json", headers=AN_HOUR)


@lru_cache(maxsize=1)
def _description() -> bytes:
    return DESCRIPTION.read_bytes()
