"""Times for cues that came without: spread by the length of what is said, between the times that are known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archive.transcripts.model import Cue

MS_PER_CHARACTER = 250
"""Four characters a second: how old people tell stories."""

SHORTEST_MS = 300


@dataclass(frozen=True, slots=True)
class Timed:
    """A cue with both its times, and whether they are guesses."""

    cue: Cue
    start_ms: int
    end_ms: int
    is_estimated: bool


def time_cues(cues: Sequence[Cue], *, duration_ms: int) -> list[Timed]:
    """Every cue with a start and an end. Known starts are kept; runs without one share the time between their
    neighbours by length, or what is left of the recording, or a usual speed of speech where nothing is known."""
    timed: list[Timed] = []
    clock = 0
    for run, next_start in _runs(cues):
        first = run[0].start_ms
        if first is not None and len(run) == 1:
            clock = _append_known(timed, run[0], next_start, duration_ms)
            continue
        opens = first if first is not None else clock
        closes = next_start if next_start is not None else (duration_ms if duration_ms > opens else None)
        clock = _spread(timed, run, opens, closes)
    return timed


def _runs(cues: Sequence[Cue]) -> Iterator[tuple[list[Cue], int | None]]:
    """A cue with its start, together with all that follow without one; and the next known start."""
    run: list[Cue] = []
    for cue in cues:
        if cue.start_ms is not None and run:
            yield run, cue.start_ms
            run = []
        run.append(cue)
    if run:
        yield run, None


def _append_known(timed: list[Timed], cue: Cue, next_start: int | None, duration_ms: int) -> int:
    start_ms = cue.start_ms or 0
    end_ms = cue.end_ms
    is_estimated = end_ms is None and next_start is None
    if end_ms is None:
        usual = start_ms + max(len(cue.text) * MS_PER_CHARACTER, SHORTEST_MS)
        limit = next_start if next_start is not None and next_start > start_ms else duration_ms
        end_ms = min(usual, limit) if limit > start_ms else usual
    timed.append(Timed(replace(cue, start_ms=start_ms, end_ms=end_ms), start_ms, end_ms, is_estimated))
    return end_ms


def _spread(timed: list[Timed], run: Sequence[Cue], opens_ms: int, closes_ms: int | None) -> int:
    weights = [max(len(cue.text), 1) for cue in run]
    span_ms = sum(weights) * MS_PER_CHARACTER
    if closes_ms is not None and closes_ms > opens_ms:
        span_ms = closes_ms - opens_ms
    done = 0
    for cue, weight in zip(run, weights, strict=True):
        start_ms = opens_ms + span_ms * done // sum(weights)
        done += weight
        end_ms = max(opens_ms + span_ms * done // sum(weights), start_ms + 1)
        is_estimated = cue.start_ms is None
        timed.append(Timed(replace(cue, start_ms=start_ms, end_ms=end_ms), start_ms, end_ms, is_estimated))
    return timed[-1].end_ms
