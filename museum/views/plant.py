"""The plant through time: a decade, the sheet of it, and what a chosen place opens. All of it in the address."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Equipment, Place
from archive.states import PlacePhase
from museum.plant.kept import Counts, Kept, counts_by_place, kept_from
from museum.plant.sheet import Decade, OneYear, Shape, Sheet, decades_of, ground_for, sheet_for
from museum.reader import Reader, reader_of

OPENING = 1970
"""The decade a visitor sees first: most of the works stood, and most is told of it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list that says in words what the sheet shows."""

    shape: Shape
    url: str
    counts: Counts
    is_chosen: bool


@require_safe
def plant(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    places = ground_for(reader).places
    decades = decades_of(places)
    decade = chosen_decade(request.GET.get("decade", ""), decades)
    sheet = sheet_for(reader, decade)
    counts = reader.remember("kept by place", partial(counts_by_place, reader))
    chosen = next((shape for shape in sheet.shapes if shape.place.slug == request.GET.get("place", "")), None)
    context = {
        "title": _("厂区图 %(decade)s 年代") % {"decade": decade.first},
        "description": _("一座厂怎么长出来，又怎么不在了。点一个地方，听那里的人讲。"),
        "reader": reader,
        "decades": decades,
        "last_decade": decades[-1],
        "decade": decade,
        "sheet": sheet,
        "rows": rows_of(sheet, chosen, counts),
        "chosen": chosen,
        "has_demo": any(place.is_demo for place in places),
    }
    return render(request, "museum/views/plant.html", context | panel_of(chosen, sheet, reader))


def chosen_decade(asked: str, decades: list[Decade]) -> Decade:
    """The decade in the address; one that is not on the plan, or no decade at all, gives the opening view."""
    by_name = {str(decade.first): decade for decade in decades}
    nearest = min(decades, key=lambda decade: abs(decade.first - OPENING))
    return by_name.get(asked, nearest)


def address(decade: OneYear, place: Place) -> str:
    return f"{reverse('plant')}?decade={decade.first}&place={place.slug}#panel"


def rows_of(sheet: Sheet, chosen: Shape | None, counts: dict[int, Counts]) -> list[Listed]:
    """Workshops first, then the rest, each in the order of the sheet."""
    shapes = sorted(sheet.shapes, key=lambda shape: not shape.place.is_workshop)
    return [
        Listed(shape, address(sheet.decade, shape.place), counts.get(shape.place.pk, Counts()), shape is chosen)
        for shape in shapes
    ]


def machines_of(chosen: Shape, sheet: Sheet) -> list[Equipment]:
    """The numbered machines of the place that stood in the decade."""
    return [each for each in chosen.place.equipment.all() if each.covers(sheet.decade.last) and not chosen.is_outside]


def panel_of(chosen: Shape | None, sheet: Sheet, reader: Reader) -> dict[str, Any]:
    """The chosen place, or what happened in the decade."""
    if chosen:
        kept = Kept() if chosen.phase == PlacePhase.NOT_YET else kept_from(chosen.place, sheet.decade, reader)
        return {"kept": kept, "machines": machines_of(chosen, sheet)}
    news = [(change, shape) for shape in sheet.shapes for change in shape.news]
    return {"news": sorted(news, key=lambda pair: (pair[0].year, pair[1].place.pk))}
