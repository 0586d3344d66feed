"""A family over three generations: its chart, the same in words, and its people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from archive.models import Family
from museum.circle import Circle, circle_of_family
from museum.families import families_of, lanes_of, workplaces_of
from museum.fetching import load_files
from museum.kin_chart import drawing_of, sentences
from museum.linked_pages import family_data
from museum.reader import Reader, reader_of
from museum.views.records import full_context


@require_safe
def family(request: HttpRequest, slug: str) -> HttpResponse:
    reader = reader_of(request)
    key = get_object_or_404(Family.objects.visible_to(reader.viewer).only("pk"), slug=slug).pk
    [found] = families_of([key], reader)
    load_files(row.person.portrait.asset for row in found.members.all() if row.person.portrait)
    return render(request, "museum/views/family.html", full_context(found, reader, family_context))


def family_context(record: Family, reader: Reader) -> dict[str, Any]:
    circle = circle_of_family(record, reader)
    lanes = lanes_of(record, reader)
    drawing = drawing_of(circle, reader, notes=workplaces_of(record, reader)) if circle.relations else None
    return {
        "title": reader.say(record.name),
        "description": reader.say(record.story),
        "patterns": [reader.say(str(pattern)) for pattern in record.patterns],
        "linked_data": family_data(record, reader, lanes) if record.pk else None,
        "lanes": lanes,
        "drawing": drawing,
        "said": said_of(circle),
    }


def said_of(circle: Circle) -> list[tuple[Any, list[str]]]:
    """Everybody on the chart, the eldest first, with what they are to the others."""
    order = sorted(circle.names, key=circle.graph.seniority)
    found = ((circle.names[slug], sentences(circle, slug)) for slug in order)
    return [(name, told) for name, told in found if told]
