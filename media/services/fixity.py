"""Whether every original is still what it was: read whole, hashed, compared, and the result written down."""

import hashlib
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max, Q

from media.models import FixityCheck, Original, Outcome
from media.storage import store

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Finding:
    """One original that was looked at."""

    original: Original
    outcome: Outcome
    sha512_found: str = ""

    @property
    def is_problem(self) -> bool:
        return self.outcome != Outcome.INTACT


def due(*, not_since: datetime | None = None) -> Iterable[Original]:
    """Originals, longest unchecked first; with `not_since`, only those not checked after it."""
    found = Original.objects.annotate(last_checked=Max("fixity_checks__checked_at"))
    if not_since is not None:
        found = found.filter(Q(last_checked__isnull=True) | Q(last_checked__lt=not_since))
    return found.order_by(F("last_checked").asc(nulls_first=True), "pk")


def verify(*, originals: Iterable[Original]) -> Iterator[Finding]:
    """Check each and record it before it is handed out, so that an interrupted run has counted."""
    for original in originals:
        finding = _look(original)
        FixityCheck.objects.create(original=original, outcome=finding.outcome, sha512_found=finding.sha512_found)
        if finding.is_problem:
            logger.error("original damaged", extra={"sha512": original.sha512, "outcome": finding.outcome.value})
        yield finding


def _look(original: Original) -> Finding:
    digest = hashlib.sha512()
    try:
        size_bytes = store().size(original.path)
        for chunk in store().chunks(original.path, start=0, length=size_bytes):
            digest.update(chunk)
    except FileNotFoundError:
        return Finding(original, Outcome.MISSING)
    except OSError:
        logger.exception("original unreadable", extra={"sha512": original.sha512})
        return Finding(original, Outcome.UNREADABLE)
    found = digest.hexdigest()
    return Finding(original, Outcome.INTACT if found == original.sha512 else Outcome.CHANGED, found)
