"""Which requests are a visitor's new question, and so belong into the log of searches.

Nobody is followed to find that out: the request itself tells. Not counted are members of staff, machines, pages fetched
ahead, further pages, narrowed results, and a page reached from a page of results for the same question.
"""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

from django.http import HttpRequest
from django.urls import reverse

from museum.reader import reader_of
from search import query_log
from search.entries import Results

MACHINE = re.compile(r"bot|crawl|spider|slurp|preview|monitor|fetch|python|curl|wget|java/|go-http", re.IGNORECASE)


def note(request: HttpRequest, found: Results) -> str:
    """Puts a visitor's new question into the log. Returns the address to which a browser tells that a result was opened
    (the kind of record is to be added), "" when the search is not counted."""
    key = query_log.note_search(found) if is_question(request) else ""
    return f"{reverse('search_opened')}?{urlencode({'key': key})}&kind=" if key else ""


def is_question(request: HttpRequest) -> bool:
    """Whether a visitor asks this for the first time."""
    choices = {name for name, value in request.GET.items() if value and name != "q"}
    return (
        request.method == "GET"
        and not choices
        and reader_of(request).is_public
        and not _is_machine(request)
        and query_log.kept_form(_question_of(request.headers.get("Referer", ""), request))
        != query_log.kept_form(request.GET.get("q", ""))
    )


def _is_machine(request: HttpRequest) -> bool:
    agent = request.headers.get("User-Agent", "")
    ahead = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return not agent or MACHINE.search(agent) is not None or "prefetch" in ahead


def _question_of(address: str, request: HttpRequest) -> str:
    """What was asked on the page of results the visitor comes from; "" when it was another page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.netloc != request.get_host() or parts.path != reverse("search"):
        return ""
    return " ".join(parse_qs(parts.query).get("q", []))
