"""One writer at a time: whoever reads records in order to write them to the index holds this lock meanwhile.

An engine's own lock protects its files, but not the order of two writers: one that read a record before it was
withdrawn must not write it after another one has taken it out. So the lock is held from reading the record to the
engine's commit. It is a lock of the operating system (and of PostgreSQL, where several machines work): a killed writer
lets go of it.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

from search.engines.base import WriterBusy

ADVISORY_KEY = 0x7A68_6864  # "zhhd"; any number will do, as long as it never changes
POLL_SECONDS = 0.05


@contextmanager
def only_writer(*, wait_seconds: float = 0.0) -> Iterator[None]:
    """Holds the lock of this museum's index. Raises WriterBusy when somebody has it for longer than `wait_seconds`."""
    deadline = time.monotonic() + wait_seconds
    with _file_lock(deadline), _database_lock(deadline):
        yield


def lock_path() -> Path:
    """Beside the index, not inside it: the index directory is swapped, and may be deleted by hand."""
    return Path(settings.SEARCH_INDEX_DIR).with_name(Path(settings.SEARCH_INDEX_DIR).name + ".lock")


@contextmanager
def _file_lock(deadline: float) -> Iterator[None]:
    path = lock_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as file:
        _wait_for(lambda: _flock(file.fileno()), deadline)
        with suppress(OSError):  # who holds it is a courtesy; a full disk has room for the lock itself
            file.truncate(0)
            os.write(file.fileno(), str(os.getpid()).encode())
        yield  # closing the file lets go


def _flock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _database_lock(deadline: float) -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    _wait_for(lambda: _advisory("pg_try_advisory_lock"), deadline)
    try:
        yield
    finally:
        _advisory("pg_advisory_unlock")


def _advisory(function: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [ADVISORY_KEY])
        return bool(cursor.fetchone()[0])


def _wait_for(attempt: Callable[[], bool], deadline: float) -> None:
    while not attempt():
        if time.monotonic() >= deadline:
            raise WriterBusy(
                "Another process is writing to the search index. It works off the same outbox; ask again later."
            )
        time.sleep(POLL_SECONDS)
