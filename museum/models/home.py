"""The front door."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from archive.models import Artifact, Photograph
from museum.blocks.body import HomeBody
from museum.body import body_context
from museum.cards import artifact_card, photograph_card
from museum.clips import Clip, Key, key_of
from museum.fetching import artifacts_pictured
from museum.fields import StreamField
from museum.linked_pages import home_data
from museum.models.base import BasePage
from museum.models.exhibit import ExhibitPage
from museum.plant.small import small_plan
from museum.reader import Reader, reader_of
from museum.sharing import in_a_sentence
from museum.voices import passage_of_the_day
from search.entries import TextParts

LATEST = 4
EXHIBITS = 3

NO_KEY: Key = (0, 0, 0)

Arrived = TypeVar("Arrived", Artifact, Photograph)


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
        voices = [block for block in self.body if block.block_type == "voice" and can_be_heard(block, body["clips"])]
        today = voices[timezone.localdate().toordinal() % len(voices)] if voices else None
        passage = body["clips"][key_of(today.value)] if today else passage_of_the_day(reader)
        return (
            super().get_context(request, *args, **kwargs)
            | body
            | {
                "title": "",
                "big_searchbox": True,
                "parts": [each for each in self.body if each.block_type not in ("voice", "call") or each is today],
                "calls": [each for each in self.body if each.block_type == "call"],
                "passage": None if today else passage,
                "heard": self._heard(passage),
                "exhibits": exhibits,
                "plan": small_plan(reader),
                "latest": [
                    *(artifact_card(each, reader, with_generation=False) for each in artifacts),
                    *(photograph_card(each, reader) for each in photographs),
                ],
            }
        )

    def told_to_machines(self) -> dict[str, Any]:
        told = in_a_sentence(str(self.search_description or self.summary))
        return super().told_to_machines() | {"linked_data": home_data(told)}

    def _heard(self, clip: Clip | None) -> Heard | None:
        """The first sentence of today's voice, beside the objects on the shelf, with an example word marked."""
        if clip is None or not clip.lines:
            return None
        words = clip.lines[0].text
        found = next((word for word in self.queries if word in words), "")
        before, mark, after = words.partition(found) if found else (words, "", "")
        return Heard(clip, ((before, False), (mark, True), (after, False)))


def can_be_heard(block: Any, clips: Mapping[Key, Clip]) -> bool:
    """Whether the passage is open to this reader today, and nothing of it has been cut."""
    clip = clips.get(key_of(block.value) or NO_KEY)
    return clip is not None and bool(clip.lines) and not clip.is_cut


def latest(reader: Reader) -> tuple[list[Artifact], list[Photograph]]:
    """What came in last."""
    artifacts = artifacts_pictured(_newest(Artifact.objects.visible_to(reader.viewer)))
    photographs = _newest(Photograph.objects.visible_to(reader.viewer)).select_related("rights", "picture__asset")
    return list(artifacts), list(photographs)


def _newest(rows: QuerySet[Arrived]) -> QuerySet[Arrived]:
    """Keys first, in a query within the query: to sort ten thousand rows with all their words takes longer than the
    rest of the page."""
    keys = rows.order_by("-created_at", "-pk").values("pk")[:LATEST]
    found: QuerySet[Arrived] = rows.model._default_manager.filter(pk__in=keys)
    return found.order_by("-created_at", "-pk")
