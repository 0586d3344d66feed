"""How two people are connected: two names in, one sentence and one picture out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Person
from museum.circle import Circle
from museum.kin_chart import drawing_of
from museum.kin_path import everybody, way_between
from museum.names import Name, name_of
from museum.reader import Reader, reader_of


@require_safe
def kin_path(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    circle = everybody(reader)
    asked = [request.GET.get(name, "").strip()[:80] for name in ("from", "to")]
    ends = [person_asked(circle, text, reader) for text in asked]
    context = {
        "title": _("两个人什么关系"),
        "description": _("选两个人，看他们怎么连起来：亲戚、师徒、同班组、顶替。"),
        "choices": choices_of(circle, reader),
        "chosen": [end.slug if end else "" for end in ends],
        "lost": [text for text, end in zip(asked, ends, strict=True) if text and not end],
        "ends": [name_of(end, reader) for end in ends],
        "no_index": True,
    }
    one, other = ends
    if one and other:
        context |= path_context(circle, one, other, reader)
    return render(request, "museum/views/kin_path.html", context)


def path_context(circle: Circle, one: Person, other: Person, reader: Reader) -> dict[str, Any]:
    """The way, or why there is none."""
    if one.pk == other.pk:
        return {"is_same": True}
    way = way_between(circle, one, other, reader)
    if way is None:
        return {"is_apart": True}
    return {"way": way, "drawing": drawing_of(way.circle, reader, here=[one.slug, other.slug])}


def person_asked(circle: Circle, text: str, reader: Reader) -> Person | None:
    """By address or by the name this reader may read; of namesakes the one who is tied to somebody."""
    if not text:
        return None
    if found := circle.people.get(text) or next(
        (circle.people[s] for s, n in circle.names.items() if n.text == text), None
    ):
        return found
    rows = Person.objects.visible_to(reader.viewer)
    rows = rows.findable() if reader.is_public else rows
    return rows.filter(slug=text).first() or rows.filter(name=text).first()


def choices_of(circle: Circle, reader: Reader) -> list[tuple[str, Name]]:
    """Everybody who is tied to somebody and has a name to choose by, in the order of the alphabet."""
    known = [slug for slug in circle.names if circle.people[slug].label(reader.viewer) == circle.people[slug].name]
    return [(slug, circle.names[slug]) for slug in sorted(known, key=lambda slug: (circle.people[slug].initials, slug))]
