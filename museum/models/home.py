"""The front door."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from archive.models import Artifact, Photograph
from museum.blocks.body import HomeBody
from museum.body import body_context
from museum.cards import cards_of, for_artifact_cards, for_photograph_cards
from museum.fields import StreamField
from museum.models.base import BasePage
from museum.models.exhibit import ExhibitPage
from museum.reader import reader_of

LATEST = 4
EXHIBITS = 3


class HomePage(BasePage):
    """What this place is in ten seconds: a sentence, a search box, a voice, what is on show."""

    place = models.CharField(_("门牌上的地名"), max_length=20, blank=True, default="井勘社区")
    headline = models.CharField(_("大标题"), max_length=40, default="记得一个词，就能听见那个人。")
    example_queries = models.CharField(
        _("搜索框下面的词"), max_length=120, blank=True, help_text=_("用顿号隔开，比如：进株化、五八年、我师傅")
    )
    body = StreamField(HomeBody(), verbose_name=_("内容"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("place"),
        FieldPanel("headline"),
        FieldPanel("example_queries"),
        FieldPanel("body"),
    ]
    template = "museum/pages/home.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("首页")
        verbose_name_plural = _("首页")

    @property
    def headline_lines(self) -> list[str]:
        """The headline breaks after its commas, so that each line can be read in one breath."""
        return [line for line in self.headline.replace("，", "，\n").splitlines() if line]

    @property
    def queries(self) -> list[str]:
        return [word.strip() for word in self.example_queries.split("、") if word.strip()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        reader = reader_of(request)
        exhibits = ExhibitPage.objects.live().public().select_related("picture__asset")
        artifacts = for_artifact_cards(Artifact.objects.visible_to(reader.viewer).order_by("-created_at", "-pk"))
        photographs = for_photograph_cards(Photograph.objects.visible_to(reader.viewer).order_by("-created_at", "-pk"))
        context = super().get_context(request, *args, **kwargs)
        return (
            context
            | body_context(self.body, reader)
            | {
                "title": "",
                "big_searchbox": True,
                "exhibits": exhibits.prefetch_related("picture__asset__derivatives").order_by("path")[:EXHIBITS],
                "latest": cards_of([*artifacts[:LATEST], *photographs[:LATEST]], reader),
            }
        )
