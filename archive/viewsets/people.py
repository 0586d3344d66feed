"""人物、关系、家庭."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from archive.choosers.dialogs import PersonChooser
from archive.editing import CATALOGUE
from archive.forms.curated import CuratedForm, PersonForm
from archive.forms.lines import LinesInput
from archive.models import Family, Person, Relation, RelationType
from archive.panels import shared
from archive.viewsets.base import ArchiveViewSet, CuratedViewSet
from archive.viewsets.columns import LiveColumn, UpdatedColumn
from archive.viewsets.filters import PersonFilters


class PersonViewSet(CuratedViewSet):
    model = Person
    icon = "user"
    url_prefix = "curation/people"
    filterset_class = PersonFilters
    chooser_viewset_class = PersonChooser
    has_pictures = True
    list_display = ["name", "generation", "living", "public_display", LiveColumn(), UpdatedColumn()]
    list_export = [
        "name",
        "pinyin",
        "sex",
        "get_generation_display",
        "born_on",
        "died_on",
        "get_living_display",
        "get_public_display_display",
        "public_name",
        "biography",
        "live",
        "updated_at",
    ]
    export_headings = {
        "get_generation_display": _("第几代"),
        "get_living_display": _("在世"),
        "get_public_display_display": _("对外显示"),
        "live": _("已发布"),
    }
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("name", required_on_save=True),
                            FieldPanel("pinyin", help_text=_("空着就按姓名自动取，多音字请改")),
                            FieldPanel("initials", help_text=_("空着就自动取，如：zgx")),
                            FieldPanel("slug", required_on_save=False),
                            FieldPanel("sex"),
                            FieldPanel("generation"),
                        ],
                        heading=_("姓名"),
                    ),
                    InlinePanel(
                        "names",
                        heading=_("别的名字"),
                        label=_("名字"),
                        help_text=_("曾用名、小名、繁体；误写的也记，检索用"),
                    ),
                    MultiFieldPanel(
                        [FieldPanel("born_on"), FieldPanel("died_on"), FieldPanel("living")], heading=_("生卒")
                    ),
                    FieldPanel("biography"),
                    FieldPanel("portrait"),
                    PublishingPanel(),
                ],
                heading=_("人物"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "posts",
                        heading=_("岗位"),
                        label=_("岗位"),
                        help_text=_("在哪个车间、做什么、从哪年到哪年"),
                        panels=[
                            FieldPanel("place"),
                            FieldPanel("organisation"),
                            FieldRowPanel([FieldPanel("crew"), FieldPanel("role")]),
                            FieldRowPanel([FieldPanel("started_on"), FieldPanel("ended_on")]),
                            FieldPanel("note"),
                        ],
                    )
                ],
                heading=_("岗位"),
            ),
            ObjectList(
                [
                    HelpPanel(content=_("<p>在世和不详的人默认只显示“洪某”。本人同意以后再改成公开。</p>")),
                    FieldPanel("public_display"),
                    FieldPanel("public_name"),
                    FieldPanel("embargo_until"),
                    FieldPanel("internal_note", permission=CATALOGUE),
                    shared.consent(),
                ],
                heading=_("对外显示"),
            ),
        ],
        base_form_class=PersonForm,
    )

    def for_list(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        found: QuerySet[Any] = super().for_list(rows).select_related("portrait__asset")
        return found.prefetch_related("portrait__asset__derivatives")

    def picture_of(self, row: Any) -> Any:
        return row.portrait


class RelationViewSet(ArchiveViewSet):
    model = Relation
    icon = "link"
    list_display = ["__str__", "started_on", "source", "is_public"]
    list_export = ["type", "a", "b", "started_on", "ended_on", "source", "note", "is_public"]
    list_filter = ["type", "is_public"]
    search_fields = ["a__name", "b__name", "source", "note"]
    panels = [
        HelpPanel(content=_("<p>甲是乙的师傅、父亲、介绍人……方向看“种类”里的说明。</p>")),
        FieldPanel("a"),
        FieldPanel("type"),
        FieldPanel("b"),
        FieldRowPanel([FieldPanel("started_on"), FieldPanel("ended_on")]),
        FieldPanel("source", help_text=_("谁说的、哪份材料")),
        FieldPanel("note"),
        FieldPanel("is_public"),
    ]

    def for_list(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.select_related("type", "a", "b")


class RelationTypeViewSet(ArchiveViewSet):
    model = RelationType
    icon = "list-ul"
    url_prefix = "curation/relation-types"
    list_display = ["name", "a_is", "b_is", "is_kinship"]
    panels = [
        FieldPanel("name"),
        FieldPanel("code", help_text=_("程序用的英文代码，建好以后不要改")),
        FieldRowPanel([FieldPanel("a_is"), FieldPanel("b_is")]),
        FieldPanel("is_symmetric"),
        FieldPanel("is_kinship"),
        FieldPanel("is_disambiguation"),
    ]


class FamilyViewSet(CuratedViewSet):
    model = Family
    icon = "group"
    url_prefix = "curation/families"
    has_pictures = True
    list_display = ["name", LiveColumn(), UpdatedColumn()]
    list_export = ["name", "story", "live", "updated_at"]
    edit_handler = ObjectList(
        [
            FieldPanel("name", required_on_save=True),
            FieldPanel("slug", required_on_save=False),
            FieldPanel("surnames", widget=LinesInput, help_text=_("一行一个")),
            FieldPanel("patterns", widget=LinesInput, help_text=_("一行一个，例如：双职工、师徒、顶替")),
            FieldPanel("story"),
            FieldPanel("picture"),
            InlinePanel("members", heading=_("家庭成员"), label=_("成员")),
            PublishingPanel(),
        ],
        base_form_class=CuratedForm,
    )

    def for_list(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        found: QuerySet[Any] = super().for_list(rows).select_related("picture__asset")
        return found.prefetch_related("picture__asset__derivatives")

    def picture_of(self, row: Any) -> Any:
        return row.picture
