"""How one order of blocks became another, and how it is put back. Pure: blocks are their ids.

Putting back changes the order only: a block that was added since stays behind the one it follows.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Move:
    """One block; places are counted from 1 among the blocks that both orders have."""

    block: str
    before: int
    after: int


def moves_between(before: Sequence[str], after: Sequence[str]) -> list[Move]:
    """The fewest moves that make one order of the other, of the blocks that are in both."""
    both = set(before) & set(after)
    place = {block: number for number, block in enumerate(each for each in before if each in both)}
    new = [each for each in after if each in both]
    stayed = _longest_rising([place[block] for block in new])
    return [Move(block, place[block] + 1, at + 1) for at, block in enumerate(new) if place[block] not in stayed]


def put_back(now: Sequence[str], order: Sequence[str]) -> list[str]:
    """`now` in the order of `order`; a block that only `now` has stays behind the one it follows, or at the head."""
    known = [block for block in order if block in set(now)]
    follow: dict[str, list[str]] = {block: [] for block in ("", *known)}
    last = ""
    for block in now:
        if block in follow:
            last = block
        else:
            follow[last].append(block)
    return [*follow[""], *(each for block in known for each in (block, *follow[block]))]


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The longest rising run with gaps: what need not be moved."""
    ends: list[int] = []
    chains: list[list[int]] = []
    for number in numbers:
        at = bisect_left(ends, number)
        chain = [*(chains[at - 1] if at else []), number]
        ends[at : at + 1] = [number]
        chains[at : at + 1] = [chain]
    return set(chains[-1]) if chains else set()
