"""A migrated, empty SQLite database, made once for a state of the migrations; whoever needs one copies it.

Migrating takes longer than most tests, and several processes of the suite need a database of their own.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("museum", "archive", "search", "media")


def migrated(var: Path) -> Path:
    """The database file under `var` for the migrations of today; made by one process when it is not there yet."""
    template = var / f"migrated-{_state()}.sqlite3"
    var.mkdir(parents=True, exist_ok=True)
    with (var / "migrating.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            unfinished = template.with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            _migrate(unfinished, var)
            unfinished.rename(template)
    return template


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
