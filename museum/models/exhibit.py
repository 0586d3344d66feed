"""Exhibits: narratives one walks through."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from museum.blocks.body import ExhibitBody
from museum.clips import clips_of
from museum.fields import StreamField
from museum.models.base import BasePage
from museum.viewer import viewer_of


class ExhibitIndexPage(BasePage):
    """All exhibits, in the order the curators put them."""

    template = "museum/pages/exhibit_index.html"
    subpage_types: ClassVar[list[str]] = ["museum.ExhibitPage"]
    parent_page_types: ClassVar[list[str]] = ["museum.HomePage"]

    class Meta:
        verbose_name = _("展览目录")
        verbose_name_plural = _("展览目录")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        exhibits = ExhibitPage.objects.child_of(self).live().public().select_related("picture").order_by("path")
        return super().get_context(request, *args, **kwargs) | {"exhibits": exhibits}


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter in the list at the head of an exhibit."""

    number: int
    title: str
    anchor: str


class ExhibitPage(BasePage):
    """One exhibit."""

    subtitle = models.CharField(_("副题"), max_length=80, blank=True)
    body = StreamField(ExhibitBody(), verbose_name=_("内容"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels[:1],
        FieldPanel("subtitle"),
        *BasePage.content_panels[1:],
        FieldPanel("body"),
    ]
    template = "museum/pages/exhibit.html"
    parent_page_types: ClassVar[list[str]] = ["museum.ExhibitIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("展览")
        verbose_name_plural = _("展览")

    def chapters(self) -> Iterator[Chapter]:
        """The chapter breaks, numbered as they come."""
        breaks = (block for block in self.body if block.block_type == "chapter")
        for number, block in enumerate(breaks, start=1):
            yield Chapter(number, block.value["title"], f"chapter-{number}")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        following = self.get_next_siblings().live().public().first()
        return super().get_context(request, *args, **kwargs) | {
            "clips": clips_of(self.body, viewer_of(request)),
            "chapters": list(self.chapters()),
            "following": following,
        }
