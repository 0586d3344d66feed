"""Who is converting: a name for this process that tells, on the same machine, whether it still lives. Pure."""

import os
import socket
import uuid
from pathlib import Path


def new_claim() -> str:
    """`host:pid:start:claim`. The start time tells a process from a later one with the same number."""
    pid = os.getpid()
    return f"{socket.gethostname()[:60]}:{pid}:{_started(pid)}:{uuid.uuid4().hex[:12]}"


def is_dead(claim: str) -> bool:
    """Whether the claiming process certainly no longer runs. False for other machines: their lease has to run out."""
    try:
        host, pid, started, _token = claim.rsplit(":", 3)
    except ValueError:
        return True
    return host == socket.gethostname()[:60] and _started(int(pid)) != started


def _started(pid: int) -> str:
    """Start of a process in clock ticks since boot; empty where there is no such process (or no /proc)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return "" if Path("/proc/self/stat").exists() else "unknown"
    state, *fields = stat.rpartition(")")[2].split()
    return "" if state == "Z" else fields[18]
