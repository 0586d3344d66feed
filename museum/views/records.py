"""What every record's page shares: finding it, deciding who may see it, saying no kindly."""

from collections.abc import Callable
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from archive.models.record import Record
from archive.rights import refusal
from archive.services.consent import beyond_showing
from archive.services.contributions import hearing
from archive.states import Standing
from museum.helped import helped_by
from museum.reader import Reader, reader_of
from museum.reserving import reserve
from museum.views import errors

PER_PAGE: Final = 24

Builder = Callable[[Any, Reader], dict[str, Any]]
"""Everything a record's template shows besides the record itself."""


def record_page(request: HttpRequest, found: QuerySet[Any], build: Builder, **lookup: str) -> HttpResponse:
    """The page of one record, or the reason why not."""
    reader = reader_of(request)
    record: Record | None = hearing.with_awaited(found).filter(**lookup).first()
    if record is None:
        return errors.absent(request)
    if refused := refusal(record, reader.viewer):
        return errors.refused(request, refused)
    context = full_context(record, reader, build)
    return reserve(render(request, f"museum/views/{record.KIND}.html", context), context["beyond"])


def full_context(record: Any, reader: Reader, build: Builder) -> dict[str, Any]:
    """The context of a record's template: the same for the public page and the curator's preview."""
    shared: dict[str, Any] = {
        "record": record,
        record.KIND: record,
        "reader": reader,
        "standing_note": standing_note(record),
    }
    shared["helped_by"] = helped_by(record, reader)
    own = build(record, reader)
    if isinstance(record, Record) and "beyond" not in own:
        shared["beyond"] = beyond_showing(record)
    if isinstance(record, Record):
        shared["takes_replies"] = hearing.is_awaited(record)
    return shared | own


def standing_note(record: Any) -> str:
    """Told to staff who see a page the public does not."""
    notes = {
        Standing.DRAFT: _("草稿，还没公开。"),
        Standing.STAFF: _("只给工作人员看。"),
        Standing.EMBARGOED: _("封存中，外面看不到。"),
        Standing.RESTRICTED: _("受限，外面看不到。"),
    }
    return (
        notes.get(record.standing, "") if isinstance(record, Record) else "" if record.live else notes[Standing.DRAFT]
    )


def page_of(request: HttpRequest, rows: QuerySet[Any], per_page: int = PER_PAGE) -> Page[Any]:
    """The page an address asks for; a number beyond the last gives the last."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def page_numbers(page: Page[Any]) -> list[int | str]:
    """1 … 4 5 6 … 20."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
