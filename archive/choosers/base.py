"""A chooser that offers only what the account may refer to, and makes what is missing as a draft."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import BaseColumn
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin
from wagtail.search.index import class_is_indexed
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetCreateView,
)

from archive.editing import View, choosable_by, guarded
from archive.models import Curated
from archive.viewsets.columns import LiveColumn, note_states
from archive.viewsets.finding import matching


class ChineseFilterForm(SearchFilterMixin, BaseFilterForm):
    """One box: whatever is typed is looked for in every word of the record."""

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        self.search_query = (self.cleaned_data.get("q") or "").strip()
        self.is_searching = bool(self.search_query)
        return matching(objects, self.search_query) if self.is_searching else objects


class Offered:
    """Mixed into the two views that list: what may be offered, with its state, searched in every word of the record."""

    @property
    def columns(self) -> list[BaseColumn]:
        stock = [column for column in super().columns if column.name != "status_string"]  # type: ignore[misc]  # the other base class has them
        return [*stock, LiveColumn()] if issubclass(self.model_class, Curated) else stock  # type: ignore[attr-defined]  # as above

    def get_results_page(self, request: HttpRequest) -> Any:
        page = super().get_results_page(request)  # type: ignore[misc]  # as above
        if issubclass(self.model_class, Curated):  # type: ignore[attr-defined]  # as above
            page.object_list = list(page.object_list)
            note_states(page.object_list)
        return page

    def get_filter_form_class(self) -> Any:
        indexed = class_is_indexed(self.model_class)  # type: ignore[attr-defined]  # as above
        return ChineseFilterForm if indexed else super().get_filter_form_class()  # type: ignore[misc]  # as above


class OfferedView(Offered, ChooseView):
    def get_object_list(self) -> QuerySet[Any]:
        return choosable_by(self.request.user, super().get_object_list())


class OfferedResultsView(Offered, ChooseResultsView):
    def get_object_list(self) -> QuerySet[Any]:
        return choosable_by(self.request.user, super().get_object_list())


class ChosenRowsView(SnippetChosenMultipleView):
    """Several at once. Ids that are no numbers choose nothing."""

    def get_objects(self, pks: list[str]) -> QuerySet[Any]:
        numbers = [int(pk) for pk in pks if pk.isascii() and pk.isdigit() and len(pk) < 19]
        return choosable_by(self.request.user, super().get_objects(numbers))


class DraftView(SnippetCreateView):
    """Made from a dialog, with a name and little else: a draft until somebody has looked at it."""

    def save_form(self, form: Any) -> Any:
        drafted = isinstance(form.instance, DraftStateMixin)
        if drafted:
            form.instance.live = False
        instance = form.save()
        log(instance, "wagtail.create", user=self.request.user)
        if drafted:
            instance.save_revision(user=self.request.user)
        return instance


class ArchiveChooserViewSet(SnippetChooserViewSet):
    choose_view_class = OfferedView
    choose_results_view_class = OfferedResultsView
    chosen_multiple_view_class = ChosenRowsView
    create_view_class = DraftView

    def construct_view(self, view_class: Any, **kwargs: Any) -> View:
        return guarded(super().construct_view(view_class, **kwargs), self.model, choosable_by)
