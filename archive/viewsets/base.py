"""What every edit screen of the archive shares: who gets in, what lists cost, what the history notes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import BaseColumn
from wagtail.log_actions import log
from wagtail.search.index import class_is_indexed
from wagtail.snippets.views.snippets import CopyView, CreateView, EditView, IndexView, SnippetViewSet

from archive.choosers.base import ArchiveChooserViewSet
from archive.editing import View, editable_by, guarded
from archive.forms.grounds import GroundedForm
from archive.log_actions import CHANGE_ACCESS, ISSUE_NUMBER
from archive.models import Curated
from archive.services.consent import ConsentMissing
from archive.viewsets.columns import AccessColumn, LiveColumn, ThumbnailColumn, UpdatedColumn, note_states
from archive.viewsets.finding import matching

FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ListView(IndexView):
    """A list that searches every word of the record in Chinese, and whose spreadsheets are safe to open."""

    picture_of: Callable[[Any], Any] | None = None

    @cached_property
    def columns(self) -> list[BaseColumn]:
        columns: list[BaseColumn] = super().columns
        if self.picture_of is not None:
            columns.insert(1, ThumbnailColumn(self.picture_of))
        return columns

    def search_queryset(self, queryset: QuerySet[Any]) -> Any:
        if self.is_searching and class_is_indexed(queryset.model):
            return matching(queryset, self.search_query)
        return super().search_queryset(queryset)

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        found = super().preprocess_field_value(field, value, export_format)
        return plain(found) if isinstance(found, str) else found

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        if not self.is_export and issubclass(self.model, Curated):
            note_states(list(context["object_list"]))
        return context


def plain(value: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value


class Audited:
    """Mixed into the views that save: notes in the history what a reader of it will ask for first."""

    def save_instance(self) -> Any:
        form: Any = self.form  # type: ignore[attr-defined]  # the view has it
        before = form.initial.get("access")
        instance = super().save_instance()  # type: ignore[misc]  # the other base class has it
        user = self.request.user  # type: ignore[attr-defined]  # the view has it
        if isinstance(form, GroundedForm):
            form.write_ground(user)
        if self.view_name == "create" and hasattr(instance, "accession_number"):  # type: ignore[attr-defined]  # as above
            log(instance, ISSUE_NUMBER, user=user, data={"number": instance.accession_number})
        if "access" in form.changed_data and before != instance.access:
            log(
                instance,
                CHANGE_ACCESS,
                user=user,
                data={"from": before, "to": instance.access},
            )
        return instance


class AddView(Audited, CreateView):
    pass


class ChangeView(Audited, EditView):
    pass


class CopiedView(Audited, CopyView):
    """A copy is another object: it gets a number, an address and an identity of its own."""

    def get_initial_form_instance(self) -> Any:
        copy = super().get_initial_form_instance()
        for field in ("accession_number", "slug"):
            if hasattr(copy, field):
                setattr(copy, field, "")
        return copy


class OpenUrlFinder:
    """Mixed into Wagtail's way to an edit page. Where it finds none, lists of what refers to something say “private”
    for a title."""

    def get_edit_url(self, instance: Any) -> str | None:
        user = self.user  # type: ignore[attr-defined]  # the other base class has it
        if user and not editable_by(user, type(instance)._default_manager.filter(pk=instance.pk)).exists():
            return None
        found: str | None = super().get_edit_url(instance)  # type: ignore[misc]  # as above
        return found


def told_why(view: View, viewset: "ArchiveViewSet") -> View:
    """The view, with a sentence instead of an error where something may not be published: approving, say."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except ConsentMissing as error:
            messages.error(request, " ".join(error.messages))
            if "pk" in kwargs:
                return redirect(reverse(viewset.get_url_name("edit"), args=[kwargs["pk"]]))
            return redirect(reverse(viewset.get_url_name("list")))

    return inner


class ArchiveViewSet(SnippetViewSet):
    """Any model of the archive. `for_list` fetches in one go what the columns read."""

    index_view_class = ListView
    copy_view_enabled = True
    inspect_view_enabled = True
    list_per_page = 25
    chooser_per_page = 12
    list_export: list[str] = []
    ordering = "-pk"
    has_pictures = False
    chooser_viewset_class = ArchiveChooserViewSet

    @cached_property
    def url_prefix(self) -> str:
        return f"curation/{self.model._meta.model_name}s"

    @property
    def url_finder_class(self) -> type[Any]:
        return type("UrlFinder", (OpenUrlFinder, super().url_finder_class), {})

    def construct_view(self, view_class: Any, **kwargs: Any) -> View:
        return told_why(guarded(super().construct_view(view_class, **kwargs), self.model, editable_by), self)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.for_list(editable_by(request.user, self.model._default_manager.all()))

    def for_list(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows

    def picture_of(self, row: Any) -> Any:
        """The picture that stands for the row in the list; it must be among what `for_list` fetches."""
        return None

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        views: dict[str, Any] = super().get_index_view_kwargs(
            default_ordering=self.ordering, picture_of=self.picture_of if self.has_pictures else None, **kwargs
        )
        return views


class CuratedViewSet(ArchiveViewSet):
    """Whatever is drafted and published. The newest change stands on top."""

    add_view_class = AddView
    edit_view_class = ChangeView
    copy_view_class = CopiedView
    ordering = "-updated_at"

    def for_list(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("latest_revision")


class RecordViewSet(CuratedViewSet):
    """Artifacts, photographs, albums, interviews."""

    list_display = ["title", "accession_number", LiveColumn(), AccessColumn(), "record_status", UpdatedColumn()]
    SPREADSHEET = ("accession_number", "title", "other_names", "get_record_status_display", "collection", "description")
    AFTERWARDS = ("get_access_display", "embargo_until", "rights", "rights_holder", "credit_line", "live", "updated_at")
    export_headings = {
        "get_record_status_display": _("编目状态"),
        "get_access_display": _("开放程度"),
        "get_acquisition_method_display": _("入藏方式"),
        "live": _("已发布"),
    }

    def for_list(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return super().for_list(rows).select_related("collection", "rights")
