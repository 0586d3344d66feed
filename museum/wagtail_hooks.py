"""Registers the museum's own screens with Wagtail's admin. Nothing is decided here."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from museum import moving
from museum.models.ordered import OrderedBody
from museum.search_report import search_status
from museum.views.moves import moves, put_back

hooks.register("register_log_actions", moving.register)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("curation/search-status/", search_status, name="museum_search_status"),
        path("curation/moves/<int:pk>/", moves, name="museum_moves"),
        path("curation/moves/<int:pk>/undo/<int:entry>/", put_back, name="museum_move_undo"),
    ]


@hooks.register("register_page_header_buttons")
def moved(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """In the menu beside a page's title, where its history is, too."""
    address = reverse("museum_moves", args=[page.pk])
    if isinstance(page, OrderedBody) and page.permissions_for_user(user).can_edit():  # type: ignore[attr-defined]  # it is Wagtail's page, too
        yield Button(_("挪动记录"), address, icon_name="order", priority=70)


@hooks.register("register_reports_menu_item")
def report() -> MenuItem:
    return MenuItem(_("检索状态"), reverse("museum_search_status"), icon_name="search", order=900)
