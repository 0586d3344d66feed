"""The timeline. Generation and kind stand in the address, decades are anchors: nothing needs a script."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from archive.models import Artifact, Photograph
from archive.states import Generation
from museum.chronicle import (
    Happening,
    Working,
    YearKept,
    cards_by_decade,
    decades_told,
    happenings,
    working_years,
    years_kept,
)
from museum.reader import Reader, reader_of

KINDS = {
    "event": gettext_lazy("大事"),
    "artifact": gettext_lazy("东西"),
    "photograph": gettext_lazy("老照片"),
}


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    generation, kind = request.GET.get("generation", ""), request.GET.get("kind", "")
    generation = generation if generation in Generation.values else ""
    kind = kind if kind in KINDS else ""
    told = [] if kind in {"artifact", "photograph"} else told_by(happenings(reader), generation)
    years = [] if kind == "event" or generation else reader.remember("years kept", partial(years_kept, reader))
    kept = kept_of(years, kind)
    decades = decades_told(told, kept, cards_of_kind(kind, reader))
    working = reader.remember("working years", partial(working_years, reader))
    context = {
        "title": _("年头"),
        "description": _("从第一根木桩到最后一声汽笛。说法不一样的，并排放着。"),
        "decades": decades,
        "working": working,
        "scale": scale_of(working),
        "most": max((year.number for year in kept), default=1),
        "generations": Generation.values,
        "kinds": list(KINDS.items()),
        "chosen": {"generation": generation, "kind": kind},
        "reader": reader,
    }
    return render(request, "museum/views/timeline.html", context)


def told_by(told: list[Happening], generation: str) -> list[Happening]:
    return [each for each in told if not generation or generation in each.generations]


def kept_of(kept: list[YearKept], kind: str) -> list[YearKept]:
    """With a kind chosen only years that have something of it."""
    if kind == "artifact":
        return [YearKept(year.year, artifacts=year.artifacts) for year in kept if year.artifacts]
    if kind == "photograph":
        return [YearKept(year.year, photographs=year.photographs) for year in kept if year.photographs]
    return kept


def cards_of_kind(kind: str, reader: Reader) -> dict[int, Any]:
    if kind == "artifact":
        return cards_by_decade(Artifact.objects.visible_to(reader.viewer), "date_made", reader)
    if kind == "photograph":
        return cards_by_decade(Photograph.objects.visible_to(reader.viewer), "date_taken", reader)
    return {}


def scale_of(working: list[Working]) -> dict[str, Any]:
    """The years under the lanes of the generations: ten units a year."""
    if not working:
        return {}
    first, last = min(each.first for each in working) // 10 * 10, max(each.last for each in working) // 10 * 10 + 10
    return {
        "width": (last - first) * 10,
        "years": [(year, (year - first) * 10) for year in range(first, last, 10)],
        "bars": [(each, (each.first - first) * 10, (each.last - each.first + 1) * 10) for each in working],
    }
