"""Photographs and albums: what is to be seen, who is in it, and who says so."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Album, FaceRegion, NameClaim, Photograph
from museum.cards import cards_of, pictures_of
from museum.citing import cite_record
from museum.fetching import album_page, photograph_cards, photograph_page
from museum.moments import moments_about
from museum.names import Name, name_of, names_of
from museum.neighbours import related_cards
from museum.reader import Reader, reader_of
from museum.views.artifacts import DECADES
from museum.views.records import page_numbers, page_of, record_page


@dataclass(frozen=True, slots=True)
class Testimony:
    """One witness's word on a face."""

    name: Name
    witness: Name | None
    certainty: str
    how_known: str


@dataclass(frozen=True, slots=True)
class Face:
    """A face of the photograph, with every name somebody gave it. No majority decides."""

    label: str
    status: str
    person: Name | None
    testimonies: list[Testimony]


@require_safe
def photograph_list(request: HttpRequest) -> HttpResponse:
    reader = reader_of(request)
    rows = Photograph.objects.visible_to(reader.viewer)
    decade = request.GET.get("decade", "")
    if decade in DECADES:
        rows = rows.between(int(decade), int(decade) + 9)
    page = page_of(request, photograph_cards(rows.by_date()))
    context = {
        "title": _("老照片"),
        "description": _("从抽屉、相册和墙上拿下来的照片。"),
        "list": page,
        "pages": page_numbers(page),
        "cards": cards_of(page, reader),
        "decades": DECADES,
        "chosen": {"decade": decade},
    }
    return render(request, "museum/views/photograph_list.html", context)


@require_safe
def photograph(request: HttpRequest, number: str) -> HttpResponse:
    return record_page(request, photograph_page(Photograph.objects.all()), photograph_context, accession_number=number)


def photograph_context(record: Photograph, reader: Reader) -> dict[str, Any]:
    photographer = name_of(record.photographer, reader)
    return {
        "title": reader.say(record.title),
        "description": reader.say(record.caption or record.story_label),
        "pictures": pictures_of(record, reader),
        "people": names_of(record.people.all(), reader),
        "photographer": photographer
        or (Name(reader.say(record.photographer_name)) if record.photographer_name else None),
        "donor": None if record.source_is_unnamed else name_of(record.donor, reader),
        "faces": faces_of(record, reader),
        "moments": moments_about(record, reader),
        "related": related_cards(record, reader),
        "citation": cite_record(record, reader),
    }


def faces_of(record: Photograph, reader: Reader) -> list[Face]:
    return [face_of(face, reader) for face in record.faces.all()]


def face_of(face: FaceRegion, reader: Reader) -> Face:
    testimonies = [found for claim in face.claims.all() if (found := testimony_of(claim, reader))]
    return Face(
        reader.say(face.position) or str(face), face.get_status_display(), name_of(face.person, reader), testimonies
    )


def testimony_of(claim: NameClaim, reader: Reader) -> Testimony | None:
    """A name in words alone is only shown once somebody has made sure it gives no living person away."""
    if claim.person_id:
        name = name_of(claim.person, reader)
    else:
        name = Name(reader.say(claim.name)) if claim.is_public or not reader.is_public else None
    if name is None:
        return None
    witness = name_of(claim.witness, reader) if claim.witness_id else None
    return Testimony(name, witness, claim.get_certainty_display(), reader.say(claim.how_known))


@require_safe
def album(request: HttpRequest, number: str) -> HttpResponse:
    return record_page(request, album_page(Album.objects.all()), album_context, accession_number=number)


def album_context(record: Album, reader: Reader) -> dict[str, Any]:
    """The photographs of the album that this viewer may see, in its own order."""
    order = [place.photograph_id for place in record.photographs.all()]
    shown = photograph_cards(Photograph.objects.visible_to(reader.viewer)).in_bulk(order)
    return {
        "title": reader.say(record.title),
        "description": reader.say(record.story_label or record.description),
        "cards": cards_of((shown[pk] for pk in order if pk in shown), reader),
        "citation": cite_record(record, reader),
    }
