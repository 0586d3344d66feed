"""What is asked, by whom, narrowed how: a plan and all that limits it, as one query for each kind of document."""

from dataclasses import dataclass, field
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
    _made: dict[tuple[Kind, Level, str], Query] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def first(self) -> int:
        """The place of the page's first record in the whole list, from 0."""
        return (self.page - 1) * self.per_page

    @property
    def visible(self) -> Query:
        """Part of every query: nothing is matched, counted or suggested that the viewer may not read."""
        return _visible_to(self.viewer)

    def query(self, kind: Kind, level: Level, *, without: str = "") -> Query:
        """The same one each time: an engine may know it again."""
        key = (kind, level, without)
        if key not in self._made:
            self._made[key] = self._query(kind, level, without)
        return self._made[key]

    def _query(self, kind: Kind, level: Level, without: str) -> Query:
        wanted = self.plan.query(kind, level)
        parts: list[Query] = [self.visible, *narrowed(kind, self.filters, without=without)]
        parts += [clause.field_query() for clause in self.plan.fields_of(kind)]
        if self.plan.syntax.years:
            parts.append(in_years(kind, *self.plan.syntax.years))
        query: Query = AllOf((wanted or Everything(), *parts))
        excluded = self.plan.excluded_query(kind)
        return Without(query, excluded) if excluded else query

    def spoken(self, level: Level) -> Query | None:
        """Which passages are shown of records that match: those with the words, also where it is the record alone that
        has what else is asked for. None where nothing is asked for that could be spoken."""
        words, plan = self.plan.query("passages", level), self.plan
        if words is None and not self.filters.about:
            return None
        if not (self.filters.years or plan.syntax.years or plan.fields or plan.excluded):
            return self.query("passages", level)
        return self._spoken(words or Everything())

    def spoken_in_part(self, level: Level) -> Query | None:
        """Those with a part of the words, for records that hold all of them but in no one passage."""
        words = self.plan.part(level)
        return self._spoken(words) if words else None

    def _spoken(self, words: Query) -> Query:
        about = self.filters.about
        spoken_of = (AnyTerm("mentions", about),) if about else ()
        return AllOf((words, *spoken_of, self.visible))


@lru_cache(maxsize=64)
def _visible_to(viewer: frozenset[str]) -> Query:
    """The same one for all who may read the same: an engine that remembers how it words a part words it once."""
    return AnyTerm("visibility", tuple(sorted(viewer)))
