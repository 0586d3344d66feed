"""A bounded child process for everything that takes foreign files apart.

Decoders are where hostile files strike. So they run in `python -m media.…` with limits on processor time, address
space and written bytes, an environment without secrets, and a wall clock. The child limits itself as its first act
(`confine`), before it imports a decoder: the parent serves requests with threads, where code between fork and exec
is not safe. A child dies with its parent, so that a killed worker leaves no converter behind.

Pure: no Django here, because the children import this module.
"""

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PROJECT: Final = Path(__file__).resolve().parents[1]
_PR_SET_PDEATHSIG: Final = 1
_OUTPUT_LIMIT_BYTES: Final = 1_048_576
_PASSED_ON: Final = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "IMAGEIO_FFMPEG_EXE", "VIRTUAL_ENV")


@dataclass(frozen=True, slots=True)
class Bounds:
    """`memory_bytes` is address space, per process; `written_bytes` is the largest single file it may write."""

    cpu_seconds: int
    memory_bytes: int
    wall_seconds: float
    written_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended. `was_stopped` means that a limit ended it, not the child itself."""

    status: int
    was_stopped: bool
    output: bytes
    complaint: str

    @property
    def is_clean(self) -> bool:
        return self.status == 0 and not self.was_stopped


def confine(*, cpu_seconds: int, memory_bytes: int, written_bytes: int) -> None:
    """Limit this process and its children for good. To be called by the child, first of all."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (written_bytes, written_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(
    module: str,
    arguments: Sequence[str],
    *,
    bounds: Bounds,
    on_tick: Callable[[], None] | None = None,
    tick_seconds: float = 10.0,
) -> Ending:
    """Run `python -m module limits… arguments…` and wait for it.

    The three limits come first on its command line, for `confine_by_arguments`. `on_tick` is called about every
    `tick_seconds` while it runs; what it raises ends the child and is passed on.
    """
    limits = [str(bounds.cpu_seconds), str(bounds.memory_bytes), str(bounds.written_bytes)]
    child = subprocess.Popen(
        [sys.executable, "-s", "-m", module, *limits, *arguments],
        cwd=_PROJECT,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    deadline = time.monotonic() + bounds.wall_seconds
    try:
        while True:
            try:
                wait = max(0.05, min(tick_seconds, deadline - time.monotonic()))
                output, complaint = child.communicate(timeout=wait)
                break
            except subprocess.TimeoutExpired:
                if time.monotonic() >= deadline:
                    _end(child)
                    output, complaint = child.communicate()
                    return Ending(-signal.SIGKILL, True, b"", complaint.decode(errors="replace")[-2000:])
                if on_tick is not None:
                    on_tick()
    finally:
        _end(child)
    return Ending(
        child.returncode,
        child.returncode in {-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGXFSZ},
        output[:_OUTPUT_LIMIT_BYTES],
        complaint.decode(errors="replace")[-2000:],
    )


def confine_by_arguments(arguments: Sequence[str]) -> Sequence[str]:
    """The child's half of `run`: take the limits off the command line, obey them, return the rest."""
    cpu_seconds, memory_bytes, written_bytes = (int(value) for value in arguments[:3])
    confine(cpu_seconds=cpu_seconds, memory_bytes=memory_bytes, written_bytes=written_bytes)
    return arguments[3:]


def _environment() -> dict[str, str]:
    """No keys, no database address. One malloc arena and one thread keep the address space honest."""
    kept = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {
        **kept,
        "MALLOC_ARENA_MAX": "1",
        "OMP_NUM_THREADS": "1",
        "VIPS_CONCURRENCY": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONIOENCODING": "utf-8",
    }


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill the child's whole group: ffmpeg may still be running below it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
