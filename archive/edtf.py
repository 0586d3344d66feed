"""The part of EDTF (ISO 8601-2:2019, levels 0–2) in which the archive stores dates.

Why not the `edtf` library (5.0): it imports Django, needs 0.3 s to import and 4 ms for one date, raises TypeError for
the bounds of an open interval and AttributeError for `1958-XX~`, and refuses `1958-21~` and `[..195X]`. A list of
10,000 records cannot wait 40 s for its dates. The tests hold this grammar against that library wherever it can follow.

What is covered: days, months, seasons (21–24), years, decades (`195X`), centuries (`19XX`), unknown parts (`1958-XX`,
`1958-03-XX`, `1958-XX-XX`), the wholly unknown date `XXXX`, the qualifiers `~` (approximate), `?` (uncertain) and `%`
(both), intervals with open (`1958/..`) or unknown (`1958/`) ends, one-of-a-set `[1971,1972]`, all-of-a-set
`{1958,1960}`, and some time before or after (`[..1958]`, `[1958..]`). Years run from 1000 to 2999.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import lru_cache

UNKNOWN_STEM = "XXXX"

_STEM = re.compile(
    r"(?:[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])|[12]\d{3}-(?:0[1-9]|1[0-2])-XX|[12]\d{3}-XX-XX"
    r"|[12]\d{3}-(?:0[1-9]|1[0-2])|[12]\d{3}-2[1-4]|[12]\d{3}-XX|[12]\d{3}|[12]\d\dX|[12]\dXX)"
)
_SEASON_FIRST_MONTH = {"21": 3, "22": 6, "23": 9, "24": 12}


class MalformedEdtf(ValueError):
    """The text is no EDTF expression of the kinds listed above."""


class NoSuchDay(MalformedEdtf):
    """The shape is right, but no calendar has this day."""


class ReversedSpan(MalformedEdtf):
    """An interval that ends before it begins."""


class Edge(Enum):
    """An end of an interval that is no date: still going on, or not known."""

    OPEN = ".."
    UNKNOWN = ""


class Side(Enum):
    """On which side of its moment a `Half` lies."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Moment:
    """One day, month, season, year, decade or century, with its qualifier ("", "~", "?" or "%")."""

    stem: str
    mark: str = ""

    @property
    def edtf(self) -> str:
        return self.stem + self.mark

    @property
    def is_known(self) -> bool:
        return self.stem != UNKNOWN_STEM

    @property
    def earliest(self) -> date:
        """First day that the stem covers. A qualifier does not widen it: see `archive.dates`."""
        return _bounds(self.stem)[0]

    @property
    def latest(self) -> date:
        """Last day that the stem covers."""
        return _bounds(self.stem)[1]


@dataclass(frozen=True, slots=True)
class Span:
    """An interval: something that lasted from the start to the end."""

    start: Moment | Edge
    end: Moment | Edge

    @property
    def edtf(self) -> str:
        return f"{_side(self.start)}/{_side(self.end)}"

    @property
    def earliest(self) -> date:
        """An end nobody knows claims nothing beyond the other end; an open end claims all of time."""
        if isinstance(self.start, Moment):
            return self.start.earliest
        if self.start is Edge.UNKNOWN and isinstance(self.end, Moment):
            return self.end.earliest
        return date.min

    @property
    def latest(self) -> date:
        if isinstance(self.end, Moment):
            return self.end.latest
        if self.end is Edge.UNKNOWN and isinstance(self.start, Moment):
            return self.start.latest
        return date.max


@dataclass(frozen=True, slots=True)
class Choice:
    """Several moments: one of them, nobody knows which, or (every) all of them."""

    members: tuple[Moment, ...]
    every: bool = False

    @property
    def edtf(self) -> str:
        inside = ",".join(member.edtf for member in self.members)
        return f"{{{inside}}}" if self.every else f"[{inside}]"

    @property
    def earliest(self) -> date:
        return min(member.earliest for member in self.members)

    @property
    def latest(self) -> date:
        return max(member.latest for member in self.members)


@dataclass(frozen=True, slots=True)
class Half:
    """Some time on or before, or on or after, a moment."""

    moment: Moment
    side: Side

    @property
    def edtf(self) -> str:
        return f"[..{self.moment.edtf}]" if self.side is Side.BEFORE else f"[{self.moment.edtf}..]"

    @property
    def earliest(self) -> date:
        return date.min if self.side is Side.BEFORE else self.moment.earliest

    @property
    def latest(self) -> date:
        return self.moment.latest if self.side is Side.BEFORE else date.max


Expression = Moment | Span | Choice | Half
UNKNOWN = Moment(UNKNOWN_STEM)


@lru_cache(maxsize=4096)
def read(text: str) -> Expression:
    """The expression that an EDTF string stands for. Raises MalformedEdtf."""
    if text == UNKNOWN_STEM:
        return UNKNOWN
    if "/" in text:
        start, _, end = text.partition("/")
        return span(_read_side(start), _read_side(end))
    if text[:1] + text[-1:] in ("[]", "{}"):
        return _read_set(text[1:-1], every=text[0] == "{")
    return _read_moment(text)


def moment(stem: str, mark: str = "") -> Moment:
    """A checked moment. Raises MalformedEdtf for a shape that is not covered, NoSuchDay for 30 February."""
    if not _STEM.fullmatch(stem) or mark not in ("", "~", "?", "%"):
        raise MalformedEdtf(stem + mark)
    try:
        _bounds(stem)
    except ValueError as error:
        raise NoSuchDay(stem) from error
    return Moment(stem, mark)


def span(start: Moment | Edge, end: Moment | Edge) -> Span:
    """A checked interval. Raises MalformedEdtf when no end is known, ReversedSpan when it ends before it begins."""
    known = [side for side in (start, end) if isinstance(side, Moment)]
    if not known or not all(side.is_known for side in known):
        raise MalformedEdtf(f"{_side(start)}/{_side(end)}")
    if len(known) == 2 and known[0].earliest > known[1].latest:
        raise ReversedSpan(f"{_side(start)}/{_side(end)}")
    return Span(start, end)


def choice(members: list[Moment], *, every: bool = False) -> Moment | Choice:
    """A set in the order of time, each member once; a set of one is its member. Raises MalformedEdtf for 不详."""
    if not members or not all(member.is_known for member in members):
        raise MalformedEdtf(",".join(member.edtf for member in members))
    ordered = sorted(set(members), key=lambda member: (member.earliest, member.latest, member.edtf))
    return Choice(tuple(ordered), every) if len(ordered) > 1 else ordered[0]


def half(known: Moment, side: Side) -> Half:
    """Some time before or after a moment. Raises MalformedEdtf when the moment is unknown."""
    if not known.is_known:
        raise MalformedEdtf(known.edtf)
    return Half(known, side)


def marked(expression: Expression, mark: str) -> Expression:
    """The same expression with a qualifier added to each of its moments: ~ and ? together make %."""

    def add(one: Moment) -> Moment:
        if not one.is_known:
            raise MalformedEdtf(one.edtf + mark)
        return replace(one, mark=mark if one.mark in ("", mark) else "%")

    return _mapped(expression, add)


def _mapped(expression: Expression, change: Callable[[Moment], Moment]) -> Expression:
    if isinstance(expression, Moment):
        return change(expression)
    if isinstance(expression, Span):
        start, end = (change(side) if isinstance(side, Moment) else side for side in (expression.start, expression.end))
        return Span(start, end)
    if isinstance(expression, Choice):
        return Choice(tuple(change(member) for member in expression.members), expression.every)
    return Half(change(expression.moment), expression.side)


def _side(side: Moment | Edge) -> str:
    return side.edtf if isinstance(side, Moment) else side.value


def _read_side(text: str) -> Moment | Edge:
    return Edge(text) if text in (Edge.OPEN.value, Edge.UNKNOWN.value) else _read_moment(text)


def _read_moment(text: str) -> Moment:
    mark = text[-1] if text[-1:] in ("~", "?", "%") else ""
    return moment(text.removesuffix(mark), mark)


def _read_set(inside: str, *, every: bool) -> Expression:
    if not every and inside.startswith(".."):
        return half(_read_moment(inside[2:]), Side.BEFORE)
    if not every and inside.endswith(".."):
        return half(_read_moment(inside[:-2]), Side.AFTER)
    return choice([_read_moment(part.strip()) for part in inside.split(",")], every=every)


def _bounds(stem: str) -> tuple[date, date]:
    """First and last day of a stem. Raises ValueError for a day that does not exist."""
    if stem == UNKNOWN_STEM:
        return date.min, date.max
    first, last = int(stem[:4].replace("X", "0")), int(stem[:4].replace("X", "9"))
    month, day = stem[5:7], stem[8:10]
    if month in ("", "XX"):
        return date(first, 1, 1), date(last, 12, 31)
    if month in _SEASON_FIRST_MONTH:
        return _season(first, _SEASON_FIRST_MONTH[month])
    if day in ("", "XX"):
        return date(first, int(month), 1), _month_end(first, int(month))
    exact = date(first, int(month), int(day))
    return exact, exact


def _season(year: int, first_month: int) -> tuple[date, date]:
    """Three months from the first; winter begins in December and ends in the following February, as people say it."""
    if first_month == 12:
        return date(year, 12, 1), _month_end(year + 1, 2)
    return date(year, first_month, 1), _month_end(year, first_month + 2)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
