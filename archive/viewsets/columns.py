"""Columns of the lists. None of them asks the database for a row: what they show is fetched with the page."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, StatusTagColumn


class ThumbnailColumn(BaseColumn):  # type: ignore[misc]  # untyped library
    """The record's first picture, small. `picture_of` reads what the list has prefetched."""

    cell_template_name = "archive/admin/thumbnail_cell.html"

    def __init__(self, picture_of: Callable[[Any], Any]) -> None:
        super().__init__("thumbnail", label=_("图"), width="72px")
        self.picture_of = picture_of

    def get_cell_context_data(self, instance: Any, parent_context: dict[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["picture"] = self.picture_of(instance)
        return context


class LiveColumn(StatusTagColumn):  # type: ignore[misc]  # untyped library
    """Draft, published, published with newer changes."""

    def __init__(self) -> None:
        super().__init__("status_string", label=_("状态"), sort_key="live", primary=lambda row: row.live)


class AccessColumn(Column):  # type: ignore[misc]  # untyped library
    """How far the record may go; whatever is not simply public is said in words that stand out."""

    cell_template_name = "archive/admin/access_cell.html"

    def __init__(self) -> None:
        super().__init__("get_access_display", label=_("开放程度"), sort_key="access")


class UpdatedColumn(DateColumn):  # type: ignore[misc]  # untyped library
    """Sorted by the record's own column: counting revisions would cost a join on ten thousand rows."""

    def __init__(self) -> None:
        super().__init__("updated_at", label=_("更新"), sort_key="updated_at", width="12%")
