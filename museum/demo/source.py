"""Reads the demo world's own files, so that every other module here speaks of people and places, not of paths."""

import json
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

DATA = Path(__file__).parent / "data"
ILLUSTRATIONS = Path(__file__).parent / "illustrations"

Row = dict[str, Any]


@cache
def tables(name: str) -> Row:
    """The whole of one YAML file of the demo world."""
    return cast(Row, yaml.safe_load((DATA / name).read_text(encoding="utf-8")))


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Every line of one JSON-lines file."""
    return tuple(json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line.strip())


def people() -> list[Row]:
    """Forty-seven invented people."""
    return list(tables("people.yaml")["people"])


def person_rows() -> dict[str, Row]:
    """People by their id."""
    return {row["id"]: row for row in people()}


def families() -> list[Row]:
    """Eight families."""
    return list(tables("families.yaml")["families"])


def relations() -> list[Row]:
    """Kinship and work between two people each."""
    return list(tables("families.yaml")["relations"])


def places() -> list[Row]:
    """Workshops, sections, streets."""
    return list(tables("places.yaml")["places"])


def plan() -> Row:
    """Where everything lies on the sheet: places, machines, and the lines of the ground."""
    return tables("plan.yaml")


def artifacts() -> tuple[Row, ...]:
    """Objects, one a line."""
    return rows("artifacts.jsonl")


def photographs() -> tuple[Row, ...]:
    """Photographs, one a line."""
    return rows("photographs.jsonl")


def albums() -> list[Row]:
    """Photographs that came together."""
    return list(tables("albums.yaml")["albums"])


def interviews() -> list[Row]:
    """The catalogue of recorded conversations."""
    return list(tables("interviews/metadata.yaml")["interviews"])


def programme() -> Row:
    """Exhibits, contradictions, calls, trails and the listening programme."""
    return tables("programme.yaml")
