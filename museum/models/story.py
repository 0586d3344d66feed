"""Stories: told once, read in one sitting."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from museum.blocks.body import StoryBody
from museum.body import body_context
from museum.fields import StreamField
from museum.models.base import BasePage
from museum.reader import reader_of

PER_PAGE = 24


class StoryIndexPage(BasePage):
    """All stories, newest first."""

    page_kind = "CollectionPage"
    template = "museum/pages/story_index.html"
    subpage_types: ClassVar[list[str]] = ["museum.StoryPage"]
    parent_page_types: ClassVar[list[str]] = ["museum.HomePage"]

    class Meta:
        verbose_name = _("故事目录")
        verbose_name_plural = _("故事目录")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        stories = (
            StoryPage.objects.child_of(self)
            .live()
            .public()
            .select_related("picture__asset")
            .prefetch_related("picture__asset__derivatives")
        )
        pages = Paginator(stories.order_by("-first_published_at", "-pk"), PER_PAGE)
        return super().get_context(request, *args, **kwargs) | {"list": pages.get_page(request.GET.get("page"))}


class StoryPage(BasePage):
    """One story."""

    author = models.CharField(_("谁写的"), max_length=60, blank=True)
    body = StreamField(StoryBody(), verbose_name=_("内容"), blank=True)

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("author"), FieldPanel("body")]
    page_kind = "Article"
    template = "museum/pages/story.html"
    parent_page_types: ClassVar[list[str]] = ["museum.StoryIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("故事")
        verbose_name_plural = _("故事")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | body_context(self.body, reader_of(request), shown_beside=self.pictured())
