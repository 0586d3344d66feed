"""All the ways in, each with how much is behind it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import (
    Artifact,
    ArtifactTag,
    Collection,
    Family,
    Interview,
    InterviewTag,
    Person,
    Photograph,
    PhotographTag,
    Place,
)
from archive.states import Generation, PlaceKind
from museum.chronicle import years_kept
from museum.fonds import tree
from museum.plant.kept import Counts, counts_by_place
from museum.reader import Reader, reader_of

MOST_TAGS = 60
TAGGED: tuple[Any, ...] = ((ArtifactTag, Artifact), (PhotographTag, Photograph), (InterviewTag, Interview))
"""The links to tags, and what they hang on."""


@dataclass(frozen=True, slots=True)
class Door:
    """A link and how much is behind it; `count` is None where counting would say nothing."""

    label: str
    url: str
    count: int | None = None
    generation: str = ""


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    context = {
        "title": _("分类看"),
        "page_kind": "CollectionPage",
        "description": _("不知道找什么的时候，从这里走进去。"),
        "kinds": kinds(reader),
        "workshops": workshops(reader),
        "decades": decades(reader),
        "generations": generations(reader),
        "families": families(reader),
        "tags": tags(reader),
        "branches": tree(reader),
    }
    return render(request, "museum/views/browse.html", context)


def kinds(reader: Reader) -> list[Door]:
    def number(rows: QuerySet[Any]) -> int:
        return rows.count()

    viewer = reader.viewer
    people = Person.objects.visible_to(viewer)
    return [
        Door(_("口述史"), reverse("interviews"), number(Interview.objects.visible_to(viewer))),
        Door(_("藏品"), reverse("artifacts"), number(Artifact.objects.visible_to(viewer))),
        Door(_("老照片"), reverse("photographs"), number(Photograph.objects.visible_to(viewer))),
        Door(_("人物"), reverse("people"), number(people.findable() if reader.is_public else people)),
        Door(_("地方"), reverse("places"), number(Place.objects.visible_to(viewer))),
        Door(_("全宗"), reverse("collections"), number(Collection.objects.visible_to(viewer))),
        Door(_("厂区图"), reverse("plant")),
        Door(_("年头"), reverse("timeline")),
        Door(_("谁和谁什么关系"), reverse("kin-path")),
    ]


def workshops(reader: Reader) -> list[Door]:
    """By how much there is, the fullest first."""
    counts = counts_by_place(reader)
    rows = Place.objects.visible_to(reader.viewer).filter(kind__in=[*PlaceKind.workshops(), PlaceKind.FACILITY])
    doors = [
        Door(place.name, place.get_absolute_url(), total(counts.get(place.pk))) for place in rows.only("name", "slug")
    ]
    return sorted(doors, key=lambda door: -(door.count or 0))


def total(counts: Counts | None) -> int:
    return counts.sounds + counts.artifacts + counts.photographs if counts else 0


def decades(reader: Reader) -> list[Door]:
    """What is dated to one of the ten years."""
    by_decade: dict[int, int] = {}
    for year in years_kept(reader):
        first = year.year // 10 * 10
        by_decade[first] = by_decade.get(first, 0) + year.number
    page = reverse("timeline")
    return [
        Door(_("%(first)s 年代") % {"first": first}, f"{page}#d{first}", by_decade[first])
        for first in sorted(by_decade)
    ]


def generations(reader: Reader) -> list[Door]:
    people = Person.objects.visible_to(reader.viewer)
    people = people.findable() if reader.is_public else people
    rows = people.filter(generation__in=Generation.values).order_by().values_list("generation")
    numbers = dict(rows.annotate(number=Count("pk")))
    page = reverse("people")
    return [
        Door(str(Generation(value).label), f"{page}?generation={value}", numbers.get(value, 0), value)
        for value in Generation.values
    ]


def families(reader: Reader) -> list[Door]:
    rows = Family.objects.visible_to(reader.viewer).annotate(number=Count("members")).order_by("name")
    return [Door(reader.say(family.name), family.get_absolute_url(), family.number) for family in rows]


def tags(reader: Reader) -> list[Door]:
    """The tags most used on what this reader may see, in one query; joined, the kinds would multiply each other."""
    on_artifacts, *on_others = (
        links.objects.filter(content_object__in=kind.objects.visible_to(reader.viewer))
        .order_by()
        .values_list("tag__name")
        .annotate(number=Count("pk"))
        for links, kind in TAGGED
    )
    numbers: Counter[str] = Counter()
    for name, number in on_artifacts.union(*on_others, all=True):
        numbers[name] += number
    page = reverse("search")
    doors = [Door(name, f"{page}?{urlencode({'tag': name})}", number) for name, number in numbers.items()]
    return sorted(doors, key=lambda door: (-(door.count or 0), door.label))[:MOST_TAGS]
