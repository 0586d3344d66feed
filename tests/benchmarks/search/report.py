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
HEADING = "## "
NAMES = {"embedded": "Embedded (Tantivy)", "elastic": "Elasticsearch (one node, 1 GB heap)"}


@dataclass(frozen=True, slots=True)
class Table:
    """All figures of one engine, in the order they were measured."""

    engine: str
    figures: tuple[Figure, ...]


def write(tables: Sequence[Table], size: int, *, whole: bool) -> None:
    """A whole run of an engine replaces its part of the document and leaves the other's; a part of a run is kept beside
    the index, for whoever is tuning."""
    measured = {NAMES[table.engine]: _section(table) for table in tables}
    document = DOCUMENT if whole else FOLDER / DOCUMENT.name
    standing = _sections(document) if whole else {}
    told = standing | measured
    lines = [*_head(size), *(told[name] for name in NAMES.values() if name in told)]
    document.write_text("\n".join(lines), encoding="utf-8")


def _head(size: int) -> list[str]:
    return [
        "# Benchmarks",
        "",
        f"How fast the search is among {size:,} passages, warm, through `search.api`: analysis, engine, facets,",
        "grouping and highlights. Written by `make bench-search`; the archive is made up from the demo's words,",
        "always the same. Nothing in it is closed.",
        "",
    ]


def _section(table: Table) -> str:
    lines = [
        f"{HEADING}{NAMES[table.engine]}",
        "",
        f"Measured on {datetime.now(UTC):%Y-%m-%d} on {_machine()}.",
        "",
        "| what | measured | limit |",
        "|---|---|---|",
        *(
            f"| {each.what} | {each.told}{' **over**' if each.is_over else ''} | {each.bound} |"
            for each in table.figures
        ),
    ]
    return "\n".join([*lines, ""])


def _sections(document: Path) -> dict[str, str]:
    """Heading → its part of the document as it stands."""
    text = document.read_text(encoding="utf-8") if document.exists() else ""
    parts = (f"{HEADING}{part}" for part in text.split(f"\n{HEADING}")[1:])
    return {part.partition("\n")[0].removeprefix(HEADING): f"{part.rstrip()}\n" for part in parts}


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
