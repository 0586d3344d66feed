"""What is counted for the facets of an answer, once it is known at which level it was found: together with the hits of
the page, for an engine can count while it looks for passages."""

from collections.abc import Sequence

from search.engines.base import Answer, Ask
from search.entries import FacetValue
from search.narrowing import facet_values, selected_facets
from search.planning import Level
from search.request import Request


def facet_asks(request: Request, level: Level, total: int) -> list[Ask]:
    """One question for all facets of the records found, if there are any, and one for each facet with a choice in it:
    that is counted as if there were none."""
    if not request.with_facets:
        return []
    free, chosen = selected_facets(request.filters)
    asked = [("", free if total else ()), *((name, (name,)) for name in chosen)]
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
    """The answers to `facet_asks` as choices."""
    counted = {name: values for answer in answers for name, values in answer.facets.items()}
    return facet_values(counted, request.filters)
