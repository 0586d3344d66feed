"""Photographs and albums: what is to be seen, who is in it, and who says so."""

from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import Album, Photograph, PhotographPerson
from museum.cards import Card, Shown, assets_on, cards_of
from museum.citing import citation_of
from museum.faces import faces_of
from museum.fetching import album_page, joined, photograph_cards, photograph_page
from museum.linked_data import photograph_data
from museum.linked_pages import album_data
from museum.looking import looking_at
from museum.moments import moments_about
from museum.names import Name, name_of, names_of
from museum.neighbours import beside, nearby
from museum.provenance import came_here
from museum.reader import Reader, reader_of
from museum.sharing import share_image_of
from museum.views.artifacts import DECADES
from museum.views.records import page_numbers, page_of, record_page

MOST_ALBUMS = 12


@dataclass(frozen=True, slots=True)
class Volume:
    """An album as it is named elsewhere."""

    title: str
    url: str


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
        "page_kind": "CollectionPage",
        "description": _("从抽屉、相册和墙上拿下来的照片。"),
        "list": page,
        "pages": page_numbers(page),
        "cards": cards_of(page, reader),
        "albums": volumes(Album.objects.visible_to(reader.viewer).order_by("accession_number")[:MOST_ALBUMS], reader),
        "decades": DECADES,
        "chosen": {"decade": decade},
    }
    return render(request, "museum/views/photograph_list.html", context)


@require_safe
def photograph(request: HttpRequest, number: str) -> HttpResponse:
    return record_page(request, photograph_page(Photograph.objects.all()), photograph_context, accession_number=number)


def photograph_context(record: Photograph, reader: Reader) -> dict[str, Any]:
    """The print, who is in it and who says so, sheet, sounds, neighbours."""
    photographer = photographer_of(record, reader)
    faces = faces_of(record, reader)
    looking = looking_at(record, reader)
    cards = nearby(record, reader)
    is_front_shown = bool(looking["pictures"]) and looking["pictures"][0].picture == record.picture
    return {
        **looking,
        "title": reader.say(record.title),
        "description": reader.say(record.caption or record.story_label),
        "people": names_of(record.people.all(), reader),
        "photographer": photographer,
        "hands": came_here(record, reader, ""),
        "faces": faces,
        "drawn_faces": [face for face in faces if face.frame] if is_front_shown else [],
        "moments": moments_about(record, reader, shown_beside=assets_on(chain(*cards.values()))),
        **cards,
        "albums": albums_with(record, reader),
        "beside": beside(record, reader),
        "citation": citation_of(record, reader),
        "linked_data": photograph_data(record, reader, photographer, looking["share_image"]),
    }


def albums_with(record: Photograph, reader: Reader) -> list[Volume]:
    """The albums this photograph lies in."""
    rows = Album.objects.visible_to(reader.viewer).order_by("accession_number")
    return volumes(rows.filter(photographs__photograph=record), reader) if record.pk else []


def volumes(rows: QuerySet[Album], reader: Reader) -> list[Volume]:
    return [Volume(reader.say(each.title), each.get_absolute_url()) for each in rows]


def photographer_of(record: Photograph, reader: Reader) -> Name | None:
    words = reader.say(record.photographer_name)
    return name_of(record.photographer, reader) or (Name(words) if words else None)


@dataclass(frozen=True, slots=True)
class Print:
    """A photograph as it lies in an album."""

    card: Card
    caption: str
    people: list[Name]


def print_of(photograph: Photograph, card: Card, reader: Reader) -> Print:
    return Print(card, reader.say(photograph.caption), names_of(photograph.people.all(), reader))


@require_safe
def album(request: HttpRequest, number: str) -> HttpResponse:
    return record_page(request, album_page(Album.objects.all()), album_context, accession_number=number)


def album_context(record: Album, reader: Reader) -> dict[str, Any]:
    """The photographs of the album that this viewer may see, in its own order, each with its caption and its people."""
    order = [place.photograph_id for place in record.photographs.all()]
    rows = photograph_cards(Photograph.objects.visible_to(reader.viewer))
    shown = rows.prefetch_related(joined("people", PhotographPerson, "person")).in_bulk(order)
    photographs = [shown[pk] for pk in order if pk in shown]
    cards = cards_of(photographs, reader)
    prints = [print_of(each, card, reader) for each, card in zip(photographs, cards, strict=True)]
    return {
        "title": reader.say(record.title),
        "description": reader.say(record.story_label or record.description),
        "linked_data": album_data(record, reader),
        "share_image": share_image_of(
            Shown(each.card.picture, each.card.alt, "", each.card.is_small_only) for each in prints if each.card.picture
        ),
        "prints": prints,
        "citation": citation_of(record, reader),
    }
