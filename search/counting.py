"""What is counted for the facets of an answer, together with the search for the records: an engine that counts what
matches need not match it again."""

from collections.abc import Sequence

from search.engines.base import Answer, Ask
from search.entries import FacetValue
from search.narrowing import facet_values, selected_facets
from search.planning import Level
from search.request import Request


def facets_without_choice(request: Request) -> tuple[str, ...]:
    """What is counted among the records that match."""
    return selected_facets(request.filters)[0] if request.with_facets else ()


def asks_for_chosen(request: Request, level: Level) -> list[Ask]:
    """One question for each facet with a choice in it: that is counted as if there were none."""
    if not request.with_facets:
        return []
    return [
        Ask(
            kind="entries",
            query=request.query("entries", level, without=name),
            limit=0,
            count=False,
            facets=(name,),
            payload=False,
        )
        for name in selected_facets(request.filters)[1]
    ]


def facets_of(request: Request, answers: Sequence[Answer]) -> dict[str, tuple[FacetValue, ...]]:
    """What the answers counted, as choices."""
    counted = {name: values for answer in answers for name, values in answer.facets.items()}
    return facet_values(counted, request.filters)
