"""Fonds and their levels, described by ISAD(G)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Artifact, Collection, Interview, Photograph
from museum.cards import shelves
from museum.fetching import artifact_cards, interview_cards, photograph_cards
from museum.fonds import lineage, subtree, tree
from museum.linked_pages import collection_data
from museum.reader import Reader, reader_of
from museum.views.records import full_context

MOST = 24
SHEET = (
    "extent", "creators", "administrative_history", "custodial_history", "source_of_acquisition", "scope_and_content",
    "appraisal", "accruals", "arrangement", "access_conditions", "reproduction_conditions", "languages",
    "physical_characteristics", "finding_aids", "originals_location", "copies_location", "related_material",
    "publication_note", "note",
)  # fmt: skip
"""The elements of ISAD(G) in the standard's order, as far as the public reads them."""


@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    branches = tree(reader_of(request))
    context = {
        "title": _("全宗"),
        "page_kind": "CollectionPage",
        "description": _("东西是怎么归在一起的。"),
        "branches": branches,
    }
    return render(request, "museum/views/collection_list.html", context)


@require_safe
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    reader = reader_of(request)
    found = get_object_or_404(Collection.objects.visible_to(reader.viewer).select_related("parent"), slug=slug)
    return render(request, "museum/views/collection.html", full_context(found, reader, collection_context))


def collection_context(record: Collection, reader: Reader) -> dict[str, Any]:
    if record.pk is None:
        return {"title": record.name, "description": reader.say(record.scope_and_content)}
    return {
        "title": record.name,
        "description": reader.say(record.scope_and_content),
        "linked_data": collection_data(record, reader),
        "sheet": [(label_of(name), reader.say(text)) for name in SHEET if (text := getattr(record, name))],
        "above": lineage(record, Collection.objects.visible_to(reader.viewer)),
        "branches": subtree(record, reader),
        **shelves(
            reader,
            artifacts=artifact_cards(Artifact.objects.visible_to(reader.viewer).filter(collection=record))[:MOST],
            photographs=photograph_cards(Photograph.objects.visible_to(reader.viewer).filter(collection=record))[:MOST],
            interviews=interview_cards(Interview.objects.visible_to(reader.viewer).filter(collection=record))[:MOST],
        ),
    }


def label_of(name: str) -> str:
    return str(Collection._meta.get_field(name).verbose_name)
