"""What an answer can be narrowed by, as links: each choice leads to the address of the answer with or without it."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from museum.results.asked import Asked
from museum.results.words import FACET_NAMES, KIND_NAMES, SORT_NAMES, value_name
from search.entries import FacetValue, Filters, Results
from search.text.values import FIRST_YEAR, LAST_YEAR

SHOWN: Final = 8
"""Choices of a facet that are seen at once; the others are one tap away."""

FIELDS: Final = {
    "kind": "kinds",
    "generation": "generations",
    "decade": "decades",
    "workshop": "workshops",
    "person": "people",
    "tag": "tags",
}
"""Facet → the field of `Filters` that holds its choices."""

NUMERIC: Final = frozenset({"generation", "decade"})
FLAGS: Final = ("has_sound", "has_picture")

CHART_WIDTH: Final = 240
CHART_HEIGHT: Final = 48


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen, or given up where it is chosen: `url` leads there."""

    value: str
    label: str
    count: int
    is_chosen: bool
    url: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A decade in the small chart, in its units."""

    x: float
    y: float
    width: float
    height: float
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of choices: those seen at once, and the rest."""

    name: str
    label: str
    shown: tuple[Choice, ...]
    rest: tuple[Choice, ...] = ()
    bars: tuple[Bar, ...] = ()

    @property
    def count(self) -> int:
        return len(self.shown) + len(self.rest)


@dataclass(frozen=True, slots=True)
class Link:
    """A way to see the answer; `url` also where it is the current one."""

    label: str
    url: str
    is_current: bool = False


def facets(asked: Asked, results: Results) -> list[Facet]:
    """The groups that have something to choose."""
    found = []
    for name in ("generation", "decade", "workshop", "person", "tag"):
        choices = [choice(asked, name, value) for value in results.facets.get(name, ())]
        most = len(choices) if name == "decade" else SHOWN
        shown = tuple(each for at, each in enumerate(choices) if at < most or each.is_chosen)
        rest = tuple(each for each in choices if each not in shown)
        if choices:
            found.append(Facet(name, str(FACET_NAMES[name]), shown, rest, chart(choices) if name == "decade" else ()))
    flags = tuple(choice(asked, name, value) for name in FLAGS for value in results.facets.get(name, ()))
    return [*found, Facet("has", _("有什么"), flags)] if flags else found


def choice(asked: Asked, name: str, found: FacetValue) -> Choice:
    url = toggled(asked, name, found.value).url
    return Choice(found.value, value_name(name, found.value), found.count, found.selected, url)


def toggled(asked: Asked, name: str, value: str) -> Asked:
    """The same question with the value chosen, or given up where it was chosen."""
    if name in FLAGS:
        return asked.narrowed(**{name: None if getattr(asked.filters, name) else True})
    each: str | int = int(value) if name in NUMERIC else value
    chosen = {*getattr(asked.filters, FIELDS[name])} ^ {each}
    return asked.narrowed(**{FIELDS[name]: tuple(sorted(chosen))})


def chart(choices: list[Choice]) -> tuple[Bar, ...]:
    """Decades as bars, those between them that nobody speaks of included."""
    counts = {int(each.value): each for each in choices if each.value.isdigit()}
    if len(counts) < 2:
        return ()
    decades = range(min(counts), max(counts) + 1, 10)
    most = max(each.count for each in choices) or 1
    width = CHART_WIDTH / len(decades)
    bars = []
    for place, decade in enumerate(decades):
        found = counts.get(decade)
        height = round(found.count / most * (CHART_HEIGHT - 4), 1) if found else 0
        height = max(height, 1.5) if found else 0
        is_chosen = bool(found and found.is_chosen)
        bars.append(Bar(round(place * width, 1), CHART_HEIGHT - height, round(width * 0.8, 1), height, is_chosen))
    return tuple(bars)


def tabs(asked: Asked, results: Results) -> list[Link]:
    """Everything first, then each kind that was found, with its number."""
    found = [each for each in results.facets.get("kind", ()) if each.count or each.selected]
    found.sort(key=lambda each: ([*KIND_NAMES, each.value].index(each.value), each.value))
    everything = sum(each.count for each in found)
    links = [Link(_("全部 %(n)s") % {"n": everything}, asked.narrowed(kinds=()).url, not asked.filters.kinds)]
    links += [
        Link(f"{value_name('kind', each.value)} {each.count}", asked.narrowed(kinds=(each.value,)).url, each.selected)
        for each in found
    ]
    return links


def chosen(asked: Asked) -> list[Link]:
    """Everything the answer is narrowed by; each link takes one of them away."""
    filters = asked.filters
    links = [
        Link(value_name(name, str(value)), toggled(asked, name, str(value)).url)
        for name, field in FIELDS.items()
        for value in getattr(filters, field)
    ]
    if filters.years:
        links.append(Link(years_name(*filters.years), asked.narrowed(years=None).url))
    links += [
        Link(value_name(name, "yes"), toggled(asked, name, "yes").url) for name in FLAGS if getattr(filters, name)
    ]
    return links


def years_name(first: int, last: int) -> str:
    if first == last:
        return _("%(year)s 年") % {"year": first}
    if last == LAST_YEAR:
        return _("%(year)s 年以后") % {"year": first}
    if first == FIRST_YEAR:
        return _("%(year)s 年以前") % {"year": last}
    return _("%(a)s–%(b)s 年") % {"a": first, "b": last}


def everything(asked: Asked) -> str:
    """The address without any narrowing."""
    return asked.but(filters=Filters()).url


def sorts(asked: Asked) -> list[Link]:
    return [Link(str(label), asked.but(sort=sort).url, sort == asked.sort) for sort, label in SORT_NAMES.items()]
