"""Objects: the list, and one of them with its label and its sheet."""

from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Artifact, Term
from archive.models.vocabulary import Vocabulary
from museum.cards import assets_on, cards_of
from museum.citing import citation_of
from museum.fetching import artifact_cards, artifact_page
from museum.linked_data import artifact_data
from museum.looking import looking_at
from museum.moments import moments_about
from museum.names import Name, names_of
from museum.neighbours import beside, nearby
from museum.provenance import hands_of
from museum.reader import Reader, reader_of
from museum.views.records import page_numbers, page_of, record_page

DECADES = tuple(str(year) for year in range(1950, 2030, 10))
"""As they stand in an address."""


@require_safe
def artifact_list(request: HttpRequest) -> HttpResponse:
    """Newest first; by type and by decade through links."""
    reader = reader_of(request)
    rows = Artifact.objects.visible_to(reader.viewer)
    kind, decade = request.GET.get("type", ""), request.GET.get("decade", "")
    if kind:
        rows = rows.filter(object_type__name=kind)
    if decade in DECADES:
        rows = rows.between(int(decade), int(decade) + 9).by_date()
    else:
        rows = rows.order_by("-created_at", "-pk")
    page = page_of(request, artifact_cards(rows))
    context = {
        "title": _("藏品"),
        "page_kind": "CollectionPage",
        "description": _("三代株化人用过的东西。"),
        "list": page,
        "pages": page_numbers(page),
        "cards": cards_of(page, reader),
        "types": Term.objects.of(Vocabulary.OBJECT_TYPE).order_by("name").values_list("name", flat=True),
        "decades": DECADES,
        "chosen": {"type": kind, "decade": decade},
    }
    return render(request, "museum/views/artifact_list.html", context)


@require_safe
def artifact(request: HttpRequest, number: str) -> HttpResponse:
    return record_page(request, artifact_page(Artifact.objects.all()), artifact_context, accession_number=number)


def artifact_context(record: Artifact, reader: Reader) -> dict[str, Any]:
    """Label, sheet, sounds, neighbours."""
    people = names_of(record.people.all(), reader)
    makers = makers_of(record, reader)
    cards = nearby(record, reader)
    shown = [*(image.picture.asset for image in record.images.all()), *assets_on(chain(*cards.values()))]
    moments = moments_about(record, reader, shown_beside=shown)
    looking = looking_at(record, reader)
    return {
        **looking,
        "title": reader.say(record.title),
        "description": reader.say(record.story_label or record.description),
        "generation": min((name.generation for name in people if name.generation), default=""),
        "people": people,
        "makers": makers,
        "hands": hands_of(record, makers, people, reader),
        "dimensions": [str(row) for row in record.dimensions.all()],
        "moments": moments,
        **cards,
        "beside": beside(record, reader),
        "citation": citation_of(record, reader),
        "linked_data": artifact_data(record, reader, makers, looking["share_image"]),
    }


def makers_of(record: Artifact, reader: Reader) -> list[Name]:
    persons = (row for row in record.makers.all() if not row.organisation_id)
    return [*names_of(persons, reader), *organisations(record)]


def organisations(record: Artifact) -> list[Name]:
    return [Name(str(row.organisation), role=row.role) for row in record.makers.all() if row.organisation_id]
