"""Filters and facets: how a visitor's choices become part of the query, and counts become choices."""

from collections.abc import Mapping

from search.documents import FACETS
from search.engines.base import AnyTerm, Query, YearRange
from search.entries import FacetValue, Filters

YES = "yes"


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


def narrowed(filters: Filters, *, without: str = "") -> list[Query]:
    """The filters as parts of a query, but for the facet named by `without`."""
    parts: list[Query] = [AnyTerm(name, given) for name, given in chosen(filters).items() if name != without]
    if filters.years:
        parts.append(YearRange(*filters.years))
    return parts


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
        values = [
            FacetValue(value=value, count=count, selected=value in selected) for value, count in counted.get(name, ())
        ]
        known = {value.value for value in values}
        values += [FacetValue(value=value, count=0, selected=True) for value in selected if value not in known]
        if name in ("decade", "generation"):
            values.sort(key=lambda value: value.value)
        else:
            values.sort(key=lambda value: (-value.count, value.value))
        facets[name] = tuple(values)
    return facets
