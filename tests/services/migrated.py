"""A migrated, empty SQLite database, made once for a state of the migrations; whoever needs one copies it.

Migrating takes longer than most tests, and every process of every run needs a database of its own. They lie in the
user's cache, beside what else the tests fetch once; the oldest go.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("museum", "archive", "search", "media")
CACHE = Path.home() / ".cache" / "museum-migrated"
KEPT = 12


def migrated() -> Path:
    """The database file for the migrations of today; made by one process when it is not there yet."""
    template = CACHE / f"{_state()}.sqlite3"
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            with tempfile.TemporaryDirectory(prefix="museum-migrating-") as var:
                unfinished = Path(var) / template.name
                _migrate(unfinished, Path(var))
                shutil.move(unfinished, template)
            _drop_the_oldest()
    return template


def _drop_the_oldest() -> None:
    by_age = sorted(CACHE.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in by_age[KEPT:]:
        path.unlink()


def _migrate(database: Path, var: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "museum.settings.dev",
        "VAR_DIR": str(var),
        "DATABASE_URL": f"sqlite:///{database}",
    }
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def _state() -> str:
    """Changes with any migration of ours and with the pinned versions, which bring the others."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for room in ROOMS:
        for path in sorted((ROOT / room / "migrations").glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
