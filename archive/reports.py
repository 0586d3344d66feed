"""Wagtail's own reports and its start page name what others work on. Here they leave out what the account may not open.

Wagtail asks for permissions on a model as a whole; which rows of it are open is known to `archive.editing` alone.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, QuerySet
from django.db.models.functions import Cast
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.reports.workflows import WorkflowTasksView, WorkflowView
from wagtail.models import ModelLogEntry

from archive.editing import editable_by
from archive.models import Curated, Restriction
from archive.rights import SEE_SEALED


def rows_of(model: type[Any]) -> QuerySet[Any]:
    """All rows of a model, whichever it is."""
    found: QuerySet[Any] = model._default_manager.all()
    return found


def without_closed(user: Any, rows: QuerySet[Any], prefix: str = "") -> QuerySet[Any]:
    """Rows that point at anything by type and id, without those that point at what this account may not open."""
    if user.has_perm(SEE_SEALED):
        return rows
    for model in apps.get_app_config("archive").get_models():
        if issubclass(model, Curated | Restriction):
            everything = rows_of(model)
            closed = everything.exclude(pk__in=editable_by(user, everything).values("pk"))
            keys = closed.order_by().annotate(key=Cast("pk", CharField())).values("key")
            kind = ContentType.objects.get_for_model(model)
            rows = rows.exclude(**{f"{prefix}content_type": kind, f"{prefix}object_id__in": keys})
    return rows


def opened_by(user: Any, instances: Iterable[Model]) -> set[Model]:
    """Those of the archive's rows that this account may open, and everything that is not the archive's."""
    by_model: dict[type[Model], list[Model]] = defaultdict(list)
    for instance in instances:
        by_model[type(instance)].append(instance)
    found: set[Model] = set()
    for model, rows in by_model.items():
        if not issubclass(model, Curated | Restriction):
            found.update(rows)
            continue
        given = rows_of(model).filter(pk__in=[row.pk for row in rows])
        pks = set(editable_by(user, given).values_list("pk", flat=True))
        found.update(row for row in rows if row.pk in pks)
    return found


class HistoryReport(LogEntriesView):
    """Who did what, anywhere."""

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        return without_closed(self.request.user, rows) if rows.model is ModelLogEntry else rows


class WorkflowReport(WorkflowView):
    def get_queryset(self) -> QuerySet[Any]:
        return without_closed(self.request.user, super().get_queryset())


class TaskReport(WorkflowTasksView):
    def get_queryset(self) -> QuerySet[Any]:
        return without_closed(self.request.user, super().get_queryset(), "workflow_state__")


class ToReviewPanel(WorkflowObjectsToModeratePanel):
    """等我审核的, on the start page."""

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        opened = opened_by(parent_context["request"].user, [state["obj"] for state in context["states"]])
        context["states"] = [state for state in context["states"] if state["obj"] in opened]
        return context


def report(address: str, view: Any) -> list[URLPattern]:
    """The page and the part of it that its filters fetch."""
    return [
        path(f"{address}/", never_cache(require_admin_access(view.as_view()))),
        path(f"{address}/results/", never_cache(require_admin_access(view.as_view(results_only=True)))),
    ]


urlpatterns = [
    *report("site-history", HistoryReport),
    *report("workflow", WorkflowReport),
    *report("workflow_tasks", TaskReport),
]
"""Stand before Wagtail's own, under the same addresses."""
