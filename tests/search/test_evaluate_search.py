"""`manage.py evaluate_search`: the gate of the ranking, on both engines, and its manners with bad files."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from search import installed

pytestmark = pytest.mark.django_db  # the lexicon is kept there

GATE = Path(__file__).resolve().parents[1] / "data" / "relevance" / "cmrc2018"
LEAST_MRR = 0.985


def evaluate(folder: Path, *arguments: str) -> dict[str, object]:
    out = StringIO()
    call_command("evaluate_search", str(folder), "--json", *arguments, stdout=out)
    told: dict[str, object] = json.loads(out.getvalue())
    return told


def top_ones(path: Path) -> list[str]:
    return [json.loads(line)["found"][:1] for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_embedded_engine_ranks_well() -> None:
    assert float(str(evaluate(GATE, "--engine", "embedded")["mrr@10"])) >= LEAST_MRR


@pytest.mark.parametrize(
    ("options", "least"),
    [
        (("--segments", "100"), 0.975),
        (("--misheard", "0.11"), 0.98),
        (("--mistyped", "0.11"), 0.975),
        (("--script", "traditional"), 0.985),
        (("--query-script", "traditional"), 0.985),
        (("--keywords",), 0.98),
    ],
)
def test_harder_sets_are_ranked_nearly_as_well(options: tuple[str, ...], least: float) -> None:
    assert float(str(evaluate(GATE, "--engine", "embedded", *options)["mrr@10"])) >= least


@pytest.mark.elasticsearch
def test_elasticsearch_ranks_the_same(elasticsearch_url: str, settings: LazySettings, tmp_path: Path) -> None:
    settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_REPLICAS = [elasticsearch_url], 0
    settings.ELASTICSEARCH_TIMEOUT_SECONDS = 20.0
    embedded, elastic = tmp_path / "embedded.jsonl", tmp_path / "elastic.jsonl"
    evaluate(GATE, "--engine", "embedded", "--ranks", str(embedded))
    assert float(str(evaluate(GATE, "--engine", "elastic", "--ranks", str(elastic))["mrr@10"])) >= LEAST_MRR
    pairs = list(zip(top_ones(embedded), top_ones(elastic), strict=True))
    assert sum(one == other for one, other in pairs) >= 0.99 * len(pairs)


def test_recordings_are_judged_by_time(tmp_path: Path) -> None:
    segments = [
        {"start_ms": at * 2000, "end_ms": at * 2000 + 1900, "speaker": "甲", "text": "讲别的事情，" * 12}
        for at in range(6)
    ]
    segments[5] = {"start_ms": 10_000, "end_ms": 11_900, "speaker": "乙", "text": "汽笛响了"}
    (tmp_path / "documents.jsonl").write_text(json.dumps({"id": "R", "segments": segments}), encoding="utf-8")
    lines = [
        {"text": "汽笛", "kind": "hit", "relevant": [{"record": "R", "start_ms": 10_500, "end_ms": 11_000}]},
        {"text": "汽笛", "kind": "miss", "relevant": [{"record": "R", "start_ms": 0, "end_ms": 1_900}]},
    ]
    (tmp_path / "queries.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    kinds = evaluate(tmp_path, "--engine", "embedded")["kinds"]
    assert isinstance(kinds, dict)
    assert (kinds["hit"]["mrr@10"], kinds["miss"]["mrr@10"]) == (1.0, 0.0)


def test_the_live_index_cannot_be_rewritten(tmp_path: Path) -> None:
    (tmp_path / "queries.jsonl").write_text('{"text": "x", "relevant": []}', encoding="utf-8")
    with pytest.raises(CommandError, match=r"documents\.jsonl is not there"):
        evaluate(tmp_path, "--misheard", "0.1")


def test_a_bad_line_ends_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "queries.jsonl").write_text('{"text": "x", "relevant": []}\n{"text"', encoding="utf-8")
    with pytest.raises(CommandError, match=r"queries\.jsonl:2: no JSON object") as caught:
        evaluate(tmp_path)
    assert caught.value.returncode == 2


def test_without_documents_the_live_index_is_asked(tmp_path: Path, settings: LazySettings) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "no-index"
    (tmp_path / "queries.jsonl").write_text('{"text": "x", "relevant": []}', encoding="utf-8")
    with pytest.raises(CommandError, match="reindex"):
        evaluate(tmp_path)


def test_elasticsearch_that_is_nowhere_ends_with_a_sentence(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ELASTICSEARCH_URL = []
    monkeypatch.setattr(installed, "NODE_OF_THIS_MACHINE", "http://127.0.0.1:9")
    with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
        evaluate(GATE, "--engine", "elastic")
