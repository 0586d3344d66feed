"""Filters and facets: how a visitor's choices become part of the query, and counts become choices."""

from collections.abc import Mapping
from operator import itemgetter

from search.engines.base import AnyOf, AnyTerm, Flat, Kind, Query, YearRange
from search.entries import FacetValue, Filters
from search.facet_columns import FACETS
from search.ranking import OWN_YEARS

YES = "yes"
MOST_NAMED_YEARS = 100
"""A longer range is no statement about what was said; it is asked of the records' own years alone."""


def chosen(filters: Filters) -> dict[str, tuple[str, ...]]:
    """Facet → the values chosen in it; facets without a choice are left out."""
    values = {
        "kind": filters.kinds,
        "generation": tuple(str(generation) for generation in filters.generations),
        "workshop": filters.workshops,
        "person": filters.people,
        "decade": tuple(str(decade) for decade in filters.decades),
        "tag": filters.tags,
        "has_sound": (YES,) if filters.has_sound else (),
        "has_picture": (YES,) if filters.has_picture else (),
    }
    return {name: given for name, given in values.items() if given}


def narrowed(kind: Kind, filters: Filters, *, without: str = "") -> list[Query]:
    """The filters as parts of a query, but for the facet named by `without`."""
    parts: list[Query] = [AnyTerm(name, given) for name, given in chosen(filters).items() if name != without]
    if filters.about:
        parts.append(AnyTerm("mentions", filters.about))
    if filters.years:
        parts.append(in_years(kind, *filters.years))
    return parts


def in_years(kind: Kind, first: int, last: int) -> Query:
    """Records whose years meet first..last, and speech in which such a year or stretch of years is named: 六几年 meets
    1958..1966, though nobody has dated the interview."""
    own = YearRange(first, last)
    if last - first > MOST_NAMED_YEARS:
        return own
    named = tuple(f"{sign}{year}" for year in range(first, last + 1) for sign in "yr")
    if kind == "passages":
        return AnyOf((own, AnyTerm("text_number", named)))
    return AnyOf((Flat(own, OWN_YEARS), AnyTerm("spoken_number", named)))


def selected_facets(filters: Filters) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(facets without a choice, facets with one): the latter are counted as if nothing were chosen in them."""
    with_choice = tuple(chosen(filters))
    return tuple(name for name in FACETS if name not in with_choice), with_choice


def facet_values(
    counted: Mapping[str, tuple[tuple[str, int], ...]], filters: Filters
) -> dict[str, tuple[FacetValue, ...]]:
    """Counts as choices, those chosen included even where nothing is left of them."""
    choices = chosen(filters)
    facets: dict[str, tuple[FacetValue, ...]] = {}
    for name in FACETS:
        selected = choices.get(name, ())
        counts = dict.fromkeys(selected, 0) | dict(counted.get(name, ()))
        ordered = sorted(counts.items())
        if name not in ("decade", "generation"):
            ordered.sort(key=itemgetter(1), reverse=True)
        facets[name] = tuple([FacetValue(value, count, value in selected) for value, count in ordered])
    return facets
