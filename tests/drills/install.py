"""A museum in a folder of its own, set up inside this process; nothing of the developer's is touched."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def set_up(var: Path, **environment: str) -> None:
    """Call once, before anything of Django is imported."""
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {"DJANGO_SETTINGS_MODULE": "museum.settings.dev", "VAR_DIR": str(var), "LOG_LEVEL": "ERROR"}
    os.environ |= environment
    sys.path.insert(0, str(ROOT))
    var.mkdir(parents=True, exist_ok=True)

    import django

    django.setup()
    from django.core.management import call_command

    from museum.background.preparing import collect_static

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    collect_static()


def table(rows: list[tuple[str, str, str, bool]]) -> bool:
    """Prints what was promised and what was seen; returns whether every promise was kept."""
    print(f"\n{'':44}{'promised':>16}{'seen':>16}")
    for what, promised, seen, is_kept in rows:
        print(f"{what:44}{promised:>16}{seen:>16}  {'' if is_kept else '← broken'}".rstrip())
    return all(is_kept for *_, is_kept in rows)
