"""Asks Elasticsearch: translates the query algebra and reads the answers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from search import facet_columns
from search.engines.base import (
    PASSAGES_FETCHED,
    AllOf,
    Answer,
    AnyEntry,
    AnyOf,
    AnyTerm,
    Ask,
    BestOf,
    Everything,
    Flat,
    Nothing,
    Phrase,
    Query,
    Ranked,
    Scored,
    Term,
    Without,
    YearRange,
    best_of_groups,
)
from search.engines.elastic_schema import NUMBER
from search.entry_numbers import number_of

TOTALS = "totals"


def to_dsl(query: Query) -> dict[str, Any]:
    match query:
        case Everything():
            return flat({"match_all": {}}, 0.0)
        case Nothing():
            return {"match_none": {}}
        case Term(field, value, boost):
            return {"term": {field: {"value": value, "boost": boost}}}
        case Phrase(field, values, boost):
            if len(values) == 1:
                return {"term": {field: {"value": values[0], "boost": boost}}}
            return {"match_phrase": {field: {"query": " ".join(values), "boost": boost}}}
        case AnyTerm(field, values):
            return flat({"terms": {field: list(values)}}, 0.0)
        case AnyEntry(numbers):
            return flat({"terms": {NUMBER: list(numbers)}}, 0.0)
        case YearRange(first, last):
            parts = [{"range": {"first_year": {"lte": last}}}, {"range": {"last_year": {"gte": first}}}]
            return flat({"bool": {"filter": parts}}, 0.0)
        case AllOf(parts):
            return {"bool": {"must": [to_dsl(part) for part in parts]}} if parts else {"match_none": {}}
        case AnyOf(parts, at_least):
            should = [to_dsl(part) for part in parts]
            return {"bool": {"should": should, "minimum_should_match": at_least}} if parts else {"match_none": {}}
        case BestOf(parts):
            return {"dis_max": {"queries": [to_dsl(part) for part in parts]}}
        case Flat(part, score):
            return flat(to_dsl(part), score)
        case Ranked(matched, scored, held):
            return {"bool": {"filter": [to_dsl(matched)], "should": [to_dsl(part) for part in (*scored, *held)]}}
        case Without(part, excluded):
            return {"bool": {"must": [to_dsl(part)], "must_not": [to_dsl(excluded)]}}


def flat(dsl: Mapping[str, Any], score: float) -> dict[str, Any]:
    if score == 0.0:
        return {"bool": {"filter": [dsl]}}
    return {"constant_score": {"filter": dsl, "boost": score}}


def body_of(ask: Ask) -> dict[str, Any]:
    query = to_dsl(ask.query)
    if not ask.best_of:
        return _body(ask, query, PASSAGES_FETCHED if ask.groups else ask.limit)
    own = {"bool": {"must": [query], "filter": [{"terms": {NUMBER: list(ask.best_of)}}]}}
    body = _body(ask, own, min(2 * ask.limit * len(ask.best_of), PASSAGES_FETCHED))
    return body | {"aggs": {TOTALS: {"terms": {"field": NUMBER, "size": len(ask.best_of)}}}}


def body_of_one(ask: Ask, number: int) -> dict[str, Any]:
    """The best documents of one entry: for those that got too few among the best of all."""
    own = {"bool": {"must": [to_dsl(ask.query)], "filter": [{"term": {NUMBER: number}}]}}
    return _body(replace(ask, count=False), own, ask.limit)


def lacking(ask: Ask, answer: Answer) -> tuple[int, ...]:
    """The entries of which there are more documents than were found of them."""
    got = Counter(scored.number for scored in answer.found)
    return tuple(number for number, total in answer.group_totals.items() if got[number] < min(total, ask.limit))


def completed(answer: Answer, numbers: Sequence[int], responses: Sequence[Mapping[str, Any]]) -> Answer:
    """The answer with all documents of these entries taken from searches of their own."""
    others = tuple(scored for scored in answer.found if scored.number not in numbers)
    own = tuple(_scored(hit) for response in responses for hit in response["hits"]["hits"])
    return replace(answer, found=others + own)


def _body(ask: Ask, query: dict[str, Any], size: int) -> dict[str, Any]:
    body: dict[str, Any] = {
        "query": query,
        "size": size,
        "from": ask.offset,
        "track_total_hits": ask.count and not ask.best_of,
    }
    if not ask.payload:
        # The number comes from a column; no stored text is read, not even the document's id.
        body |= {"_source": False, "stored_fields": "_none_", "docvalue_fields": [NUMBER]}
    # Records of one day or one year keep their order from page to page.
    if ask.sort == "newest":
        body["sort"] = [{"changed": "desc"}, {NUMBER: "asc"}]
    elif ask.sort == "date":
        body["sort"] = [{"first_year": {"order": "asc", "missing": "_last"}}, {NUMBER: "asc"}]
    if ask.facets:
        counted = facet_columns.asked(ask.facets).items()
        body["aggs"] = {column: {"terms": {"field": column, "size": most}} for column, most in counted}
    return body


def answer_of(ask: Ask, response: Mapping[str, Any]) -> Answer:
    found = [_scored(hit) for hit in response["hits"]["hits"]]
    told = {
        name: [(bucket["key"], int(bucket["doc_count"])) for bucket in counted["buckets"]]
        for name, counted in response.get("aggregations", {}).items()
    }
    if ask.best_of:
        totals = {int(number): count for number, count in told[TOTALS]}
        return Answer(found=tuple(best_of_groups(found, len(ask.best_of), ask.limit)), group_totals=totals)
    if ask.groups:
        beyond = found[-1].score if len(found) == PASSAGES_FETCHED else 0.0
        return Answer(found=tuple(best_of_groups(found, ask.groups, ask.limit)), beyond=beyond)
    facets = facet_columns.told(ask.facets, told)
    total = int(response["hits"]["total"]["value"]) if ask.count else 0
    return Answer(found=tuple(found), total=total, facets=facets)


def _scored(hit: Mapping[str, Any]) -> Scored:
    score = float(hit["_score"] or 0.0)
    if "fields" in hit:
        return Scored(int(hit["fields"][NUMBER][0]), score)
    source = hit["_source"]
    entry_id = str(source["entry_id"])
    return Scored(number_of(entry_id), score, str(hit["_id"]), entry_id, str(source["stored"]))
