"""Which workers are alive, so that what a dead one left behind can be given to another.

A worker tells the cache every few seconds that it is there; on the same machine a look at the process is quicker.
Neither alone will do: the cache may have been emptied, and in containers two machines may share a name.
"""

import os
import secrets
import socket
import time
from dataclasses import dataclass

from django.core.cache import cache

BEAT_SECONDS = 5
SILENT_SECONDS = 60
"""A worker that has said nothing for so long is dead, wherever it ran."""
GONE_SECONDS = 2 * BEAT_SECONDS
"""The same for a worker of this machine whose process is gone."""
REMEMBERED_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class WorkerName:
    """Names one worker process for as long as it lives; a later one with the same process id has another token."""

    host: str
    pid: int
    token: str

    def __str__(self) -> str:
        return f"{self.host}:{self.pid}:{self.token}"

    @classmethod
    def mine(cls) -> "WorkerName":
        return cls(host=socket.gethostname()[:24], pid=os.getpid(), token=secrets.token_hex(4))

    @classmethod
    def parse(cls, text: str) -> "WorkerName":
        """Raises ValueError for an id that none of our workers gave itself."""
        host, pid, token = text.rsplit(":", 2)
        return cls(host=host, pid=int(pid), token=token)


def beat(name: WorkerName) -> None:
    """Says that this worker is alive."""
    cache.set(f"worker:{name}", time.time(), timeout=REMEMBERED_SECONDS)


def is_alive(name: WorkerName, *, last_known: float) -> bool:
    """Whether a worker still works. `last_known` (seconds since the epoch) counts where the cache has forgotten it."""
    silent_for = time.time() - max(cache.get(f"worker:{name}") or 0.0, last_known)
    if silent_for > SILENT_SECONDS:
        return False
    gone = name.host == socket.gethostname()[:24] and not _runs(name.pid)
    return not (gone and silent_for > GONE_SECONDS)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
