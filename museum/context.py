"""What every template may use without its view handing it over."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from museum.frame import frame
from museum.reading import LARGE, PARAMETER


@dataclass(frozen=True, slots=True)
class Section:
    """One of the doors in the header."""

    label: str
    url: str
    current: bool


def museum(request: HttpRequest) -> dict[str, Any]:
    """Names and doors. `reading` is "large" in 适老 mode, else ""; `frame` is asked for only where it is used."""
    return {
        "demo_mode": settings.DEMO_MODE,
        "museum_name": settings.WAGTAIL_SITE_NAME,
        "frame": partial(frame, request),
        "reading": LARGE if request.COOKIES.get(PARAMETER) == LARGE else "",
        "sections": sections(request.path),
        "canonical_url": settings.SITE_URL.rstrip("/") + request.path,
    }


def sections(path: str) -> list[Section]:
    doors = [
        (_("展览"), "/exhibits/"),
        (_("藏品"), "/artifacts/"),
        (_("老照片"), "/photographs/"),
        (_("口述史"), "/interviews/"),
        (_("人物"), "/people/"),
        (_("厂区图"), "/plant/"),
    ]
    return [Section(label, url, path.startswith(url)) for label, url in doors]
