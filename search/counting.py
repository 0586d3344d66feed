"""What is counted for the facets of an answer: with the records where the index is far away, else once it is known at
which level they were found, together with the hits of the page."""

from collections.abc import Sequence

from search.engines.base import Answer, Ask, Index
from search.entries import FacetValue
from search.narrowing import facet_values, selected_facets
from search.planning import Level
from search.request import Request


def counted_along(index: Index, request: Request) -> tuple[str, ...]:
    """The facets to ask for with the records themselves: those without a choice."""
    return selected_facets(request.filters)[0] if request.with_facets and index.is_remote else ()


def facet_asks(request: Request, level: Level, found: Answer) -> list[Ask]:
    """One question for all facets of the records found, if there are any and they were not counted along, and one for
    each facet with a choice in it: that is counted as if there were none."""
    if not request.with_facets:
        return []
    free, chosen = selected_facets(request.filters)
    asked = [("", () if found.facets or not found.total else free), *((name, (name,)) for name in chosen)]
    return [
        Ask(
            kind="entries",
            query=request.query("entries", level, without=without),
            limit=0,
            count=False,
            facets=names,
            payload=False,
        )
        for without, names in asked
        if names
    ]


def facets_of(request: Request, answers: Sequence[Answer]) -> dict[str, tuple[FacetValue, ...]]:
    """What was counted along and the answers to `facet_asks` as choices."""
    counted = {name: values for answer in answers for name, values in answer.facets.items()}
    return facet_values(counted, request.filters)
