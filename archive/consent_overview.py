"""What the ledger says about one thing, as a curator reads it: use by use where it stands, act by act how it came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from archive import consent
from archive.consent import Stand, Use
from archive.models import ConsentEntry, ConsentEvidence
from archive.services.consent import USE_LABELS, entries_of, needed_for

STANDS = {
    Stand.GRANTED: "同意了",
    Stand.REASONED: "馆方理由",
    Stand.SILENT: "没问过",
    Stand.LAPSED: "到期了",
    Stand.REFUSED: "不同意",
    Stand.WITHDRAWN: "收回了",
}


@dataclass(frozen=True, slots=True)
class UseShown:
    """One use: where it stands in words, until when, and whether publishing hangs on it."""

    label: str
    stand: str
    word: str
    until: date | None
    is_open: bool
    is_needed: bool


@dataclass(frozen=True, slots=True)
class ActShown:
    """What was said in one breath: the rows that share it, and what proves it."""

    rows: list[ConsentEntry]
    evidence: list[ConsentEvidence]

    @property
    def first(self) -> ConsentEntry:
        return self.rows[0]


@dataclass(frozen=True, slots=True)
class Overview:
    uses: list[UseShown]
    acts: list[ActShown]


def overview(about: Any) -> Overview:
    """Three queries, however long the history is."""
    entries = list(entries_of(about))
    acts: dict[Any, list[ConsentEntry]] = {}
    for row in entries:
        acts.setdefault(row.act, []).append(row)
    proofs = list(ConsentEvidence.objects.filter(act__in=acts).select_related("asset")) if acts else []
    shown = [ActShown(rows, [row for row in proofs if row.act == act]) for act, rows in acts.items()]
    return Overview(uses_of(about, entries), shown[::-1])


def uses_of(about: Any, entries: Sequence[ConsentEntry]) -> list[UseShown]:
    words = [row.word for row in entries if row.start_ms is None]
    wanted = needed_for(about)
    answers = ((use, consent.answer(words, use, timezone.localdate())) for use in Use)
    return [
        UseShown(
            str(USE_LABELS[use]), found.stand, gettext(STANDS[found.stand]), found.until, found.is_open, use in wanted
        )
        for use, found in answers
    ]
