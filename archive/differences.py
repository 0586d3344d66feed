"""What changed between two wordings, piece by piece, for whoever has to say yes to it. Pure."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, NamedTuple

SAME, GONE, NEW = "same", "gone", "new"
FEWEST: Final = 2
"""A single character that stayed between two changes is no comfort to the eye: it changes with them."""


class Piece(NamedTuple):
    """Some characters in a row. `did`: same, gone or new."""

    did: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """Both wordings at once: without `new` it reads as it was, without `gone` as it will be."""
    return list(_pieces(before, after))


def _pieces(before: str, after: str) -> Iterator[Piece]:
    gone = new = ""
    for tag, i, until_i, j, until_j in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        kept = before[i:until_i] if tag == "equal" else ""
        is_edge = (not i and not j) or until_i == len(before)
        if kept and (len(kept) >= FEWEST or is_edge):
            yield from _changed(gone, new)
            gone = new = ""
            yield Piece(SAME, kept)
        else:
            gone += before[i:until_i]
            new += after[j:until_j]
    yield from _changed(gone, new)


def _changed(gone: str, new: str) -> Iterator[Piece]:
    if gone:
        yield Piece(GONE, gone)
    if new:
        yield Piece(NEW, new)
