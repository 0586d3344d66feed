"""How much memory a process takes while it does something."""

import re
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

STATUS = Path("/proc/self/status")
EVERY_SECONDS = 0.05
OWN = re.compile(r"RssAnon:\s+(\d+) kB")


class Memory:
    """`own_bytes`: the most that the process held of its own. `mapped_bytes`: the same with the pages of files that it
    has mapped, which the system takes back when somebody needs the room. Where the system does not tell them apart,
    the larger one is both."""

    own_bytes = 0

    @property
    def mapped_bytes(self) -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

    def look(self) -> None:
        with suppress(OSError):
            if told := OWN.search(STATUS.read_text(encoding="ascii")):
                self.own_bytes = max(self.own_bytes, int(told[1]) * 1024)


@contextmanager
def watched() -> Iterator[Memory]:
    """Looks twenty times a second until the block ends."""
    memory, ended = Memory(), threading.Event()

    def watch() -> None:
        while not ended.wait(EVERY_SECONDS):
            memory.look()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield memory
    finally:
        ended.set()
        watcher.join()
        memory.look()
        memory.own_bytes = memory.own_bytes or memory.mapped_bytes
