"""A translation beside the words it translates. Its segments have times of their own; the clock is what joins them."""

from bisect import bisect_right
from collections.abc import Sequence

from museum.listening import Line


def words_beside(lines: Sequence[Line], translated: Sequence[Line]) -> dict[str, str]:
    """By the id of a line what its translation says: every translated line stands once, at the line that is spoken in
    its middle, or at the last one before. Nothing stands beside a cut, nor does a cut of the translation."""
    starts = [line.start_ms for line in lines]
    beside: dict[str, str] = {}
    for each in translated:
        at = bisect_right(starts, (each.start_ms + each.end_ms) // 2) - 1
        if at >= 0 and not lines[at].is_cut and not each.is_cut:
            uid = lines[at].uid
            beside[uid] = f"{beside[uid]} {each.text}" if uid in beside else each.text
    return beside
