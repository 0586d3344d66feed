"""Writes docs/benchmarks.md. Free of Django."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.search.figures import Figure
from tests.benchmarks.search.places import FOLDER, ROOT

DOCUMENT = ROOT / "docs" / "benchmarks.md"
NAMES = {"embedded": "Embedded (Tantivy)", "elastic": "Elasticsearch (one node, 1 GB heap)"}


@dataclass(frozen=True, slots=True)
class Table:
    """All figures of one engine, in the order they were measured."""

    engine: str
    figures: tuple[Figure, ...]


def write(tables: Sequence[Table], size: int, *, complete: bool) -> None:
    """A whole run replaces the document; a part of it is kept beside the index, for whoever is tuning."""
    text = "\n".join(_lines(tables, size))
    (DOCUMENT if complete else FOLDER / "benchmarks.md").write_text(text, encoding="utf-8")


def _lines(tables: Sequence[Table], size: int) -> list[str]:
    lines = [
        "# Benchmarks",
        "",
        f"How fast the search is among {size:,} passages, warm, through `search.api`: analysis, engine, facets,",
        "grouping and highlights. Written by `make bench-search`; the archive is made up from the demo's words,",
        "always the same.",
        "",
        f"Measured on {datetime.now(UTC):%Y-%m-%d} on {_machine()}.",
    ]
    for table in tables:
        lines += ["", f"## {NAMES[table.engine]}", "", "| what | measured | limit |", "|---|---|---|"]
        lines += [
            f"| {each.what} | {each.told}{' **over**' if each.is_over else ''} | {each.bound} |"
            for each in table.figures
        ]
    return [*lines, ""]


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GB of memory, Python {platform.python_version()}"
