"""The curator's preview is the public page: the archive asks here how each kind is built."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest

from archive import previews
from museum.interview_page import interview_context
from museum.reader import reader_of
from museum.views.artifacts import artifact_context
from museum.views.collections import collection_context
from museum.views.families import family_context
from museum.views.people import person_context
from museum.views.photographs import album_context, photograph_context
from museum.views.places import place_context
from museum.views.records import Builder, full_context

BUILDERS: dict[str, Builder] = {
    "artifact": artifact_context,
    "photograph": photograph_context,
    "album": album_context,
    "interview": interview_context,
    "person": person_context,
    "family": family_context,
    "place": place_context,
    "collection": collection_context,
}


def register_all() -> None:
    for kind, build in BUILDERS.items():
        previews.register(kind, partial(_context, build))


def _context(build: Callable[..., dict[str, Any]], record: Any, request: HttpRequest) -> dict[str, Any]:
    return full_context(record, reader_of(request), build)
