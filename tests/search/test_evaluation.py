"""Figures of relevance, and the reading of judged files."""

from pathlib import Path

import pytest

from search.evaluation import (
    BadLine,
    Judged,
    JudgedQuery,
    Listed,
    figures,
    read_documents,
    read_queries,
    recall,
    reciprocal_rank,
)

A, B = Listed(frozenset({"a"}), ()), Listed(frozenset({"b"}), ((1_000, 5_000),))


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_the_rank_of_the_first_answer() -> None:
    assert reciprocal_rank([Judged("b")], [A, B]) == 0.5
    assert reciprocal_rank([Judged("c")], [A, B]) == 0


def test_a_stretch_must_overlap() -> None:
    assert reciprocal_rank([Judged("b", 4_999, 6_000)], [B]) == 1
    assert reciprocal_rank([Judged("b", 5_000, 6_000)], [B]) == 0


def test_recall_asks_for_ten_at_most() -> None:
    many = [Judged(str(number)) for number in range(20)]
    assert recall(many, [Listed(frozenset({str(number)}), ()) for number in range(10)]) == 1
    assert recall([Judged("a"), Judged("c")], [A, B]) == 0.5


def test_nothing_relevant_means_nothing_listed() -> None:
    assert (recall([], []), recall([], [A])) == (1, 0)


def test_figures_by_kind() -> None:
    told = figures([(JudgedQuery("x", (Judged("a"),), "exact"), [A]), (JudgedQuery("y", (Judged("a"),), "sound"), [B])])
    assert told.as_json()["kinds"]["exact"] == {"mrr@10": 1.0, "recall@10": 1.0, "queries": 1}
    assert (told.mrr, told.queries) == (0.5, 2)


def test_documents_may_be_texts_or_recordings(tmp_path: Path) -> None:
    path = written(
        tmp_path / "documents.jsonl",
        '{"id": "T", "text": "正文", "source": "ignored"}',
        "",
        '{"id": "R", "title": "录音", "segments": [{"start_ms": 0, "end_ms": 900, "speaker": "甲", "text": "一句"}]}',
    )
    text, recording = read_documents(path)
    assert (text.body, text.passages, text.identifiers) == ("正文", (), ("T",))
    assert (recording.has_sound, recording.passages[0].end_ms) == (True, 900)


def test_queries_may_name_ids_or_stretches(tmp_path: Path) -> None:
    path = written(
        tmp_path / "queries.jsonl",
        '{"text": "问", "relevant": ["a", {"record": "b", "start_ms": 1, "end_ms": 2}], "kind": "exact"}',
    )
    assert list(read_queries(path)) == [JudgedQuery("问", (Judged("a"), Judged("b", 1, 2)), "exact")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "no JSON object"),
        ("[]", "a JSON object was expected"),
        ('{"text": "x"}', "no `id`"),
        ('{"id": "a", "text": 3}', "`text` must be text"),
        ('{"id": "a", "segments": [{"text": "x"}]}', "segment 1 has no start_ms"),
        ('{"id": "first"}', "used on a line before"),
    ],
)
def test_a_bad_document_is_named_by_file_and_line(tmp_path: Path, line: str, reason: str) -> None:
    path = written(tmp_path / "documents.jsonl", '{"id": "first"}', line)
    with pytest.raises(BadLine, match=rf"documents\.jsonl:2: .*{reason}"):
        list(read_documents(path))


@pytest.mark.parametrize("line", ['{"relevant": []}', '{"text": "x"}', '{"text": "x", "relevant": [{"start_ms": 1}]}'])
def test_a_bad_query_is_named_by_file_and_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(BadLine, match=r"queries\.jsonl:1: "):
        list(read_queries(written(tmp_path / "queries.jsonl", line)))


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "queries.jsonl"
    path.write_bytes(b"\n\xff\xfe\n")
    with pytest.raises(BadLine, match=r"queries\.jsonl:2: not UTF-8"):
        list(read_queries(path))
