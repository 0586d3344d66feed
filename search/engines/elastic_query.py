"""Asks Elasticsearch: translates the query algebra and reads the answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from search.engines.base import (
    FACET_VALUES,
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
from search.engines.elastic_schema import NUMBER, SHOWN
from search.entry_numbers import number_of


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


def bodies_of(ask: Ask) -> list[dict[str, Any]]:
    """One search, or one for each entry whose best documents are asked for."""
    query = to_dsl(ask.query)
    if ask.best_of:
        return [_body(ask, _of_entry(query, number), ask.limit) for number in ask.best_of]
    return [_body(ask, query, PASSAGES_FETCHED if ask.groups else ask.limit)]


def _of_entry(query: dict[str, Any], number: int) -> dict[str, Any]:
    return {"bool": {"must": [query], "filter": [{"term": {NUMBER: number}}]}}


def _body(ask: Ask, query: dict[str, Any], size: int) -> dict[str, Any]:
    body: dict[str, Any] = {
        "query": query,
        "size": size,
        "from": ask.offset,
        "track_total_hits": ask.count or bool(ask.best_of),
    }
    if ask.payload:
        body["_source"] = list(SHOWN)
    else:
        # The number comes from a column; no stored text is read, not even the document's id.
        body |= {"_source": False, "stored_fields": "_none_", "docvalue_fields": [NUMBER]}
    # Records of one day or one year keep their order from page to page.
    if ask.sort == "newest":
        body["sort"] = [{"changed": "desc"}, {NUMBER: "asc"}]
    elif ask.sort == "date":
        body["sort"] = [{"first_year": {"order": "asc", "missing": "_last"}}, {NUMBER: "asc"}]
    if ask.facets:
        body["aggs"] = {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in ask.facets}
    return body


def answer_of(ask: Ask, responses: Sequence[Mapping[str, Any]]) -> Answer:
    found = [_scored(hit) for response in responses for hit in response["hits"]["hits"]]
    totals = [int(response["hits"]["total"]["value"]) for response in responses if "total" in response["hits"]]
    if ask.best_of:
        return Answer(
            found=tuple(found),
            group_totals={number: total for number, total in zip(ask.best_of, totals, strict=True) if total},
        )
    if ask.groups:
        return Answer(found=tuple(best_of_groups(found, ask.groups, ask.limit)))
    told = responses[0].get("aggregations", {})
    facets = {
        name: tuple((str(bucket["key"]), int(bucket["doc_count"])) for bucket in told[name]["buckets"])
        for name in ask.facets
    }
    return Answer(found=tuple(found), total=sum(totals) if ask.count else 0, facets=facets)


def _scored(hit: Mapping[str, Any]) -> Scored:
    score = float(hit["_score"] or 0.0)
    if "fields" in hit:
        return Scored(int(hit["fields"][NUMBER][0]), score)
    source = hit["_source"]
    entry_id = str(source["entry_id"])
    return Scored(number_of(entry_id), score, str(hit["_id"]), entry_id, str(source["stored"]))
