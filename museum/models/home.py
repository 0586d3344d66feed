"""The front door."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from archive.models import Artifact, Photograph
from museum.blocks.body import HomeBody
from museum.body import body_context
from museum.cards import artifact_card, photograph_card
from museum.clips import Clip, Key, key_of
from museum.fetching import artifacts_pictured
from museum.fields import StreamField
from museum.models.base import BasePage
from museum.models.exhibit import ExhibitPage
from museum.reader import Reader, reader_of
from search.entries import TextParts

LATEST = 4
EXHIBITS = 3


NO_KEY: Key = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence beside the search box, and where it is said."""

    clip: Clip
    parts: TextParts


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
        exhibits = list(
            ExhibitPage.objects.live().public().select_related("picture__asset").order_by("path")[:EXHIBITS]
        )
        artifacts, photographs = latest(reader)
        beside = [
            *(each.picture for each in [*exhibits, *photographs]),
            *(i.picture for a in artifacts for i in a.images.all()),
        ]
        body = body_context(self.body, reader, shown_beside=[picture.asset for picture in beside if picture])
        return (
            super().get_context(request, *args, **kwargs)
            | body
            | {
                "title": "",
                "big_searchbox": True,
                "heard": self._heard(body["clips"]),
                "exhibits": exhibits,
                "latest": [
                    *(artifact_card(each, reader, with_generation=False) for each in artifacts),
                    *(photograph_card(each, reader) for each in photographs),
                ],
            }
        )

    def _heard(self, clips: dict[Key, Clip]) -> Heard | None:
        """The first sentence of today's voice, beside the objects on the shelf, with an example word marked."""
        voice = next((block.value for block in self.body if block.block_type == "voice"), None)
        clip = clips.get(key_of(voice) or NO_KEY) if voice else None
        if clip is None or clip.is_cut or not clip.lines:
            return None
        words = clip.lines[0].text
        found = next((word for word in self.queries if word in words), "")
        before, mark, after = words.partition(found) if found else (words, "", "")
        return Heard(clip, ((before, False), (mark, True), (after, False)))


def latest(reader: Reader) -> tuple[list[Artifact], list[Photograph]]:
    """What came in last."""
    artifacts = artifacts_pictured(Artifact.objects.visible_to(reader.viewer).order_by("-created_at", "-pk"))
    photographs = Photograph.objects.visible_to(reader.viewer).select_related("rights", "picture__asset")
    return list(artifacts[:LATEST]), list(photographs.order_by("-created_at", "-pk")[:LATEST])
