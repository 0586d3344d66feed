"""Ids for new segments: unique in the whole museum, never one that a segment bore before."""

import re
from collections.abc import Iterable

from archive.models import Interview, Segment, SegmentRedirect
from archive.states import Layer

_OWN_ID = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9._-]{2,79}")
"""A cue id worth keeping. Bare numbers count cues and change with every edit."""


_BATCH = 500


class SegmentIds:
    """Gives out ids for one layer of one interview: `iv-01-0132`, `iv-01-e0007` for the edited layer."""

    def __init__(self, interview: Interview, layer: Layer, language: str, proposed: Iterable[str | None]) -> None:
        """`proposed` are the ids the file brings, looked up in one go."""
        letter = {Layer.RAW: "", Layer.EDITED: "e", Layer.TRANSLATION: f"{language}-"}[layer]
        self._prefix = f"{interview.slug}-{letter}"
        used = [
            *Segment.objects.filter(uid__startswith=self._prefix).values_list("uid", flat=True),
            *SegmentRedirect.objects.filter(uid__startswith=self._prefix).values_list("uid", flat=True),
        ]
        own = sorted({uid for uid in proposed if uid and _OWN_ID.fullmatch(uid)})
        self._acceptable = set(own) - _borne(own)
        self._given = set(used)
        self._last = max((self._number(uid) for uid in used), default=0)

    def for_new(self, proposed: str | None, taken: set[str]) -> str:
        """The id the file proposes, when it is one and nobody bears it; else the next of this layer."""
        if proposed in self._acceptable and proposed not in self._given and proposed not in taken:
            self._given.add(proposed)
            self._last = max(self._last, self._number(proposed))
            return proposed
        while True:
            self._last += 1
            uid = f"{self._prefix}{self._last:04d}"
            if uid not in self._given and uid not in taken:
                self._given.add(uid)
                return uid

    def _number(self, uid: str) -> int:
        rest = uid.removeprefix(self._prefix)
        return int(rest) if uid.startswith(self._prefix) and rest.isdigit() else 0


def _borne(uids: list[str]) -> set[str]:
    """Those that a segment bears or bore, anywhere in the museum."""
    found: set[str] = set()
    for start in range(0, len(uids), _BATCH):
        some = uids[start : start + _BATCH]
        found.update(Segment.objects.filter(uid__in=some).values_list("uid", flat=True))
        found.update(SegmentRedirect.objects.filter(uid__in=some).values_list("uid", flat=True))
    return found
