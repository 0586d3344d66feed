"""地点、机构、大事."""

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

from archive.choosers.dialogs import OrganisationChooser, PlaceChooser
from archive.forms.curated import CuratedForm, PlaceForm, PlanLineForm, TitledForm
from archive.forms.lines import OutlineInput
from archive.models import Event, Organisation, Place, PlanLine
from archive.panels.rows import TimedRowsPanel
from archive.viewsets.base import ArchiveViewSet, CuratedViewSet
from archive.viewsets.columns import LiveColumn, UpdatedColumn
from archive.viewsets.filters import EventFilters, OrganisationFilters, PlaceFilters

YEARS = FieldRowPanel([FieldPanel("from_year"), FieldPanel("to_year")])

PLAN = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("plan_x"), FieldPanel("plan_y")]),
                FieldRowPanel([FieldPanel("plan_width"), FieldPanel("plan_height")]),
                FieldPanel(
                    "plan_outline",
                    widget=OutlineInput,
                    help_text=_("照着墙根一个角一个角地记，每行一个点，如：120, 80；空着就用方框，铁路记走线"),
                ),
            ],
            heading=_("厂区平面图（1000 × 600，左上角为 0）"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]), FieldPanel("are_coordinates_public")],
            heading=_("经纬度"),
        ),
    ],
    heading=_("位置"),
)


class PlaceViewSet(CuratedViewSet):
    model = Place
    icon = "site"
    filterset_class = PlaceFilters
    chooser_viewset_class = PlaceChooser
    has_pictures = True
    list_display = ["name", "kind", LiveColumn(), UpdatedColumn()]
    list_export = ["name", "get_kind_display", "description", "is_real", "note", "live", "updated_at"]
    export_headings = {"get_kind_display": _("种类"), "live": _("已发布")}
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name", required_on_save=True),
                    FieldPanel("slug", required_on_save=False),
                    FieldPanel("kind"),
                    FieldPanel("description"),
                    FieldPanel("is_real", help_text=_("演示里虚构的车间不要勾")),
                    FieldPanel("note"),
                    FieldPanel("picture"),
                    PublishingPanel(),
                ],
                heading=_("地点"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "names",
                        heading=_("名称"),
                        label=_("名称"),
                        help_text=_("不同年代叫法不同，都记下来"),
                        panels=[FieldPanel("text"), YEARS, FieldPanel("is_official")],
                    ),
                    InlinePanel(
                        "changes",
                        heading=_("变迁"),
                        label=_("变迁"),
                        panels=[
                            FieldRowPanel([FieldPanel("year"), FieldPanel("kind")]),
                            FieldPanel("text"),
                            FieldPanel("into"),
                        ],
                    ),
                    InlinePanel("parents", heading=_("隶属"), label=_("上级"), panels=[FieldPanel("parent"), YEARS]),
                ],
                heading=_("沿革"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "equipment",
                        heading=_("设备位号"),
                        label=_("设备"),
                        help_text=_("写了 x 和 y，就在厂区图上画一个圈；年份管它哪几年在"),
                        panels=[
                            FieldRowPanel([FieldPanel("tag"), FieldPanel("name")]),
                            FieldRowPanel([FieldPanel("plan_x"), FieldPanel("plan_y"), FieldPanel("plan_radius")]),
                            YEARS,
                        ],
                    )
                ],
                heading=_("设备"),
            ),
            PLAN,
        ],
        base_form_class=PlaceForm,
    )

    def for_list(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        found: QuerySet[Any] = super().for_list(rows).select_related("picture__asset")
        return found.prefetch_related("picture__asset__derivatives")

    def picture_of(self, row: Any) -> Any:
        return row.picture


class PlanLineViewSet(ArchiveViewSet):
    model = PlanLine
    icon = "draft"
    url_prefix = "curation/plan-lines"
    list_display = ["__str__", "kind", "from_year", "to_year"]
    list_filter = ["kind"]
    search_fields = ["label"]
    list_export = ["kind", "label", "points", "from_year", "to_year"]
    edit_handler = ObjectList(
        [
            HelpPanel(content=_("<p>厂区图的底：围墙、道路、岔线、管线、坡。车间和房子不画在这里，在“地点”里。</p>")),
            FieldPanel("kind"),
            FieldPanel("label", help_text=_("写了就标在图上，如：厂前路")),
            FieldPanel("points", widget=OutlineInput, help_text=_("每行一个点，如：120, 80")),
            YEARS,
        ],
        base_form_class=PlanLineForm,
    )


class OrganisationViewSet(CuratedViewSet):
    model = Organisation
    icon = "home"
    filterset_class = OrganisationFilters
    chooser_viewset_class = OrganisationChooser
    list_display = ["name", "existed_on", LiveColumn(), UpdatedColumn()]
    list_export = ["name", "other_names", "existed_on", "history", "live", "updated_at"]
    edit_handler = ObjectList(
        [
            FieldPanel("name", required_on_save=True),
            FieldPanel("slug", required_on_save=False),
            FieldPanel("other_names"),
            FieldPanel("existed_on"),
            FieldPanel("place"),
            FieldPanel("history"),
            PublishingPanel(),
        ],
        base_form_class=CuratedForm,
    )


class EventViewSet(CuratedViewSet):
    model = Event
    icon = "calendar-alt"
    filterset_class = EventFilters
    list_display = ["title", "happened_on", "place", LiveColumn(), UpdatedColumn()]
    list_export = ["title", "happened_on", "happened_on_edtf", "place", "description", "live", "updated_at"]
    edit_handler = ObjectList(
        [
            FieldPanel("title", required_on_save=True),
            FieldPanel("slug", required_on_save=False),
            FieldPanel("happened_on"),
            FieldPanel("place"),
            FieldPanel("description"),
            TimedRowsPanel(
                "sources",
                heading=_("出处"),
                label=_("出处"),
                help_text=_("谁的访谈、哪件东西这么说；说法不一就各记一条"),
                panels=[
                    FieldPanel("interview"),
                    FieldRowPanel([FieldPanel("start_ms"), FieldPanel("end_ms")]),
                    FieldPanel("artifact"),
                    FieldPanel("photograph"),
                    FieldPanel("says"),
                ],
            ),
            PublishingPanel(),
        ],
        base_form_class=TitledForm,
    )

    def for_list(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return super().for_list(rows).select_related("place")
