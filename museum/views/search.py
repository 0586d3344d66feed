"""Search: GET only and every choice in the address, so that a result can be sent on and works without script."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from archive.states import Generation
from museum import asked
from museum.reader import reader_of
from museum.title_search import find_titles
from search import api, query_log
from search.engines.base import EngineError
from search.entries import FacetValue, Filters, Results, Sort

logger = logging.getLogger(__name__)

PER_PAGE: Final = 20
LONGEST_QUERY: Final = 200
LAST_PAGE: Final = 50
"""Nobody reads page 51; a machine that asks for page 100,000 should cost nothing."""

KIND_NAMES: Final = {
    "interview": gettext_lazy("讲述"),
    "artifact": gettext_lazy("藏品"),
    "photograph": gettext_lazy("老照片"),
    "album": gettext_lazy("相册"),
    "person": gettext_lazy("人物"),
    "place": gettext_lazy("地方"),
    "collection": gettext_lazy("全宗"),
    "family": gettext_lazy("人家"),
    "exhibit": gettext_lazy("展览"),
    "story": gettext_lazy("故事"),
}
REASON_NAMES: Final = {
    "variant": gettext_lazy("另一种写法"),
    "number": gettext_lazy("年份的说法"),
    "synonym": gettext_lazy("同一个意思"),
    "sound": gettext_lazy("读音相近"),
}
FACETS: Final = (
    ("generation", gettext_lazy("哪一代")),
    ("decade", gettext_lazy("年头")),
    ("workshop", gettext_lazy("车间")),
    ("person", gettext_lazy("讲述人和有关的人")),
    ("tag", gettext_lazy("标签")),
)
SORTS: Final[tuple[Sort, ...]] = ("relevance", "date", "newest")


@dataclass(frozen=True, slots=True)
class Choice:
    """One box of a facet."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One group of boxes; `name` is the parameter in the address."""

    name: str
    label: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of record above the results."""

    value: str
    label: str
    count: int
    current: bool


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The page of results, or the empty page with a box when nothing was asked."""
    query = " ".join(request.GET.get("q", "").split())[:LONGEST_QUERY]
    filters = read_filters(request.GET)
    context: dict[str, Any] = {
        "query": query,
        "title": _("搜索：%(query)s") % {"query": query} if query else _("搜索"),
        "big_searchbox": True,
        "no_index": True,
        "kept": [(name, value) for name, value in kept(request.GET) if name != "kind"],
        "sort": read_sort(request.GET),
        "reasons": REASON_NAMES,
        "kind_names": KIND_NAMES,
    }
    if not query and filters == Filters():
        return render(request, "museum/views/search.html", context)
    try:
        found = api.search(
            query,
            viewer=reader_of(request).visibilities,
            filters=filters,
            sort=context["sort"],
            page=read_page(request.GET),
            per_page=PER_PAGE,
        )
    except EngineError as error:
        logger.warning("search engine did not answer", extra={"reason": str(error)})
        titles = find_titles(query, reader_of(request))
        return render(request, "museum/views/search.html", context | {"is_down": True, "titles": titles})
    context |= {
        "results": found,
        "facets": facets(found),
        "tabs": tabs(found, filters),
        "page_numbers": page_numbers(found),
        "opened_url": asked.note(request, found),
    }
    return render(request, "museum/views/search.html", context)


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
    prefix = request.GET.get("q", "").strip()[:40]
    if not prefix:
        return JsonResponse({"suggestions": []})
    try:
        found = api.suggest(prefix, viewer=reader_of(request).visibilities, limit=8)
    except EngineError as error:
        logger.warning("suggestions not available", extra={"reason": str(error)})
        found = []
    rows = [{"text": each.text, "kind": str(KIND_NAMES.get(each.kind, "")), "count": each.count} for each in found]
    return JsonResponse({"suggestions": rows})


def read_filters(asked: QueryDict) -> Filters:
    """The choices in an address. What cannot be read is left out: an old link must still lead somewhere."""
    return Filters(
        kinds=tuple(kind for kind in asked.getlist("kind") if kind in KIND_NAMES),
        generations=tuple(int(value) for value in asked.getlist("generation") if value in Generation.values),
        workshops=tuple(asked.getlist("workshop")[:10]),
        people=tuple(asked.getlist("person")[:10]),
        decades=tuple(int(value) for value in asked.getlist("decade") if is_year(value)),
        tags=tuple(asked.getlist("tag")[:10]),
        has_sound=True if asked.get("sound") == "1" else None,
        has_picture=True if asked.get("picture") == "1" else None,
    )


def is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) == 4


def read_sort(asked: QueryDict) -> Sort:
    return next((sort for sort in SORTS if sort == asked.get("sort")), "relevance")


def read_page(asked: QueryDict) -> int:
    text = asked.get("page", "1")
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def kept(asked: QueryDict) -> list[tuple[str, str]]:
    """Choices that stay when another word is searched for."""
    names = ("kind", "generation", "decade", "workshop", "person", "tag", "sound", "picture", "sort")
    return [(name, value) for name in names for value in asked.getlist(name)]


def facets(found: Results) -> list[Facet]:
    """The groups that have something to choose."""
    groups = [Facet(name, str(label), choices(name, found.facets)) for name, label in FACETS]
    return [group for group in groups if group.choices]


def choices(name: str, found: Mapping[str, tuple[FacetValue, ...]]) -> list[Choice]:
    return [
        Choice(each.value, facet_label(name, each.value), each.count, each.selected) for each in found.get(name, ())
    ]


def facet_label(name: str, value: str) -> str:
    if name == "generation" and value in Generation.values:
        return str(Generation(value).label)
    return _("%(decade)s 年代") % {"decade": value} if name == "decade" else value


def tabs(found: Results, filters: Filters) -> list[Tab]:
    """Everything first, then each kind that was found."""
    kinds = [each for each in found.facets.get("kind", ()) if each.count]
    everything = sum(each.count for each in kinds)
    rows = [Tab("", _("全部"), everything, not filters.kinds)]
    rows += [
        Tab(each.value, str(KIND_NAMES.get(each.value, each.value)), each.count, each.value in filters.kinds)
        for each in kinds
    ]
    return rows


def page_numbers(found: Results) -> list[int]:
    """At most seven around the current one."""
    last = min(found.pages, LAST_PAGE)
    first = max(1, min(found.page - 3, last - 6))
    return list(range(first, min(first + 7, last + 1)))
