"""What every template may use without its view handing it over."""

from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from museum.frame import frame
from museum.kept_pages import QUESTIONS
from museum.reading import LARGE, PARAMETER
from museum.sharing import absolute, the_museums_own


@dataclass(frozen=True, slots=True)
class Way:
    """One of the ways to give."""

    title: str
    told: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the doors in the header."""

    label: str
    url: str
    current: bool


def museum(request: HttpRequest) -> dict[str, Any]:
    """Names and doors. `reading` is "large" in 适老 mode, else ""; `frame` is asked for where it is used, once."""
    return {
        "demo_mode": settings.DEMO_MODE,
        "museum_name": settings.WAGTAIL_SITE_NAME,
        "frame": SimpleLazyObject(partial(frame, request)),
        "reading": LARGE if request.COOKIES.get(PARAMETER) == LARGE else "",
        "sections": sections(request.path),
        "ways_to_give": ways_to_give(),
        "canonical_url": canonical(request),
        "museum_image": SimpleLazyObject(the_museums_own),
    }


def ways_to_give() -> list[Way]:
    """How somebody adds to the museum, once there is an address for it."""
    try:
        address = reverse("contribute")
    except NoReverseMatch:
        return []
    return [
        Way(_("讲一段"), _("按一下就录，想到哪里讲到哪里。"), address),
        Way(_("交照片和东西"), _("拍一张，写两句，是谁的，哪一年的。"), address),
        Way(_("替老人交"), _("孙辈、网格员都可以代，先问过本人愿不愿意。"), address),
    ]


def canonical(request: HttpRequest) -> str:
    """The page's one address: with what chooses another page of a list, without whatever a chat has hung on to it."""
    chosen = {name: request.GET[name] for name in sorted(QUESTIONS & set(request.GET)) if request.GET[name]}
    if chosen.get("page") == "1":
        del chosen["page"]
    return absolute(request.path) + (f"?{urlencode(chosen)}" if chosen else "")


def sections(path: str) -> list[Section]:
    doors = [
        (_("展览"), "/exhibits/"),
        (_("藏品"), "/artifacts/"),
        (_("老照片"), "/photographs/"),
        (_("口述史"), "/interviews/"),
        (_("人物"), "/people/"),
        (_("厂区图"), "/plant/"),
        (_("讲一讲"), "/contribute/"),
    ]
    return [Section(label, url, path.startswith(url)) for label, url in doors]
