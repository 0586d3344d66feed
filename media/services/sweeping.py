"""What crashes leave behind: uploads in quarantine, half-made conversions, originals and pieces that no row
came to name."""

import shutil
import time
from dataclasses import dataclass
from typing import Final

from media.models import Chunk, Original, Piece
from media.storage import INTAKE, ORIGINALS, local_folder, store

MIN_AGE_SECONDS: Final = 24 * 3600
"""Nothing younger is touched: an upload or a conversion may still be at work on it."""


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Names of what was found; removed unless it was a rehearsal."""

    quarantined: tuple[str, ...]
    half_made: tuple[str, ...]
    unnamed_originals: tuple[str, ...]
    unnamed_pieces: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.quarantined) + len(self.half_made) + len(self.unnamed_originals) + len(self.unnamed_pieces)


def sweep(*, min_age_seconds: float = MIN_AGE_SECONDS, dry_run: bool = False) -> Leftovers:
    """Find and remove what is older than `min_age_seconds` and belongs to nothing."""
    before = time.time() - min_age_seconds
    uploads = [path for path in local_folder("quarantine").iterdir() if path.stat().st_mtime < before]
    folders = [path for path in local_folder("work").iterdir() if path.stat().st_mtime < before]
    unnamed = _unnamed(ORIGINALS, before, Original)
    strays = _unnamed(INTAKE, before, Chunk, Piece)
    if not dry_run:
        for path in uploads:
            path.unlink(missing_ok=True)
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        for name in (*unnamed, *strays):
            store().dispose(name)
    return Leftovers(tuple(path.name for path in uploads), tuple(folder.name for folder in folders), unnamed, strays)


def _unnamed(branch: str, before: float, *models: type[Original | Chunk | Piece]) -> tuple[str, ...]:
    """Names below a branch, older than `before` (seconds since the epoch), that no row of these models knows."""
    old = [name for name, changed_at in store().walk(branch.rstrip("/")) if changed_at < before]
    named = {path for model in models for path in model._default_manager.values_list("path", flat=True)} if old else ()
    return tuple(sorted(name for name in old if name not in named))
