"""The dialog in which a lexicon term is told what it names: any record that the search knows, whatever its kind."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

from search import api
from search.curation.entities import record_named
from search.engines.base import EngineError
from search.registry import registered

MOST_OFFERED = 50


@dataclass(frozen=True, slots=True)
class EntryChoice:
    """An entry as it is offered and shown: `pk` is its id in the search, such as place:12."""

    pk: str
    title: str
    kind: str

    def __str__(self) -> str:
        return self.title


def entry_named(entry_id: str) -> EntryChoice | None:
    """The record behind an id, or None when there is none that could be found."""
    found = record_named(entry_id)
    return None if found is None else EntryChoice(entry_id, str(found), kind_name(entry_id.partition(":")[0]))


def kind_name(kind: str) -> str:
    for registration in registered():
        if registration.kind == kind:
            return str(registration.model._meta.verbose_name)
    return kind


class EntryFilterForm(SearchFilterMixin, BaseFilterForm):
    """One box, answered by the museum's own search."""

    def filter(self, objects: list[EntryChoice]) -> list[EntryChoice]:
        self.search_query = (self.cleaned_data.get("q") or "").strip()
        self.is_searching = bool(self.search_query)
        return offered(self.search_query)


def offered(typed: str) -> list[EntryChoice]:
    """The records a search finds, best first; without a word, whatever was changed last."""
    try:
        found = api.search(typed, viewer=api.STAFF, sort="relevance" if typed else "newest", per_page=MOST_OFFERED)
    except EngineError:
        return []
    return [EntryChoice(hit.id, hit.title, kind_name(hit.kind)) for hit in found.hits]


class Offered:
    """Mixed into the two views that list."""

    filter_form_class = EntryFilterForm

    def get_object_list(self) -> list[EntryChoice]:
        return []

    def apply_object_list_ordering(self, objects: list[EntryChoice]) -> list[EntryChoice]:
        return objects

    def can_create(self) -> bool:
        return False

    @property
    def columns(self) -> list[Any]:
        return [self.title_column, Column("kind", label=_("种类"))]  # type: ignore[attr-defined]  # the view has it


class ChooseEntryView(Offered, ChooseView):
    pass


class EntryResultsView(Offered, ChooseResultsView):
    pass


class EntryChosenView(ChosenView):
    def get_object(self, pk: str) -> EntryChoice:
        found = entry_named(pk)
        if found is None:
            raise Http404
        return found

    def get_display_title(self, instance: EntryChoice) -> str:
        return described(instance)

    def get_edit_item_url(self, instance: EntryChoice) -> None:
        return None


def described(choice: EntryChoice) -> str:
    return pgettext("kind and name of a record", "%(kind)s：%(title)s") % {"kind": choice.kind, "title": choice.title}


class EntryChooserWidget(BaseChooser):
    """The hidden field holds the id; what is shown is the record's kind and name."""

    choose_one_text = _("选一条记录")
    choose_another_text = _("换一条")
    clear_choice_text = _("不指")
    show_edit_link = False
    icon = "link"

    def get_instance(self, value: Any) -> EntryChoice | None:
        if not value or isinstance(value, EntryChoice):
            return value or None
        return entry_named(str(value)) or EntryChoice(str(value), gettext("这条记录找不到了"), str(value))

    def get_value_data_from_instance(self, instance: EntryChoice) -> dict[str, Any]:
        return {"id": instance.pk, "edit_url": None, self.display_title_key: described(instance)}


class EntryChooserViewSet(ChooserViewSet):
    icon = "link"
    choose_one_text = _("选一条记录")
    choose_another_text = _("换一条")
    choose_view_class = ChooseEntryView
    choose_results_view_class = EntryResultsView
    chosen_view_class = EntryChosenView
    base_widget_class = EntryChooserWidget
    register_widget = False

    def get_urlpatterns(self) -> list[Any]:
        """Without the addresses for choosing several and for making one."""
        return [found for found in super().get_urlpatterns() if found.name in ("choose", "choose_results", "chosen")]

    def on_register(self) -> None:
        """There is no model whose form fields would have to be told of the widget."""


entry_chooser = EntryChooserViewSet("lexicon_entries", url_prefix="curation/lexicon/entries")
