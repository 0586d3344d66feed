"""Registers the museum's own screens with Wagtail's admin. Nothing is decided here."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from museum.search_report import search_status


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [path("curation/search-status/", search_status, name="museum_search_status")]


@hooks.register("register_reports_menu_item")
def report() -> MenuItem:
    return MenuItem(_("检索状态"), reverse("museum_search_status"), icon_name="search", order=900)
