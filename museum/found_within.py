"""What an address asks of an interview, and the places a search within has found, on its timeline."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.models import Interview
from archive.states import Layer
from museum.listening import Line
from museum.reader import Reader
from museum.results.asked import Reading
from museum.results.listing import SPARK_WIDTH
from museum.timecodes import read_moment, seconds
from search import api
from search.engines.base import EngineError
from search.entries import Match

logger = logging.getLogger(__name__)

NARROWEST: Final = 3.0
"""Of the width of a timeline: a sentence of a second in an hour must still be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks of an interview. `hit` counts the found places from 1; 0 means the one at `start_ms`.
    `exact`: nothing but the words of `within` themselves. `beside`: with the translation, where there is one.
    `choosing`: the form of a passage is wanted; `chose`: it was sent."""

    start_ms: int | None = None
    end_ms: int | None = None
    layer: str = ""
    within: str = ""
    exact: bool = False
    hit: int = 0
    beside: bool = True
    choosing: bool = False
    chose: bool = False


NOTHING_ASKED = Asked()


def read_asked(query: QueryDict) -> Asked:
    """`?t=767`, `?t=12:47`, `?t=767,785`, `?from=12:47&to=13:05`, `?layer=raw`, `?within=师傅&t=98`, `?beside=0`. What
    cannot be read is ignored: a link cut short by a chat still opens the interview."""
    start, _comma, end = query.get("t", "").partition(",")
    start, end = query.get("from", start), query.get("to", end)
    start_ms, end_ms = read_moment(start), read_moment(end)
    hit = query.get("hit", "0")
    return Asked(
        start_ms=start_ms,
        end_ms=end_ms if start_ms is not None and end_ms is not None and end_ms > start_ms else None,
        layer=query.get("layer", "") if query.get("layer", "") in Layer.values else "",
        within=Reading(query).text("within"),
        exact=query.get("exact") == "1",
        beside=query.get("beside") != "0",
        choosing="from" in query,
        chose=bool(query.get("to")),
        hit=int(hit) if hit.isascii() and hit.isdigit() and len(hit) < 6 else 0,
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A found place: its line, its address on this page, and where it lies on a timeline of `SPARK_WIDTH`."""

    line: Line
    url: str
    x: float
    width: float
    is_current: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The places a search within has found. `at` counts from 1."""

    text: str
    at: int
    places: list[Place]
    problem: str = ""

    @property
    def count(self) -> int:
        return len(self.places)

    @property
    def before(self) -> Place | None:
        return self.places[self.at - 2] if self.at > 1 else None

    @property
    def after(self) -> Place | None:
        return self.places[self.at] if self.at < self.count else None

    @property
    def where(self) -> str:
        """第 3 处，共 7 处."""
        return ngettext("第 %(at)s 处，共 %(n)s 处", "第 %(at)s 处，共 %(n)s 处", self.count) % {
            "at": self.at,
            "n": self.count,
        }


def matches_in(record: Interview, reader: Reader, asked: Asked) -> tuple[list[Match], str]:
    if not asked.within:
        return [], ""
    entry_id = f"interview:{record.pk}"
    try:
        return api.within(entry_id, asked.within, viewer=reader.visibilities, exact=asked.exact), ""
    except EngineError as error:
        logger.warning("search within did not answer", extra={"interview": record.pk, "reason": str(error)})
        return [], _("搜索这会儿没有答应，过一分钟再试。")


def line_at(lines: list[Line], moment_ms: int) -> Line | None:
    """The line being spoken at that moment, or the last one before it."""
    return next((line for line in reversed(lines) if line.start_ms <= moment_ms), None)


def found_in(lines: list[Line], matches: list[Match], asked: Asked, duration_ms: int, problem: str) -> Found:
    """The hits as they stand on this page; a place that was found but is cut by now does not count."""
    hits = [line for line in lines if line.parts]
    here = asked.hit or sum(1 for line in hits if line.start_ms <= (asked.start_ms or 0))
    at = min(max(here, 1), len(hits)) if hits else 0
    ranges = [(line.start_ms, line.end_ms) for line in hits]
    drawn = zip(hits, stretches(ranges, whole_ms(lines, duration_ms)), strict=True)
    places = [
        Place(line, place_url(asked, line), *stretch, number == at)
        for number, (line, stretch) in enumerate(drawn, start=1)
    ]
    return Found(asked.within, at, places, problem)


def whole_ms(lines: Sequence[Line], duration_ms: int) -> int:
    """How long a timeline is."""
    return max(duration_ms, lines[-1].end_ms if lines else 0, 1)


def stretches(ranges: Iterable[tuple[int, int]], whole: int) -> list[tuple[float, float]]:
    """Where these ranges (ms) lie on a timeline of `SPARK_WIDTH`: x and width."""
    return [
        (round(start / whole * SPARK_WIDTH, 1), round(max((end - start) / whole * SPARK_WIDTH, NARROWEST), 1))
        for start, end in ranges
    ]


def same_place(asked: Asked, *, layer: str = "", beside: bool = True) -> str:
    """The query of the same moment and the same search, read in another layer or without the translation."""
    pairs: dict[str, str] = {}
    if asked.start_ms is not None:
        end = f",{seconds(asked.end_ms)}" if asked.end_ms is not None else ""
        pairs["t"] = f"{seconds(asked.start_ms)}{end}"
    pairs |= _searched(asked) if asked.within else {}
    pairs |= {"layer": layer} if layer else {}
    pairs |= {} if beside else {"beside": "0"}
    return uri_to_iri(f"?{urlencode(pairs, safe=',')}") if pairs else ""


def choosing_url(asked: Asked, layer: str) -> str:
    """The form of a passage, opened at this page's moment and with its search."""
    pairs = {"from": "" if asked.start_ms is None else str(seconds(asked.start_ms))}
    pairs |= _searched(asked) if asked.within else {}
    pairs |= {"layer": layer} if layer else {}
    return uri_to_iri(f"?{urlencode(pairs)}#passage")


def place_url(asked: Asked, line: Line) -> str:
    """The same search at this place: its second plays, its line is in view."""
    pairs = {**_searched(asked), "t": seconds(line.start_ms)}
    return uri_to_iri(f"?{urlencode(pairs)}#s-{line.uid}")


def _searched(asked: Asked) -> dict[str, str]:
    return {"within": asked.within, **({"exact": "1"} if asked.exact else {})}
