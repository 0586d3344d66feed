"""An answer as JSON values, the same in the API and in the file one takes away. Described in openapi.json."""

from typing import Any

from django.conf import settings

from museum.results.asked import Asked
from museum.results.listing import within_url
from museum.results.words import reason_name, value_name
from museum.timecodes import seconds
from search.entries import Explanation, Hit, Match, PassageHit, Results, Suggestion, TextParts

SHOWN_FACETS = ("kind", "generation", "decade", "workshop", "person", "tag", "has_sound", "has_picture")


def absolute(path: str) -> str:
    """An address that still leads here when it is read elsewhere; empty stays empty."""
    return settings.SITE_URL.rstrip("/") + path if path else ""


def results_shape(asked: Asked, results: Results) -> dict[str, Any]:
    return {
        "query": results.query,
        "total": results.total,
        "page": results.page,
        "per_page": results.per_page,
        "pages": results.pages,
        "sort": asked.sort,
        "exact": asked.exact,
        "loosened": results.loosened,
        "notice": results.notice,
        "corrections": list(results.corrections),
        "url": absolute(asked.but(page=results.page).address()),
        "hits": [hit_shape(hit, asked) for hit in results.hits],
        "facets": {name: facet_shape(name, results) for name in SHOWN_FACETS},
    }


def facet_shape(name: str, results: Results) -> list[dict[str, Any]]:
    return [
        {"value": each.value, "label": value_name(name, each.value), "count": each.count, "selected": each.selected}
        for each in results.facets.get(name, ())
    ]


def hit_shape(hit: Hit, asked: Asked) -> dict[str, Any]:
    return {
        "id": hit.id,
        "kind": hit.kind,
        "url": absolute(hit.url),
        "title": hit.title,
        "title_parts": parts_shape(hit.title_parts),
        "subtitle": hit.subtitle,
        "snippet_parts": parts_shape(hit.snippet_parts),
        "identifiers": list(hit.identifiers),
        "thumbnail_url": absolute(hit.thumbnail_url),
        "years": {"first": hit.years[0], "last": hit.years[1]} if hit.years else None,
        "generations": list(hit.generations),
        "has_sound": hit.has_sound,
        "has_picture": hit.has_picture,
        "duration_ms": hit.duration_ms,
        "reason": hit.reason,
        "explanations": explanations_shape(hit.explanations),
        "passages": [passage_shape(hit, passage, asked) for passage in hit.passages],
        "more_passages": hit.more_passages,
    }


def passage_shape(hit: Hit, passage: PassageHit, asked: Asked) -> dict[str, Any]:
    return {
        "id": passage.id,
        "segment_id": passage.segment_id,
        "speaker": passage.speaker,
        "start_ms": passage.start_ms,
        "opens_ms": passage.opens_ms,
        "end_ms": passage.end_ms,
        "parts": parts_shape(passage.parts),
        "reason": passage.reason,
        "explanations": explanations_shape(passage.explanations),
        "url": passage_url(hit, passage, asked),
    }


def passage_url(hit: Hit, passage: PassageHit, asked: Asked) -> str:
    address = within_url(hit.url, asked, t=seconds(passage.start_ms))
    return absolute(f"{address}#s-{passage.segment_id}")


def match_shape(match: Match) -> dict[str, Any]:
    return {
        "segment_id": match.segment_id,
        "speaker": match.speaker,
        "start_ms": match.start_ms,
        "end_ms": match.end_ms,
        "parts": parts_shape(match.parts),
        "reason": match.reason,
    }


def suggestion_shape(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "text": suggestion.text,
        "kind": suggestion.kind,
        "label": suggestion_label(suggestion),
        "count": suggestion.count,
        "url": absolute(suggestion.url),
    }


def suggestion_label(suggestion: Suggestion) -> str:
    return value_name("kind", suggestion.kind)


def explanations_shape(explanations: tuple[Explanation, ...]) -> list[dict[str, str]]:
    return [
        {
            "found": each.found,
            "asked": each.asked,
            "reason": each.reason,
            "label": reason_name(each.reason, each.found),
        }
        for each in explanations
    ]


def parts_shape(parts: TextParts) -> list[dict[str, Any]]:
    return [{"text": text, "match": is_match} for text, is_match in parts]
