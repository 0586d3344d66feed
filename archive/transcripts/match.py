"""Which cue of a corrected file keeps which stable id of the stored transcript.

Links, quotations and captions point at segments by id, so an id must follow its speech through corrections. In this
order: a cue that brings an id keeps it; unchanged words at an unchanged time; unchanged words; an unchanged time;
then, inside what is left between these, the best order-keeping match of similar words. Where a segment was split, its
first part keeps the id and the other parts are its successors; where two were joined, one keeps its id and the
other's successor is the joined cue: no id becomes unresolvable unless its speech is gone.

Deterministic. Near-linear: only gaps up to a few hundred cues are compared all with all, in larger ones each with its
neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from archive.transcripts.anchors import Gap, Keys, Pair, divide, gaps_between, in_order
from archive.transcripts.likeness import Speech, score, was_joined_into, was_split_from
from archive.transcripts.model import Cue

_MOST_COMPARED = 10_000
_NEIGHBOURS = 8
_REACH = 12


@dataclass(frozen=True, slots=True)
class Stored:
    """A segment as it is stored now."""

    uid: str
    start_ms: int | None
    end_ms: int | None
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """What becomes of the stored ids.

    uids: for each new cue the id that it keeps, or None when it needs a new one.
    successors: for an id whose speech was split or joined, the positions of the new cues that hold it now.
    removed: the ids whose speech is in no new cue.
    """

    uids: tuple[str | None, ...]
    successors: Mapping[str, tuple[int, ...]]
    removed: tuple[str, ...]

    @property
    def added(self) -> tuple[int, ...]:
        """The positions of the cues that need a new id."""
        return tuple(position for position, uid in enumerate(self.uids) if uid is None)


def align(old: Sequence[Stored], new: Sequence[Cue]) -> Alignment:
    """Match a stored transcript with a newly read one."""
    olds = [Speech(one.text, one.speaker, one.start_ms, one.end_ms) for one in old]
    news = [Speech(one.text, one.speaker, one.start_ms, one.end_ms) for one in new]
    pairs, gaps = _by_id(old, new)
    for key in (_words_and_time, _words, _time):
        found, gaps = _divide_all(gaps, [key(one) for one in olds], [key(one) for one in news])
        pairs += found
    for gap in gaps:
        pairs += _closest(gap, olds, news)
    new_of = dict(pairs)
    uid_of = {new_at: old[old_at].uid for old_at, new_at in pairs}
    successors = _successors(olds, news, new_of)
    return Alignment(
        uids=tuple(uid_of.get(at) for at in range(len(new))),
        successors={old[at].uid: tuple(sorted(positions)) for at, positions in sorted(successors.items())},
        removed=tuple(one.uid for at, one in enumerate(old) if at not in new_of and at not in successors),
    )


def _words_and_time(one: Speech) -> Hashable | None:
    return (one.bare, one.start_ms, one.end_ms) if one.bare else None


def _words(one: Speech) -> Hashable | None:
    return one.bare or None


def _time(one: Speech) -> Hashable | None:
    return one.span


def _by_id(old: Sequence[Stored], new: Sequence[Cue]) -> tuple[list[Pair], list[Gap]]:
    """Cues that bring a stored id, and the gaps between them. A bare number is a count, not an id: 3 becomes 4."""
    at_uid = {one.uid: at for at, one in enumerate(old) if not one.uid.isdigit()}
    new_of: dict[int, int] = {}
    for at, cue in enumerate(new):
        if cue.id in at_uid:
            new_of.setdefault(at_uid[cue.id], at)
    pairs = sorted(new_of.items())
    taken = set(new_of.values())
    gaps = gaps_between(Gap(range(len(old)), range(len(new))), in_order(pairs))
    free = [
        Gap([at for at in gap.olds if at not in new_of], [at for at in gap.news if at not in taken]) for gap in gaps
    ]
    return pairs, [gap for gap in free if gap.olds and gap.news]


def _divide_all(gaps: Sequence[Gap], old_keys: Keys, new_keys: Keys) -> tuple[list[Pair], list[Gap]]:
    pairs: list[Pair] = []
    rest: list[Gap] = []
    for gap in gaps:
        found, smaller = divide(gap, old_keys, new_keys)
        pairs += found
        rest += (one for one in smaller if one.olds and one.news)
    return pairs, rest


def _closest(gap: Gap, olds: Sequence[Speech], news: Sequence[Speech]) -> list[Pair]:
    """The order-keeping pairs with the highest sum of scores, in a large gap only of near neighbours."""
    if len(gap.olds) * len(gap.news) > _MOST_COMPARED:
        return _nearest(gap, olds, news)
    scores = [[score(olds[old], news[new]) for new in gap.news] for old in gap.olds]
    best = [[0.0] * (len(gap.news) + 1) for _ in range(len(gap.olds) + 1)]
    for row in range(len(gap.olds) - 1, -1, -1):
        for column in range(len(gap.news) - 1, -1, -1):
            together = scores[row][column] + best[row + 1][column + 1] if scores[row][column] else 0.0
            best[row][column] = max(together, best[row + 1][column], best[row][column + 1])
    return list(_trace(gap, scores, best))


def _trace(gap: Gap, scores: list[list[float]], best: list[list[float]]) -> Iterator[Pair]:
    """Follow the best sums; the earlier pair wins a tie."""
    row = column = 0
    while row < len(gap.olds) and column < len(gap.news):
        here, together = best[row][column], scores[row][column]
        if together and here == together + best[row + 1][column + 1]:
            yield gap.olds[row], gap.news[column]
            row, column = row + 1, column + 1
        elif here == best[row + 1][column]:
            row += 1
        else:
            column += 1


def _nearest(gap: Gap, olds: Sequence[Speech], news: Sequence[Speech]) -> list[Pair]:
    """Each new cue with the best of the old ones around its share of the way, never going back."""
    pairs: list[Pair] = []
    first = 0
    for count, new in enumerate(gap.news):
        first = max(first, count * len(gap.olds) // len(gap.news) - _NEIGHBOURS)
        window = gap.olds[first : first + 2 * _NEIGHBOURS]
        found = max(((score(olds[old], news[new]), -at) for at, old in enumerate(window)), default=(0.0, 0))
        if found[0]:
            pairs.append((window[-found[1]], new))
            first += 1 - found[1]
    return pairs


def _successors(olds: Sequence[Speech], news: Sequence[Speech], new_of: Mapping[int, int]) -> dict[int, set[int]]:
    """Where the speech of split and joined cues is now: by old position the new positions, the kept one included."""
    successors: dict[int, set[int]] = defaultdict(set)
    for old, candidates in _surroundings(len(olds), new_of, len(news)):
        successors[old].update(new for new in candidates if was_joined_into(olds[old], news[new]))
    old_of = {new: old for old, new in new_of.items()}
    for new, candidates in _surroundings(len(news), old_of, len(olds)):
        for old in candidates:
            if was_split_from(news[new], olds[old]):
                successors[old].update({new, new_of.get(old, new)})
    return {old: positions for old, positions in successors.items() if positions}


def _surroundings(count: int, partner_of: Mapping[int, int], other_count: int) -> Iterator[tuple[int, range]]:
    """For each position without a partner, those on the other side between its neighbours' partners."""
    last = 0
    for is_free, run in groupby(range(count), key=lambda at: at not in partner_of):
        positions = list(run)
        if not is_free:
            last = partner_of[positions[-1]]
            continue
        end = min(partner_of.get(positions[-1] + 1, other_count) + 1, other_count)
        for nth, at in enumerate(positions):
            centre = last + (end - last) * nth // len(positions)
            yield at, range(max(last, centre - _REACH), min(end, centre + _REACH + 1))
