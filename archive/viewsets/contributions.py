"""征集与投稿: calls with their questions, grids with their posters, and what has come in."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel

from archive.contribution_states import ContributionState
from archive.editing import View
from archive.models import Call, Contribution, Grid
from archive.viewsets import desk
from archive.viewsets.base import ArchiveViewSet


class CallViewSet(ArchiveViewSet):
    model = Call
    icon = "comment"
    list_display = ["title", "is_live", "opens_on", "closes_on"]
    search_fields = ["title", "introduction"]
    copy_view_enabled = False
    panels = [
        HelpPanel(content=_("<p>每个网格一张海报：公开以后，在征集那一页的网址后面加 posters/，就能打印。</p>")),
        FieldPanel("title"),
        FieldPanel("slug"),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [FieldPanel("is_live"), FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")])], heading=_("期限")
        ),
        InlinePanel("prompts", label=_("问题"), heading=_("问题：一次只问一个")),
        InlinePanel(
            "examples",
            label=_("例子"),
            heading=_("别人是这么讲的"),
            panels=[FieldPanel("text"), FieldPanel("source"), FieldPanel("address")],
        ),
    ]


class GridViewSet(ArchiveViewSet):
    model = Grid
    icon = "site"
    ordering = "code"
    list_display = ["name", "code"]
    search_fields = ["name", "code"]
    copy_view_enabled = False
    panels = [FieldPanel("name"), FieldPanel("code")]


class ContributionViewSet(ArchiveViewSet):
    """What has come in, under the addresses of a list and a form: both are pages of the curators' desk, for a person's
    words are shown and never edited."""

    model = Contribution
    icon = "mail"
    menu_label = _("收件台")
    copy_view_enabled = False
    inspect_view_enabled = False
    panels = [FieldPanel("assigned_to")]

    @property
    def index_view(self) -> View:
        return desk.queue

    @property
    def edit_view(self) -> View:
        return desk.desk

    def for_list(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.exclude(state=ContributionState.DRAFT).select_related("call", "grid", "assigned_to")
