"""How much is public without a yes or a reason, as last counted: the worker walks the museum, the start page reads."""

from typing import Final

from django.core.cache import cache

from archive.consent_audit import audit

KEY: Final = "archive.consent_gaps"


def count_gaps() -> int:
    """Count anew, and keep the number. What was taken over from before the ledger is not counted: it has a reason."""
    count = sum(1 for gap in audit() if not gap.is_taken_over)
    cache.set(KEY, count, timeout=None)
    return count


def last_count() -> int:
    """0 until the worker has counted once."""
    count: int = cache.get(KEY, 0)
    return count
