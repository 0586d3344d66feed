"""What is asked, by whom, narrowed how: a plan and all that limits it, as one query for each kind of document."""

from dataclasses import dataclass
from functools import lru_cache

from search.engines.base import AllOf, AnyTerm, Everything, Kind, Query, Without
from search.entries import Filters, Sort
from search.narrowing import in_years, narrowed
from search.planning import Level, Plan


@dataclass(frozen=True, slots=True)
class Request:
    """One page of one question."""

    plan: Plan
    viewer: frozenset[str]
    filters: Filters
    sort: Sort
    page: int
    per_page: int
    with_facets: bool

    @property
    def first(self) -> int:
        """The place of the page's first record in the whole list, from 0."""
        return (self.page - 1) * self.per_page

    @property
    def visible(self) -> Query:
        """Part of every query: nothing is matched, counted or suggested that the viewer may not read."""
        return _visible_to(self.viewer)

    def query(self, kind: Kind, level: Level, *, without: str = "") -> Query:
        wanted = self.plan.query(kind, level)
        parts: list[Query] = [self.visible, *narrowed(kind, self.filters, without=without)]
        parts += [clause.field_query() for clause in self.plan.fields_of(kind)]
        if self.plan.syntax.years:
            parts.append(in_years(kind, *self.plan.syntax.years))
        query: Query = AllOf((wanted or Everything(), *parts))
        excluded = self.plan.excluded_query(kind)
        return Without(query, excluded) if excluded else query


@lru_cache(maxsize=64)
def _visible_to(viewer: frozenset[str]) -> Query:
    """The same one for all who may read the same: an engine that remembers how it words a part words it once."""
    return AnyTerm("visibility", tuple(sorted(viewer)))
