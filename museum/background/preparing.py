"""What a museum needs before it can open: a current database, a cache, static files, and the first time a demo."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from museum import stamp

STAMP = ".collected"


def prepare(say: Callable[[str], None], *, with_demo: bool) -> None:
    """Does what is needed and only that: a second start finds everything done. Tells what it is doing."""
    Path(settings.VAR_DIR).mkdir(parents=True, exist_ok=True)
    if _pending_migrations():
        say("Bringing the database up to date …")
        # before the first worker there is no index to speak of; what stands in the way of a start `serve` has checked
        _manage("migrate", "--noinput", "--verbosity=0", "--skip-checks")
    stamp.renew()  # templates may have changed with the version
    if _static_changed():
        say("Collecting static files …")
        collect_static()
    if with_demo and not get_user_model()._default_manager.exists():
        say("Loading the demo museum; this happens once …")
        _manage("load_demo")


def _manage(*arguments: str) -> None:
    """Runs a command in a process of its own: the one that will be forked must have no threads. Raises CommandError."""
    command = [sys.executable, str(settings.PROJECT_DIR / "manage.py"), *arguments]
    code = subprocess.run(command, check=False).returncode
    if code:
        raise CommandError(
            f"`manage.py {arguments[0]}` ended with exit code {code}; its lines above say why.", returncode=1
        )


def _pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _fingerprint_of_static() -> str:
    """Changes when any source file does: paths, sizes and times, which is quicker than reading them."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=None):
            file = Path(storage.path(path)).stat()
            digest.update(f"{path} {file.st_size} {file.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _static_changed() -> bool:
    stamp = Path(settings.STATIC_ROOT) / STAMP
    return not stamp.exists() or stamp.read_text() != _fingerprint_of_static()


def collect_static() -> None:
    """Collects from nothing, so that no file of an earlier version stays; the stamp is written last."""
    root = Path(settings.STATIC_ROOT)
    shutil.rmtree(root, ignore_errors=True)
    call_command("collectstatic", interactive=False, verbosity=0, skip_checks=True)
    (root / STAMP).write_text(_fingerprint_of_static())
