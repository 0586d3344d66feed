"""Asks Elasticsearch: translates the query algebra and reads the answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from search.engines.base import (
    AllOf,
    Answer,
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
)
from search.engines.elastic_schema import SHOWN

FACET_VALUES = 200
BEST = "best"


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
        case Ranked(matched, scored):
            return {"bool": {"filter": [to_dsl(matched)], "should": [to_dsl(part) for part in scored]}}
        case Without(part, excluded):
            return {"bool": {"must": [to_dsl(part)], "must_not": [to_dsl(excluded)]}}


def flat(dsl: Mapping[str, Any], score: float) -> dict[str, Any]:
    if score == 0.0:
        return {"bool": {"filter": [dsl]}}
    return {"constant_score": {"filter": dsl, "boost": score}}


def body_of(ask: Ask) -> dict[str, Any]:
    body: dict[str, Any] = {
        "query": to_dsl(ask.query),
        "size": ask.limit,
        "from": ask.offset,
        "track_total_hits": ask.count,
        "_source": list(SHOWN) if ask.payload else ["entry_id"],
    }
    if ask.groups:
        best = {"name": BEST, "size": ask.limit, "_source": body["_source"], "track_scores": True}
        body |= {
            "size": ask.groups,
            "track_total_hits": False,
            "collapse": {"field": "entry_id", "inner_hits": best},
        }
        if ask.limit == 1 and not ask.count:
            body["collapse"] = {"field": "entry_id"}
    if ask.sort == "newest":
        body["sort"] = [{"changed": "desc"}]
    elif ask.sort == "date":
        body["sort"] = [{"first_year": {"order": "asc", "missing": "_last"}}]
    if ask.facets:
        body["aggs"] = {name: {"terms": {"field": name, "size": FACET_VALUES}} for name in ask.facets}
    return body


def answer_of(ask: Ask, response: Mapping[str, Any]) -> Answer:
    hits: Sequence[Mapping[str, Any]] = response["hits"]["hits"]
    facets = {
        name: tuple(
            (str(bucket["key"]), int(bucket["doc_count"])) for bucket in response["aggregations"][name]["buckets"]
        )
        for name in ask.facets
    }
    totals: dict[str, int] = {}
    if ask.groups and (ask.limit > 1 or ask.count):
        totals = {hit["_source"]["entry_id"]: int(hit["inner_hits"][BEST]["hits"]["total"]["value"]) for hit in hits}
        hits = [inner for hit in hits for inner in hit["inner_hits"][BEST]["hits"]["hits"]]
    total = int(response["hits"]["total"]["value"]) if ask.count and not ask.groups else 0
    found = tuple(_scored(hit) for hit in hits)
    return Answer(found=found, total=total, group_totals=totals if ask.count else {}, facets=facets)


def _scored(hit: Mapping[str, Any]) -> Scored:
    source = hit["_source"]
    return Scored(str(hit["_id"]), str(source["entry_id"]), float(hit["_score"] or 0.0), str(source.get("stored", "")))
