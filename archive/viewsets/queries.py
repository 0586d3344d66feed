"""问过没找到: what visitors asked and the museum could not answer, and the two clicks that mend it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from archive.viewsets.base import plain
from search import misses
from search.query_log import kept_form

PERIODS: Final = (7, 30, 90)
PER_PAGE: Final = 20
"""Each row asks the search once."""

READ_QUERY_LOG: Final = "search.read_query_log"
may_read = permission_required(READ_QUERY_LOG, raise_exception=True)


@dataclass(frozen=True, slots=True)
class Row:
    """One query with what it finds now (None: the search does not answer)."""

    query: str
    times: int
    days: int
    nothing: int
    last: datetime
    now: misses.Outcome | None

    @property
    def search_url(self) -> str:
        return _search_url(self.query)

    @property
    def answer_url(self) -> str:
        """Where the lexicon takes the query on: one more click there, and it finds."""
        return f"{reverse('lexicon_adopt')}?{urlencode({'form': self.query})}"


def _search_url(query: str) -> str:
    """The visitors' page of results."""
    return f"{reverse('search')}?{urlencode({'q': query})}"


@may_read
def queries(request: HttpRequest) -> HttpResponseBase:
    """The list of a period, with a small overview above it."""
    days, is_aside = _days(request), request.GET.get("aside") == "1"
    since = misses.days_ago(days)
    page = Paginator(misses.missed_queries(since, dismissed=is_aside), PER_PAGE).get_page(request.GET.get("p"))
    title = gettext("问过没找到")
    context = {
        "page_title": title,
        "header_icon": "search",
        "breadcrumbs_items": _path(title),
        "page": page,
        "rows": [_row(found) for found in page],
        "days": days,
        "periods": PERIODS,
        "is_aside": is_aside,
        "aside_count": misses.missed_queries(since, dismissed=True).count(),
        "overview": misses.overview(since),
    }
    return TemplateResponse(request, "archive/admin/queries/list.html", context)


def _path(title: str) -> list[dict[str, str]]:
    return [{"url": reverse("wagtailadmin_home"), "label": gettext("首页")}, {"url": "", "label": title}]


def _days(request: HttpRequest) -> int:
    text = request.GET.get("days", "")
    return next((days for days in PERIODS if str(days) == text), PERIODS[1])


def _row(found: dict[str, Any]) -> Row:
    return Row(
        query=found["query"],
        times=found["times"],
        days=found["days"],
        nothing=found["nothing"],
        last=found["last"],
        now=misses.outcome(found["query"]),
    )


@may_read
def export(request: HttpRequest) -> HttpResponseBase:
    """The whole list as a spreadsheet; it opens in Excel with its characters whole."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="asked-and-not-found-{timezone.localdate()}.csv"'
    response.write("\ufeff")
    csv.writer(response).writerows(_lines(_days(request)))
    return response


def _lines(days: int) -> Iterator[tuple[object, ...]]:
    yield tuple(map(gettext, ("问的什么", "没找到几次", "在几天里", "一条都没有的次数", "最近一次")))
    for found in misses.missed_queries(misses.days_ago(days)):
        last = timezone.localtime(found["last"]).strftime("%Y-%m-%d %H:00")
        yield (plain(found["query"]), found["times"], found["days"], found["nothing"], last)


@may_read
@require_POST
def put_aside(request: HttpRequest) -> HttpResponseBase:
    """不用管, and back again."""
    query = kept_form(request.POST.get("query", ""))
    back = _back(request)
    if not query:
        return redirect(back)
    if request.POST.get("undo"):
        misses.restore(query)
        messages.success(request, gettext("“%(query)s”放回单子里了。") % {"query": query})
    else:
        misses.dismiss(query)
        message = gettext("“%(query)s”收起来了，在“不用管的”里随时能放回来。") % {"query": query}
        messages.success(request, message)
    return redirect(back)


def _back(request: HttpRequest) -> str:
    """The list as it stood: its choices come along in the form."""
    kept = {name: request.POST[name] for name in ("days", "aside", "p") if request.POST.get(name)}
    return f"{reverse('archive_queries')}?{urlencode(kept)}" if kept else reverse("archive_queries")
