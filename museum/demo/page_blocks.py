"""The blocks of the demo's pages, from rows of its programme: the same blocks that curators use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html

from archive.models import Artifact, Family, Interview, Photograph, Place
from media.models import Picture
from museum.demo import source
from museum.demo.source import Row

Block = tuple[str, dict[str, Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cabinet:
    """The records pages may show, by the ids the demo data uses, fetched once."""

    artifacts: Mapping[str, Artifact]
    photographs: Mapping[str, Photograph]
    interviews: Mapping[str, Interview]
    families: Mapping[str, Family]
    places: Mapping[str, Place]
    pictures: Mapping[str, Picture]


def open_cabinet(pictures: Mapping[str, Picture]) -> Cabinet:
    return Cabinet(
        artifacts={row.accession_number: row for row in Artifact.objects.filter(is_demo=True)},
        photographs={row.accession_number: row for row in Photograph.objects.filter(is_demo=True)},
        interviews={row.slug: row for row in Interview.objects.filter(is_demo=True)},
        families={row.slug.removesuffix("-family"): row for row in Family.objects.filter(is_demo=True)},
        places={row.slug: row for row in Place.objects.filter(is_demo=True).prefetch_related("changes")},
        pictures=pictures,
    )


def blocks_of(block: Row, cabinet: Cabinet) -> Sequence[Block]:
    """One block of the programme as the page blocks that show it."""
    kind = block["type"]
    if kind in {"record", "picture"}:
        return [_record(block, cabinet)]
    return [_BUILDERS[kind](block, cabinet)]


def _text(block: Row, cabinet: Cabinet) -> Block:
    return "text", {"heading": block.get("heading", ""), "body": paragraph(block["body"])}


def _clip(block: Row, cabinet: Cabinet) -> Block:
    return "clip", {**moment(block, cabinet), "caption": block.get("caption", "")}


def _quotation(block: Row, cabinet: Cabinet) -> Block:
    return "quotation", {**moment(block, cabinet), "words": block.get("words") or block["body"]}


def _family(block: Row, cabinet: Cabinet) -> Block:
    family = cabinet.families[block["family"]]
    return "family", {"family": family, "note": block.get("note", "")}


def _record(block: Row, cabinet: Cabinet) -> Block:
    number = block["record"]
    note = block.get("note", "")
    if number in cabinet.photographs:
        return "photograph", {"record": cabinet.photographs[number], "note": note}
    return "artifact", {"record": cabinet.artifacts[number], "note": note}


def _contradiction(block: Row, cabinet: Cabinet) -> Block:
    row = next(row for row in source.programme()["contradictions"] if row["id"] == block["id"])
    versions = [{**moment(version, cabinet), "says": version["says"]} for version in row["versions"]]
    evidence = [cabinet.artifacts[number] for number in row["evidence"] if number in cabinet.artifacts]
    return "contradiction", {"title": row["title"], "versions": versions, "evidence": evidence}


def _call(block: Row, cabinet: Cabinet) -> Block:
    row = next(row for row in source.programme()["calls"] if row["id"] == block["call"])
    return "call", {"title": row["title"], "text": row["prompt"]}


def _map(block: Row, cabinet: Cabinet) -> Block:
    """The programme names a decade and a place; the year and the words to it are the pages'."""
    words = source.tables("pages.yaml")["maps"][block["decade"]]
    places = [{"place": cabinet.places[slug], "note": note} for slug, note in words["places"].items()]
    return "map", {"title": words["title"], "year": words["year"], "places": places, "note": words.get("note", "")}


def _hotspots(block: Row, cabinet: Cabinet) -> Block:
    points = [{**row, "artifact": cabinet.artifacts.get(row.get("artifact", ""))} for row in block["points"]]
    picture = cabinet.pictures.get(block["picture"])
    return "hotspots", {"image": picture, "alt": block["alt"], "caption": block["caption"], "points": points}


def _gallery(block: Row, cabinet: Cabinet) -> Block:
    sights = [_sight(number, caption, cabinet) for number, caption in block["sights"].items()]
    return "gallery", {"title": block["title"], "sights": sights}


def _compare(block: Row, cabinet: Cabinet) -> Block:
    pictures = {side: _sight(block[side], "", cabinet) for side in ("before", "after")}
    labels = {name: block[name] for name in ("title", "before_label", "after_label", "note")}
    return "compare", {**labels, **pictures}


def _sight(number: str, caption: str, cabinet: Cabinet) -> Row:
    return {"photograph": cabinet.photographs[number], "image": None, "caption": caption}


def station(step: Row, words: Row, cabinet: Cabinet) -> dict[str, Any]:
    """A step of a trail, which names what to hear or find, with the words for it."""
    number = step.get("record", "")
    return {
        "hint": "",
        "query": "",
        "notice": "",
        **words,
        "moments": [moment(step, cabinet)] if "clip" in step else [],
        "artifact": cabinet.artifacts.get(number),
        "photograph": cabinet.photographs.get(number),
    }


_BUILDERS = {
    "text": _text,
    "clip": _clip,
    "quotation": _quotation,
    "family": _family,
    "contradiction": _contradiction,
    "call": _call,
    "map": _map,
    "hotspots": _hotspots,
    "gallery": _gallery,
    "compare": _compare,
}


def moment(row: Row, cabinet: Cabinet) -> dict[str, Any]:
    clip = row.get("clip", row)
    return {
        "interview": cabinet.interviews[clip["interview"]],
        "start_ms": clip["start_ms"],
        "end_ms": clip["end_ms"],
    }


def paragraph(text: str) -> str:
    return format_html("<p>{}</p>", text)
