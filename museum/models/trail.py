"""Learning trails: walked station by station, on a phone in the room or at home; the answers are written on paper."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.url_routing import RouteResult

from museum.blocks.station import TrailBody
from museum.body import body_context
from museum.fields import StreamField
from museum.models.base import BasePage
from museum.models.ordered import OrderedBody
from museum.reader import reader_of
from museum.sharing import absolute
from museum.stations import Station, stations_of

SHEETS = {("sheet",): "pupil", ("sheet", "answers"): "teacher"}
"""What follows the trail's own address, and whose sheet it is."""


class TrailIndexPage(BasePage):
    """All trails, in the order the curators put them."""

    template = "museum/pages/trail_index.html"
    page_kind = "CollectionPage"
    subpage_types: ClassVar[list[str]] = ["museum.TrailPage"]
    parent_page_types: ClassVar[list[str]] = ["museum.HomePage"]
    max_count = 1
    show_in_menus_default = True

    class Meta:
        verbose_name = _("学习路线目录")
        verbose_name_plural = _("学习路线目录")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        trails = TrailPage.objects.child_of(self).live().public().select_related("picture__asset")
        rows = trails.prefetch_related("picture__asset__derivatives").order_by("path")
        return super().get_context(request, *args, **kwargs) | {"trails": rows}


class TrailPage(OrderedBody, BasePage):
    """One trail. Below its address lie its stations (`/2/`) and its sheets (`/sheet/`, `/sheet/answers/`)."""

    audience = models.CharField(_("给谁走"), max_length=40, blank=True, help_text=_("比如：八到十岁"))
    minutes = models.PositiveSmallIntegerField(_("大约几分钟"), null=True, blank=True)
    teacher_note = models.TextField(
        _("给老师的话"), max_length=400, blank=True, help_text=_("怎么带、要准备什么。只印在老师用的那一份上。")
    )
    body = StreamField(TrailBody(), verbose_name=_("各站"), blank=True)

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("audience"),
        FieldPanel("minutes"),
        FieldPanel("body"),
        FieldPanel("teacher_note"),
    ]
    template = "museum/pages/trail.html"
    page_kind = "Article"
    parent_page_types: ClassVar[list[str]] = ["museum.TrailIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    preview_modes: ClassVar[list[tuple[str, Any]]] = [
        ("", _("各站")),
        ("pupil", _("答题纸")),
        ("teacher", _("老师用的")),
    ]

    class Meta:
        verbose_name = _("学习路线")
        verbose_name_plural = _("学习路线")

    @property
    def facts(self) -> list[str]:
        """For a card: whom it is for, how long it takes."""
        minutes = _say("大约 %(minutes)d 分钟") % {"minutes": self.minutes} if self.minutes else ""
        return [each for each in (self.audience, minutes) if each]

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if not path_components:
            return super().route(request, path_components)
        if self.live and tuple(path_components) in SHEETS:
            return RouteResult(self, kwargs={"sheet": SHEETS[tuple(path_components)]})
        number = path_components[0]
        if self.live and len(path_components) == 1 and number.isascii() and number.isdecimal() and number[0] != "0":
            return RouteResult(self, kwargs={"station": int(number[:4])})
        raise Http404

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        request.is_preview = True  # type: ignore[attr-defined]  # Wagtail's mark
        return self.serve(request, sheet=mode_name, is_whole=True)

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        if kwargs.get("sheet"):
            return "museum/pages/trail_sheet.html"
        return "museum/pages/trail_station.html" if kwargs.get("station") else "museum/pages/trail.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        shown = body_context(self.body, reader_of(request), shown_beside=self.pictured())
        stations = stations_of(self.body, shown["clips"], shown["shown"])
        context: dict[str, Any] = super().get_context(request, *args, **kwargs) | shown | {"stations": stations}
        if number := kwargs.get("station"):
            return context | self._at(stations, number)
        return context | {
            "is_whole": kwargs.get("is_whole", False),
            "is_teacher": kwargs.get("sheet") == "teacher",
            "no_index": bool(kwargs.get("sheet")),
            "address": absolute(self.get_url(request) or "/"),
        }

    def _at(self, stations: list[Station], number: int) -> dict[str, Any]:
        """Raises Http404 for a station that is not there, or not for this reader."""
        if number > len(stations):
            raise Http404
        station = stations[number - 1]
        title = _say("%(trail)s，第 %(number)d 站") % {"trail": self.title, "number": number}
        return {"title": title, "station": station, "description": station.introduction}
