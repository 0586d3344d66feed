"""`make bench`: a museum of 10,000 artifacts and 200 interviews, made once and kept, and every measurement on it.

BENCH_VAR_DIR says where it is kept (default: var/bench), so that a second run measures at once. Exit code 1 when a
measurement is over its limit.
"""

import importlib
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STAMP = "made"
MOST_SECONDS = 900
"""So long the background may take with what was made."""


def main() -> int:
    var = Path(os.environ.get("BENCH_VAR_DIR", ROOT / "var" / "bench")).resolve()
    var.mkdir(parents=True, exist_ok=True)
    os.environ["VAR_DIR"] = str(var)
    os.environ["LOG_LEVEL"] = "WARNING"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "museum.settings.dev")
    sys.path.insert(0, str(ROOT))

    import django

    django.setup()
    prepare(var)
    names = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    wanted = [name for name in names if not sys.argv[1:] or name.removeprefix("bench_") in sys.argv[1:]]
    failed = False
    for name in wanted:
        failed |= bool(importlib.import_module(f"tests.benchmarks.{name}").main())
    return int(failed)


def prepare(var: Path) -> None:
    """A current database and the load, both only if they are missing, and nothing left to be done."""
    from django.core.management import call_command

    from museum.background.preparing import collect_static

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    collect_static()
    if not (var / STAMP).exists():
        print("Making the museum to measure on; this happens once …", flush=True)
        call_command("make_load", clear=True)
        call_command("load_demo", without_sound=True, without_pictures=True)
        call_command("make_load")
        (var / STAMP).touch()
    come_to_rest()


def come_to_rest() -> None:
    """Works off what the load has left for the background: a worker that is still at it takes the processor from what
    is measured, and each of its changes takes the kept pages away."""
    ends = time.monotonic() + MOST_SECONDS
    with subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=ROOT) as worker:
        while left := unfinished():
            if time.monotonic() > ends:
                worker.terminate()
                raise SystemExit(f"After {MOST_SECONDS} s the background has {left} tasks left. Is a worker failing?")
            time.sleep(1)
        worker.terminate()


def unfinished() -> int:
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    from search.models import OutboxRow

    waiting = DBTaskResult.objects.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])
    return OutboxRow.objects.due().count() + waiting.count()


if __name__ == "__main__":
    sys.exit(main())
