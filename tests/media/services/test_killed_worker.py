"""kill -9 of the worker in the middle of a conversion loses nothing: a real worker, really killed."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from media.models import Derivative, State
from media.services import derive
from media.services.adding import add_recording
from media.storage import local_folder
from tests.media import samples

ROOT = Path(__file__).resolve().parents[3]


def address_of_database() -> str:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    host = f"{database['HOST']}:{database['PORT']}".rstrip(":")
    return f"postgres://{database['USER']}:{database['PASSWORD']}@{host}/{database['NAME']}"


def start_worker(*options: str) -> "subprocess.Popen[bytes]":
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "museum.settings.dev",
        "VAR_DIR": str(Path(settings.MEDIA_ROOT).parent),
        "DATABASE_URL": address_of_database(),
    }
    command = [sys.executable, "manage.py", "db_worker", "--backend", "background", "--queue-name", "media"]
    return subprocess.Popen(
        [*command, "--no-reload", "--no-startup-delay", "--interval", "0.2", *options],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def wait_for(happened: Callable[[], bool], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_loses_nothing() -> None:
    recording = add_recording(io.BytesIO(samples.sound("mp3", seconds=300)), filename="a.mp3")
    rows = Derivative.objects.filter(asset=recording.asset)
    worker = start_worker()
    try:
        wait_for(lambda: rows.filter(state=State.RUNNING).exists() and any(local_folder("work").iterdir()))
    finally:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    assert rows.filter(state=State.RUNNING).count() == 1
    assert not rows.filter(served_generation__isnull=False, state=State.RUNNING).exists()

    assert derive.sweep().restarted == 1
    second = start_worker("--batch")
    assert second.wait(timeout=300) == 0
    assert set(rows.values_list("state", flat=True)) == {State.DONE}
    assert all(row.files for row in rows)
