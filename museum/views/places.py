"""Places: what they were called, what happened to them, what was kept from them."""

from typing import Any

from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Artifact, Interview, Person, Photograph, Place, PlaceName
from archive.states import PlaceKind
from museum.cards import shelves
from museum.fetching import artifact_cards, interview_cards, person_cards, photograph_cards, place_page
from museum.linked_pages import place_data
from museum.moments import moments_about
from museum.plant.small import small_plan
from museum.reader import Reader, reader_of
from museum.views.records import full_context, page_numbers, page_of

PER_PAGE = 60
MOST = 12


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    rows = Place.objects.visible_to(reader.viewer)
    kind = request.GET.get("kind", "")
    if kind in PlaceKind.values:
        rows = rows.filter(kind=kind)
    other_names = Prefetch("names", PlaceName.objects.exclude(text=F("place__name")))
    page = page_of(request, rows.order_by("kind", "name").prefetch_related(other_names), PER_PAGE)
    used = set(Place.objects.visible_to(reader.viewer).order_by().values_list("kind", flat=True).distinct())
    context = {
        "title": _("地方"),
        "page_kind": "CollectionPage",
        "description": _("车间、工段、宿舍、食堂、道口。"),
        "list": page,
        "pages": page_numbers(page),
        "places": page.object_list,
        "kinds": [(value, label) for value, label in PlaceKind.choices if value in used],
        "chosen": {"kind": kind},
    }
    return render(request, "museum/views/place_list.html", context)


@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    reader = reader_of(request)
    found = get_object_or_404(place_page(Place.objects.visible_to(reader.viewer)), slug=slug)
    return render(request, "museum/views/place.html", full_context(found, reader, place_context))


def place_context(record: Place, reader: Reader) -> dict[str, Any]:
    """Its life by years, and everything that comes from it."""
    if record.pk is None:
        return {"title": record.name, "description": reader.say(record.description)}
    workers = Person.objects.visible_to(reader.viewer).filter(posts__place=record).distinct()
    if reader.is_public:
        workers = workers.findable()
    other_names = [name for name in record.names.all() if name.text != record.name]
    parents = [row for row in record.parents.all() if row.parent.live]
    return {
        "title": record.name,
        "description": reader.say(record.description),
        "linked_data": place_data(record, reader, [each.text for each in other_names], [row.parent for row in parents]),
        "plan": small_plan(reader, record),
        "changes": sorted(record.changes.all(), key=lambda change: change.year),
        "other_names": other_names,
        "parents": parents,
        "equipment": list(record.equipment.all()),
        "moments": moments_about(record, reader),
        **shelves(
            reader,
            interviews=interview_cards(Interview.objects.visible_to(reader.viewer).at(record))[:MOST],
            artifacts=artifact_cards(Artifact.objects.visible_to(reader.viewer).at(record))[:MOST],
            photographs=photograph_cards(Photograph.objects.visible_to(reader.viewer).at(record))[:MOST],
            people=person_cards(workers)[:MOST],
        ),
    }
