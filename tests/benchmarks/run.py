"""`make bench`: a museum of 10,000 artifacts and 200 interviews, made once and kept, and every measurement on it.

BENCH_VAR_DIR says where it is kept (default: var/bench), so that a second run measures at once. Exit code 1 when a
measurement is over its limit.
"""

import importlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STAMP = "made"


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
    """A current database and the load, both only if they are missing."""
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


if __name__ == "__main__":
    sys.exit(main())
