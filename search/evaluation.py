"""Measures the search against judged queries: reading of the files, and the figures.

`documents.jsonl` has one record a line:

    {"id", "title"?, "text"?, "segments"?: [{"start_ms", "end_ms", "speaker"?, "text"}]}

`queries.jsonl` has one query a line; other keys are ignored in both:

    {"text", "relevant": ["id" | {"record", "start_ms"?, "end_ms"?}, …], "kind"?}

The list that is judged is the one a visitor sees: records in order, each with its best passages. A judged record is
found where it is listed; a judged stretch of a recording is found where its record is listed with a passage that
overlaps it.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.entries import Entry, Hit, Spoken
from search.passages import cut

CUTOFF = 10
WITHOUT_KIND = "other"


class BadLine(ValueError):
    """A line cannot be read; the message names file, line and reason."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")


@dataclass(frozen=True, slots=True)
class Judged:
    """A record that answers a query, or a stretch of its recording."""

    record: str
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    text: str
    relevant: tuple[Judged, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One result: the names its record goes by, and the stretches that are shown of it."""

    names: frozenset[str]
    stretches: tuple[tuple[int, int], ...]

    @staticmethod
    def of(hit: Hit) -> "Listed":
        bare = hit.id.partition(":")[2]
        names = frozenset((hit.id, bare, *hit.identifiers)) - {""}
        return Listed(names, tuple((passage.opens_ms, passage.end_ms) for passage in hit.passages))


@dataclass(frozen=True, slots=True)
class Figures:
    mrr: float
    recall: float
    queries: int
    kinds: Mapping[str, "Figures"]

    def as_json(self) -> dict[str, Any]:
        figures: dict[str, Any] = {
            f"mrr@{CUTOFF}": round(self.mrr, 4),
            f"recall@{CUTOFF}": round(self.recall, 4),
            "queries": self.queries,
        }
        if self.kinds:
            figures["kinds"] = {kind: kind_figures.as_json() for kind, kind_figures in self.kinds.items()}
        return figures


# --- figures ---------------------------------------------------------------------------------------------------------


def is_found(judged: Judged, listed: Listed) -> bool:
    if judged.record not in listed.names:
        return False
    if judged.start_ms is None or judged.end_ms is None:
        return True
    return any(start < judged.end_ms and end > judged.start_ms for start, end in listed.stretches)


def reciprocal_rank(relevant: Sequence[Judged], results: Sequence[Listed]) -> float:
    """1 / place of the first result that answers; 0 when none of the first ten does. With nothing relevant: 1 if
    nothing is listed, else 0."""
    if not relevant:
        return float(not results)
    for place, listed in enumerate(results[:CUTOFF], 1):
        if any(is_found(judged, listed) for judged in relevant):
            return 1 / place
    return 0.0


def recall(relevant: Sequence[Judged], results: Sequence[Listed]) -> float:
    """The part of what is relevant that the first ten results hold; ten is all that can be asked of them."""
    if not relevant:
        return float(not results)
    found = sum(any(is_found(judged, listed) for listed in results[:CUTOFF]) for judged in relevant)
    return min(found, CUTOFF) / min(CUTOFF, len(relevant))


def figures(judged: Sequence[tuple[JudgedQuery, Sequence[Listed]]]) -> Figures:
    """Means over all queries, and over those of each kind."""
    by_kind: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for query, results in judged:
        by_kind[query.kind].append((reciprocal_rank(query.relevant, results), recall(query.relevant, results)))
    kinds = {kind: _means(scores) for kind, scores in sorted(by_kind.items())}
    everything = _means([score for scores in by_kind.values() for score in scores])
    return Figures(everything.mrr, everything.recall, everything.queries, kinds)


def _means(scores: Sequence[tuple[float, float]]) -> Figures:
    count = max(len(scores), 1)
    mrr = sum(rank for rank, _ in scores) / count
    return Figures(mrr, sum(found for _, found in scores) / count, len(scores), {})


# --- files -----------------------------------------------------------------------------------------------------------


def read_documents(path: Path) -> Iterator[Entry]:
    seen: set[str] = set()
    for number, raw in _lines(path):
        record = raw.get("id", raw.get("record"))
        if not isinstance(record, str | int) or str(record) == "":
            raise BadLine(path, number, "the record has no `id`; every line needs one, as text.")
        if str(record) in seen:
            raise BadLine(path, number, f"the id {record!r} was used on a line before; ids are unique.")
        seen.add(str(record))
        yield _entry(path, number, str(record), raw)


def _entry(path: Path, number: int, record: str, raw: Mapping[str, Any]) -> Entry:
    segments = raw.get("segments") or raw.get("passages") or ()
    if not isinstance(segments, list | tuple):
        raise BadLine(path, number, "`segments` must be a list.")
    spoken = [_segment(path, number, record, at, segment) for at, segment in enumerate(segments)]
    texts = {name: _text(path, number, raw, name) for name in ("title", "text", "summary", "body")}
    return Entry(
        id=f"record:{record}",
        kind="interview" if spoken else "artifact",
        url=f"/{record}/",
        title=texts["title"],
        summary=texts["summary"],
        body=texts["text"] or texts["body"] if not spoken else texts["body"],
        identifiers=(record,),
        has_sound=bool(spoken),
        passages=cut(spoken),
    )


def _segment(path: Path, number: int, record: str, at: int, raw: Any) -> Spoken:
    if not isinstance(raw, dict):
        raise BadLine(path, number, f"segment {at + 1} is no object with start_ms, end_ms and text.")
    start_ms, end_ms, text = raw.get("start_ms"), raw.get("end_ms"), raw.get("text")
    if not isinstance(start_ms, int | float) or not isinstance(end_ms, int | float) or end_ms < start_ms:
        raise BadLine(path, number, f"segment {at + 1} has no start_ms and end_ms in order: {start_ms!r}, {end_ms!r}.")
    if not isinstance(text, str):
        raise BadLine(path, number, f"segment {at + 1} has no `text`.")
    return Spoken(
        segment_id=str(raw.get("id", f"{record}-{at + 1:04d}")),
        start_ms=int(start_ms),
        end_ms=int(end_ms),
        speaker=str(raw.get("speaker") or ""),
        text=text,
    )


def _text(path: Path, number: int, raw: Mapping[str, Any], name: str) -> str:
    text = raw.get(name) or ""
    if not isinstance(text, str):
        raise BadLine(path, number, f"`{name}` must be text, not {type(text).__name__}.")
    return text


def read_queries(path: Path) -> Iterator[JudgedQuery]:
    for number, raw in _lines(path):
        text = raw.get("text", raw.get("query"))
        if not isinstance(text, str):
            raise BadLine(path, number, "the query has no `text`; an empty one is allowed and finds nothing.")
        relevant = raw.get("relevant")
        if not isinstance(relevant, list):
            raise BadLine(path, number, "`relevant` must be a list of ids or of {record, start_ms, end_ms}.")
        judged = tuple(_judged(path, number, item) for item in relevant)
        yield JudgedQuery(text, judged, str(raw.get("kind") or WITHOUT_KIND))


def _judged(path: Path, number: int, raw: Any) -> Judged:
    if isinstance(raw, str | int):
        return Judged(str(raw))
    record = raw.get("record", raw.get("id")) if isinstance(raw, dict) else None
    if not isinstance(record, str | int):
        raise BadLine(path, number, f"{raw!r} is neither an id nor an object with `record`.")
    start_ms, end_ms = raw.get("start_ms"), raw.get("end_ms")
    if start_ms is None and end_ms is None:
        return Judged(str(record))
    if not isinstance(start_ms, int | float) or not isinstance(end_ms, int | float) or end_ms < start_ms:
        raise BadLine(path, number, f"start_ms and end_ms of {record!r} are not in order: {start_ms!r}, {end_ms!r}.")
    return Judged(str(record), int(start_ms), int(end_ms))


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line number, object) of a JSON Lines file; blank lines are passed over."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise BadLine(path, 0, f"the file cannot be read ({error.strerror}).") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise BadLine(path, number, "not UTF-8.") from None
        except (json.JSONDecodeError, RecursionError) as error:
            raise BadLine(path, number, f"no JSON object ({error}).") from None
        if not isinstance(raw, dict):
            raise BadLine(path, number, f"a JSON object was expected, not {type(raw).__name__}.")
        yield number, raw
