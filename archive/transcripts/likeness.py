"""How much two cues are the same speech: by their words and by their time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_SHORTEST_PART = 4
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Speech:
    """A cue, old or new, made ready to be compared."""

    text: str
    speaker: str
    start_ms: int | None
    end_ms: int | None
    bare: str = field(init=False)
    pairs: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Words without punctuation: a comma mended does not make another sentence."""
        self.bare = _NO_WORD.sub("", self.text) or "".join(self.text.split())
        bare = self.bare
        self.pairs = (
            frozenset(bare[at : at + 2] for at in range(len(bare) - 1)) if len(bare) > 1 else frozenset((bare,))
        )

    @property
    def span(self) -> tuple[int, int] | None:
        """Start and end where both are known."""
        return None if self.start_ms is None or self.end_ms is None else (self.start_ms, self.end_ms)


def score(old: Speech, new: Speech) -> float:
    """How well one may take the other's place, 0 when it may not: like words, or the same time."""
    words = likeness(old, new)
    same_start = old.start_ms is not None and old.start_ms == new.start_ms
    same_end = old.end_ms is not None and old.end_ms == new.end_ms
    if not (words >= 0.5 or (same_start and same_end) or (same_start and words >= 0.3)):
        return 0.0
    near = overlap(old, new)
    return 0.1 + words + 0.5 * same_start + 0.3 * same_end + 0.2 * near + 0.05 * (old.speaker == new.speaker)


def likeness(one: Speech, other: Speech) -> float:
    """0 to 1: shared pairs of characters (Dice); a part of a sentence that was split or joined counts 0.6 at least."""
    shared = len(one.pairs & other.pairs)
    if not shared:
        return 0.0
    dice = 2 * shared / (len(one.pairs) + len(other.pairs))
    shorter = min(one, other, key=lambda speech: len(speech.bare))
    is_part = len(shorter.bare) >= _SHORTEST_PART and shared >= 0.9 * len(shorter.pairs)
    return max(dice, 0.6) if is_part else dice


def was_joined_into(part: Speech, whole: Speech) -> bool:
    """Whether a cue that is gone is found in another: by its words, or by most of its time."""
    near = overlap(part, whole)
    timed = part.span is not None and whole.span is not None
    return near >= 0.5 or (_has_words_of(part, whole) and (near > 0 or not timed))


def was_split_from(part: Speech, whole: Speech) -> bool:
    """Whether a cue that is new was a part of another: by its words; time alone could be an interjection put in."""
    timed = part.span is not None and whole.span is not None
    return _has_words_of(part, whole) and (overlap(part, whole) >= 0.5 if timed else len(part.bare) >= _SHORTEST_PART)


def _has_words_of(part: Speech, whole: Speech) -> bool:
    return len(part.bare) > 1 and len(whole.pairs & part.pairs) >= 0.6 * len(part.pairs)


def overlap(one: Speech, other: Speech) -> float:
    """The share of the first's time that lies within the second's; 0 where a time is unknown."""
    if one.span is None or other.span is None or one.span[1] <= one.span[0]:
        return 0.0
    common = min(one.span[1], other.span[1]) - max(one.span[0], other.span[0])
    return max(common, 0) / (one.span[1] - one.span[0])
