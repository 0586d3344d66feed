"""docs/benchmarks.md: each engine's figures are of its own latest whole run."""

from pathlib import Path

import pytest

from tests.benchmarks.search import report
from tests.benchmarks.search.figures import Figure
from tests.benchmarks.search.report import Table, write


def figure_of(value: float) -> Figure:
    return Figure(what="query, median", value=value, unit="ms", limit=5)


def test_one_engine_measured_anew_leaves_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "DOCUMENT", tmp_path / "benchmarks.md")
    write([Table("embedded", (figure_of(6),)), Table("elastic", (figure_of(3),))], 500_000, whole=True)
    write([Table("embedded", (figure_of(4),))], 500_000, whole=True)
    text = report.DOCUMENT.read_text(encoding="utf-8")
    assert "| query, median | 4 ms | ≤ 5 |" in text
    assert "| query, median | 3 ms | ≤ 5 |" in text
    assert "over" not in text
    assert text.count("## ") == text.count("Measured on") == 2
    assert text.index("Embedded") < text.index("Elasticsearch")
