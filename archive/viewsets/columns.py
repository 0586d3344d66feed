"""Columns of the lists. None of them asks the database for a row: what they show is fetched with the page."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column, DateColumn, StatusTagColumn
from wagtail.models import Revision, WorkflowState


class ThumbnailColumn(BaseColumn):
    """The record's first picture, small. `picture_of` reads what the list has prefetched."""

    cell_template_name = "archive/admin/thumbnail_cell.html"

    def __init__(self, picture_of: Callable[[Any], Any]) -> None:
        super().__init__("thumbnail", label=_("图"), width="72px")
        self.picture_of = picture_of

    def get_cell_context_data(self, instance: Any, parent_context: dict[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["picture"] = self.picture_of(instance)
        return context


class LiveColumn(StatusTagColumn):
    """How far the row has come. Wagtail would ask two questions a row; `note_states` asks two for the whole page."""

    def __init__(self) -> None:
        super().__init__("list_state", label=_("状态"), sort_key="live", primary=lambda row: row.live)


def note_states(rows: Sequence[Any]) -> None:
    """Sets `list_state` on every row of a page: draft, in review, published, with changes, scheduled."""
    if not rows:
        return
    base = ContentType.objects.get_for_model(rows[0], for_concrete_model=False)
    about = {"base_content_type": base, "object_id__in": [str(row.pk) for row in rows]}
    reviewed = set(WorkflowState.objects.active().filter(**about).values_list("object_id", flat=True))
    timed = Revision.objects.filter(approved_go_live_at__isnull=False, **about)
    scheduled = set(timed.values_list("object_id", flat=True))
    for row in rows:
        row.list_state = _state(row, str(row.pk) in reviewed, str(row.pk) in scheduled)


def _state(row: Any, is_reviewed: bool, is_scheduled: bool) -> str:
    if is_reviewed:
        return gettext("已发布，改动审核中") if row.live else gettext("审核中")
    if is_scheduled:
        return gettext("已发布，定时更新") if row.live else gettext("定时发布")
    if not row.live:
        return gettext("已下线") if row.expired else gettext("草稿")
    return gettext("已发布，有改动") if row.has_unpublished_changes else gettext("已发布")


class AccessColumn(Column):
    """How far the record may go; whatever is not simply public is said in words that stand out."""

    cell_template_name = "archive/admin/access_cell.html"

    def __init__(self) -> None:
        super().__init__("get_access_display", label=_("开放程度"), sort_key="access")


class UpdatedColumn(DateColumn):
    """Sorted by the record's own column: counting revisions would cost a join on ten thousand rows."""

    def __init__(self) -> None:
        super().__init__("updated_at", label=_("更新"), sort_key="updated_at", width="12%")
