"""Which of two sequences' items are surely the same: equal at both ends, or equal and unique in both (patience diff).

Linear but for the sorting of anchors. What lies between two anchors is a gap, looked at again on its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

Pair = tuple[int, int]
Keys = Sequence[Hashable | None]
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Gap:
    """Positions, old and new, that are still to be matched with each other, each in order."""

    olds: Sequence[int]
    news: Sequence[int]


def divide(gap: Gap, old_keys: Keys, new_keys: Keys) -> tuple[list[Pair], list[Gap]]:
    """Pairs whose keys are equal, and the gaps that remain. Keys are by position; a key of None equals nothing."""
    pairs: list[Pair] = []
    rest: list[Gap] = []
    waiting = [(gap, 0)]
    while waiting:
        current, depth = waiting.pop()
        middle = _strip(current, old_keys, new_keys, pairs)
        anchors = _unique(middle, old_keys, new_keys) if middle.olds and middle.news and depth < _DEEPEST else []
        pairs += anchors
        between = gaps_between(middle, anchors)
        if anchors:
            waiting += [(smaller, depth + 1) for smaller in between]
        else:
            rest += between
    return pairs, sorted(rest, key=lambda one: (list(one.olds[:1]), list(one.news[:1])))


def gaps_between(gap: Gap, anchors: Sequence[Pair]) -> list[Gap]:
    """What a gap leaves between anchors that are in order in both; empty gaps are left out."""
    gaps: list[Gap] = []
    old_from = new_from = 0
    for old, new in [*anchors, (None, None)]:
        old_to = len(gap.olds) if old is None else bisect_left(gap.olds, old)
        new_to = len(gap.news) if new is None else bisect_left(gap.news, new)
        if old_to > old_from or new_to > new_from:
            gaps.append(Gap(gap.olds[old_from:old_to], gap.news[new_from:new_to]))
        old_from, new_from = old_to + 1, new_to + 1
    return gaps


def in_order(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest run of pairs that keeps both orders (longest increasing subsequence of the new positions)."""
    tails: list[int] = []
    tail_at: list[int] = []
    before: list[int] = []
    ordered = sorted(pairs)
    for position, (_, new) in enumerate(ordered):
        length = bisect_left(tails, new)
        before.append(tail_at[length - 1] if length else -1)
        tails[length : length + 1] = [new]
        tail_at[length : length + 1] = [position]
    run: list[Pair] = []
    position = tail_at[-1] if tail_at else -1
    while position >= 0:
        run.append(ordered[position])
        position = before[position]
    return run[::-1]


def _strip(gap: Gap, old_keys: Keys, new_keys: Keys, pairs: list[Pair]) -> Gap:
    """Take equal items off both ends."""
    olds, news = gap.olds, gap.news
    shorter = min(len(olds), len(news))
    head = 0
    while head < shorter and _equal(old_keys[olds[head]], new_keys[news[head]]):
        head += 1
    tail = 0
    while tail < shorter - head and _equal(old_keys[olds[-1 - tail]], new_keys[news[-1 - tail]]):
        tail += 1
    pairs += zip(olds[:head], news[:head], strict=True)
    pairs += zip(olds[len(olds) - tail :], news[len(news) - tail :], strict=True)
    return Gap(olds[head : len(olds) - tail], news[head : len(news) - tail])


def _equal(one: Hashable | None, other: Hashable | None) -> bool:
    return one is not None and one == other


def _unique(gap: Gap, old_keys: Keys, new_keys: Keys) -> list[Pair]:
    """Pairs of items whose key occurs once in each side, in order."""
    old_counts = Counter(old_keys[old] for old in gap.olds)
    new_counts = Counter(new_keys[new] for new in gap.news)
    new_at = {new_keys[new]: new for new in gap.news}
    unique = [old for old in gap.olds if old_counts[old_keys[old]] == new_counts[old_keys[old]] == 1]
    return in_order([(old, new_at[old_keys[old]]) for old in unique if old_keys[old] is not None])
