"""Fields of a question (讲述人:李四) where speech is asked for.

A passage carries one field of its own, who speaks. All others are said of its record, and stored with the record alone:
repeated in each passage they would be a quarter of the index. So the records are asked for first, and then what is
spoken in them.
"""

from functools import cached_property

from search.engines.base import AllOf, AnyEntry, AnyOf, Ask, Index, Nothing, Query, Without
from search.planning import Level
from search.request import Request

MOST_RECORDS = 5_000
"""So many records that hold a field, best first, are asked for what is spoken in them."""


class Speech:
    """What is asked of the passages in one request."""

    def __init__(self, index: Index, request: Request) -> None:
        self._index = index
        self._request = request

    def query(self, level: Level) -> Query:
        query = self._request.query("passages", level)
        if self._wanted:
            query = AllOf((query, self._wanted))
        return Without(query, self._excluded) if self._excluded else query

    @cached_property
    def _wanted(self) -> Query | None:
        fields = [clause.field_query() for clause in self._request.plan.record_fields]
        return self._in_records(AllOf(tuple(fields))) if fields else None

    @cached_property
    def _excluded(self) -> Query | None:
        fields = [clause.field_query() for clause in self._request.plan.excluded if clause.is_of_record]
        return self._in_records(AnyOf(tuple(fields))) if fields else None

    def _in_records(self, query: Query) -> Query:
        visible = AllOf((query, self._request.visible))
        (answer,) = self._index.ask(Ask(kind="entries", query=visible, limit=MOST_RECORDS, count=False, payload=False))
        numbers = tuple(scored.number for scored in answer.found)
        return AnyEntry(numbers) if numbers else Nothing()
