"""What crashes leave behind: uploads in quarantine, half-made conversions, originals that no row came to name."""

import shutil
import time
from dataclasses import dataclass
from typing import Final

from media.models import Original
from media.storage import ORIGINALS, local_folder, store

MIN_AGE_SECONDS: Final = 24 * 3600
"""Nothing younger is touched: an upload or a conversion may still be at work on it."""


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Names of what was found; removed unless it was a rehearsal."""

    quarantined: tuple[str, ...]
    half_made: tuple[str, ...]
    unnamed_originals: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.quarantined) + len(self.half_made) + len(self.unnamed_originals)


def sweep(*, min_age_seconds: float = MIN_AGE_SECONDS, dry_run: bool = False) -> Leftovers:
    """Find and remove what is older than `min_age_seconds` and belongs to nothing."""
    before = time.time() - min_age_seconds
    uploads = [path for path in local_folder("quarantine").iterdir() if path.stat().st_mtime < before]
    folders = [path for path in local_folder("work").iterdir() if path.stat().st_mtime < before]
    old = [name for name, changed_at in store().walk(ORIGINALS.rstrip("/")) if changed_at < before]
    named = set(Original.objects.values_list("path", flat=True)) if old else set()
    unnamed = [name for name in old if name not in named]
    if not dry_run:
        for path in uploads:
            path.unlink(missing_ok=True)
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        for name in unnamed:
            store().dispose(name)
    return Leftovers(
        tuple(path.name for path in uploads), tuple(folder.name for folder in folders), tuple(sorted(unnamed))
    )
