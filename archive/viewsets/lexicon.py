"""检索词典: the words by which the museum is searched. Whoever saves one sees what it finds."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, Column, StatusTagColumn
from wagtail.admin.widgets import Button
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView

from archive.choosers.entries import entry_chooser
from archive.forms.lexicon import CategoryInput, SurnameForm, TermForm, categories
from archive.forms.lines import LinesInput
from archive.panels.lexicon import ReachPanel
from archive.viewsets.base import ArchiveViewSet, ListView
from search import api
from search.curation.changes import changing
from search.curation.reach import following_rows, records_found
from search.models import SurnameRow, TermRow
from search.models.lexicon import LONGEST_FORM, key_of

MOST_SHOWN = 6
WIDE_ONLY, UNBROKEN = "archive-wide-only", "archive-moment"


class TermFilters(WagtailFilterSet):
    category = django_filters.ChoiceFilter(label=_("类别"), choices=lambda: [(name, name) for name in categories()])

    class Meta:
        model = TermRow
        fields: list[str] = []


class TermListView(ListView):
    """Searched by any form, by pinyin without tones and by initials: all of them stand in one column. Terms are removed
    one by one, so there are no boxes to tick."""

    page_title = _("检索词典")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        typed = key_of(self.search_query or "").replace(" ", "") or key_of(self.search_query or "")
        return queryset.filter(found_by__contains=typed) if self.is_searching else queryset

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        mine = [
            Button(_("导入 CSV"), url=reverse("lexicon_import"), icon_name="upload", priority=10),
            Button(_("导出 CSV"), url=reverse("lexicon_export"), icon_name="download", priority=20),
            Button(_("改动和撤回"), url=reverse("lexicon_changes"), icon_name="history", priority=30),
        ]
        return [*super().header_more_buttons, *mine]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if not self.is_export:
            note_reach(list(context["object_list"]))
        return context


def note_reach(rows: list[TermRow]) -> None:
    """Sets `list_found` and `list_state` on every row of a page: one question to the engine, two to the database."""
    found = records_found([row.term for row in rows], api.STAFF)
    following = following_rows(rows)
    for row in rows:
        count = found.get(row.term)
        row.list_found = "—" if count is None else count  # type: ignore[attr-defined]  # read by the columns below
        row.list_state = _state(following.get(row.pk))  # type: ignore[attr-defined]  # as above
        row.list_is_followed = row.pk not in following  # type: ignore[attr-defined]  # as above


def _state(following: Any) -> str:
    if following is None:
        return gettext("已生效")
    if not following.total:
        return gettext("正在更新")
    return gettext("正在更新 %(done)d/%(total)d") % {"done": following.done, "total": following.total}


def also_called(row: TermRow) -> str:
    forms = row.value().forms[1:]
    return "、".join(forms[:MOST_SHOWN]) + ("……" if len(forms) > MOST_SHOWN else "")


class Curating:
    """Mixed into the views that save: one change with its author, and then the same page, which shows its state."""

    def save_instance(self) -> Any:
        with changing(by=self.request.user):  # type: ignore[attr-defined]  # the view has it
            return super().save_instance()  # type: ignore[misc]  # the other base class has it

    def save_action(self) -> HttpResponseBase:
        answer: HttpResponseBase = super().save_action()  # type: ignore[misc]  # as above
        for fault in self.form.warnings:  # type: ignore[attr-defined]  # as above
            messages.warning(self.request, fault.text)  # type: ignore[attr-defined]  # as above
        return answer

    def get_success_url(self) -> str:
        return str(self.get_edit_url())  # type: ignore[attr-defined]  # as above

    def get_success_buttons(self) -> list[Any]:
        return []


class AddTermView(Curating, CreateView):
    """With `?term=…` the word stands in the form; with `?synonym_of=…&form=…` it goes to that term instead."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wanted, form = request.GET.get("synonym_of", ""), request.GET.get("form", "")
        if wanted.isascii() and wanted.isdigit() and len(wanted) < 19 and form:
            if TermRow.objects.filter(pk=wanted).exists():
                return redirect(f"{term_address(int(wanted))}?{urlencode({'form': form[:LONGEST_FORM]})}")
            messages.error(request, gettext("那个词已经不在词典里了，可以在这里建成新的。"))
        answer: HttpResponseBase = super().get(request, *args, **kwargs)
        return answer

    def get_initial_form_instance(self) -> TermRow:
        asked = self.request.GET
        word = asked.get("term") or asked.get("form") or ""
        return TermRow(term=word.strip()[:LONGEST_FORM], category=asked.get("category", "")[:LONGEST_FORM])


class ChangeTermView(Curating, EditView):
    """With `?form=…` that form stands among the synonyms, to be saved or thought better of."""

    def get_object(self, queryset: Any = None) -> TermRow:
        row: TermRow = super().get_object(queryset)
        form = self.request.GET.get("form", "").strip()[:LONGEST_FORM]
        known = {key_of(known) for known in row.value().forms}
        if self.request.method == "GET" and form and key_of(form) not in known:
            row.synonyms = [*row.synonyms, form]
            text = gettext("“%(form)s”已经填在同义词里，点“保存”就生效。") % {"form": form}
            messages.info(self.request, text)
        return row


class DropTermView(DeleteView):
    def delete_action(self) -> None:
        with changing(by=self.request.user):
            super().delete_action()


def term_address(pk: int) -> str:
    return reverse("wagtailsnippets_search_termrow:edit", args=[pk])


class LexiconViewSet(ArchiveViewSet):
    model = TermRow
    icon = "openquote"
    menu_label = _("检索词典")
    url_prefix = "curation/lexicon"
    index_view_class = TermListView
    add_view_class = AddTermView
    edit_view_class = ChangeTermView
    delete_view_class = DropTermView
    copy_view_enabled = False
    inspect_view_enabled = False
    filterset_class = TermFilters
    search_fields = ["found_by"]
    list_display = [
        "term",
        Column("pinyin", label=_("读音"), classname=WIDE_ONLY),
        Column("category", label=_("类别"), sort_key="category", classname=WIDE_ONLY),
        Column("also_called", label=_("也叫"), accessor=also_called),
        Column("list_found", label=_("找到"), width="6%"),
        StatusTagColumn("list_state", label=_("状态"), classname=UNBROKEN, primary=lambda row: row.list_is_followed),
    ]
    edit_handler = ObjectList(
        [
            MultiFieldPanel([ReachPanel()], heading=_("这样写会找到")),
            FieldPanel("term", help_text=_("最常用的说法，例如：烧碱。搜这一组里随便哪个词，都会找出整组。")),
            FieldRowPanel(
                [
                    FieldPanel(
                        "pinyin",
                        help_text=_(
                            "带声调，一个字一个音节，中间空一格：shāo jiǎn。空着就自动注音，保存以后看一眼对不对。"
                        ),
                    ),
                    FieldPanel("traditional", help_text=_("例如：燒鹼。一般空着就行，繁体会自动认出来。")),
                ]
            ),
            FieldPanel(
                "variants",
                widget=LinesInput,
                help_text=_("同一个词的另外写法，一行一个，例如：顶职、頂職。常写错的字也写在这里。"),
            ),
            FieldPanel(
                "synonyms",
                widget=LinesInput,
                help_text=_("意思一样的别的词，一行一个，例如烧碱也叫：火碱、片碱。方言、旧名、外号都可以。"),
            ),
            FieldPanel("gloss", help_text=_("给不熟悉的人看的一句话，例如：食盐水电解出来的强碱，化工厂的主要产品。")),
            FieldPanel(
                "category",
                widget=CategoryInput,
                help_text=_("挑一个现有的，或者写个新的。“数字”这一类只管读音，不当词来拆。"),
            ),
            FieldPanel(
                "entity",
                widget=entry_chooser.widget_class,
                help_text=_("如果这个词就是指馆里的某个地方、人或藏品，选上那条记录；不是就空着。"),
            ),
        ],
        base_form_class=TermForm,
    )


class SurnameViewSet(ArchiveViewSet):
    """姓的读音: 单 is shàn, 解 is xiè, once they are surnames."""

    model = SurnameRow
    icon = "user"
    url_prefix = "curation/surnames"
    ordering = "key"
    add_view_class = type("AddSurnameView", (Curating, CreateView), {})
    edit_view_class = type("ChangeSurnameView", (Curating, EditView), {})
    delete_view_class = DropTermView
    copy_view_enabled = False
    inspect_view_enabled = False
    search_fields = ["surname"]
    list_display = ["surname", Column("readings", label=_("读音"), accessor=lambda row: "、".join(row.readings))]
    edit_handler = ObjectList(
        [
            HelpPanel(
                content=_(
                    "<p>有些字作姓的时候读音不同。写在这里，用拼音搜人名才找得到：dxh 和 sxh 都能找到单秀华。</p>"
                )
            ),
            FieldPanel("surname", help_text=_("一个字，例如：单")),
            FieldPanel("readings", widget=LinesInput, help_text=_("带声调，一行一个，最常用的写在最上面，例如：shàn")),
        ],
        base_form_class=SurnameForm,
    )
