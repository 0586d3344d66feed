"""Exhibits: narratives one walks through."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from museum.blocks.body import ExhibitBody
from museum.body import body_context
from museum.fields import StreamField
from museum.models.base import BasePage
from museum.models.ordered import OrderedBody
from museum.models.trail import TrailIndexPage
from museum.reader import reader_of
from museum.scenes import chapters_of


class ExhibitIndexPage(BasePage):
    """All exhibits, in the order the curators put them."""

    page_kind = "CollectionPage"
    template = "museum/pages/exhibit_index.html"
    subpage_types: ClassVar[list[str]] = ["museum.ExhibitPage"]
    parent_page_types: ClassVar[list[str]] = ["museum.HomePage"]

    class Meta:
        verbose_name = _("展览目录")
        verbose_name_plural = _("展览目录")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        exhibits = (
            ExhibitPage.objects.child_of(self)
            .live()
            .public()
            .select_related("picture__asset")
            .prefetch_related("picture__asset__derivatives")
            .order_by("path")
        )
        trails = TrailIndexPage.objects.live().public().first()
        return super().get_context(request, *args, **kwargs) | {"exhibits": exhibits, "trails": trails}


class ExhibitPage(OrderedBody, BasePage):
    """One exhibit."""

    subtitle = models.CharField(_("副题"), max_length=80, blank=True)
    body = StreamField(ExhibitBody(), verbose_name=_("内容"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels[:1],
        FieldPanel("subtitle"),
        *BasePage.content_panels[1:],
        FieldPanel("body"),
    ]
    page_kind = "Article"
    template = "museum/pages/exhibit.html"
    parent_page_types: ClassVar[list[str]] = ["museum.ExhibitIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("展览")
        verbose_name_plural = _("展览")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        chapters = chapters_of(self.body)
        # Siblings share every restriction above them, so only their own counts: one query less than public().
        following = self.get_next_siblings().live().filter(view_restrictions__isnull=True).first()
        context = super().get_context(request, *args, **kwargs)
        return (
            context
            | body_context(self.body, reader_of(request), shown_beside=self.pictured())
            | {
                "parts": chapters,
                "chapters": [each for each in chapters if each.number],
                "following": following,
            }
        )
