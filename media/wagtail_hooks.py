"""Registers recordings and the list of conversions with Wagtail's admin."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from media.conversions import conversions, retry_conversion
from media.viewsets import RecordingViewSet, not_sealed

recordings = RecordingViewSet(add_to_admin_menu=True, menu_order=115)
register_snippet(recordings)


@hooks.register("insert_global_admin_js")
def upload_script() -> SafeString:
    """On every page, since uploads also happen in dialogs."""
    return format_html('<script type="module" src="{}"></script>', static("media/admin/upload.js"))


@hooks.register("construct_image_chooser_queryset")
@hooks.register("construct_document_chooser_queryset")
def offered(rows: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Pictures and documents that may be put into something else: what was withdrawn or is closed is not offered."""
    return not_sealed(request, rows)


@hooks.register("insert_global_admin_css")
def style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("media/admin/files.css"))


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("curation/conversions/", conversions, name="media_conversions"),
        path("curation/conversions/<int:pk>/retry/", retry_conversion, name="media_retry_conversion"),
    ]


class ConversionsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm("media.view_recording")


@hooks.register("register_reports_menu_item")
def conversions_menu_item() -> MenuItem:
    return ConversionsMenuItem(_("文件转换"), reverse("media_conversions"), icon_name="media", order=900)
