"""`make bench-crash`: the writer of the embedded index is killed in the middle of its work, fifty times.

Promised, after every one of them: the index opens, its files are whole, nothing that was saved is missing once another
writer has caught up, and nothing is there that should not be. Exit code 1 when a promise is broken.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.drills.install import ROOT, set_up, table

RECORDS = 300
LONGEST_WAIT_SECONDS = 0.4
"""Long enough for several batches: some kills hit the reading, some the writing, some the commit."""


@dataclass
class Seen:
    kills: int = 0
    in_the_middle: int = 0
    unusable: int = 0
    damaged: int = 0
    different: int = 0
    slowest_recovery_seconds: float = 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description="Kills the writer of the index again and again.")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--writer", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.writer:
        return write(given.writer)
    with tempfile.TemporaryDirectory(prefix="museum-drill-") as folder:
        return drill(Path(folder) / "var", given.kills, random.Random(given.seed))


def write(var: Path) -> int:
    """The process that is killed: works off the outbox, as the worker does."""
    set_up(var, SEARCH_ENGINE="embedded")
    from search.tasks import tend

    print("writing", flush=True)
    while tend():
        pass
    return 0


def drill(var: Path, kills: int, chance: random.Random) -> int:
    set_up(var, SEARCH_ENGINE="embedded")
    from archive.models import Artifact
    from search import api
    from search.models import OutboxRow
    from search.outbox import touch_many
    from tests.factories.archive import ArtifactFactory

    ArtifactFactory.create_batch(RECORDS)
    api.reindex()
    seen = Seen()
    while seen.kills < kills:
        OutboxRow.objects.all().delete()
        Artifact.objects.update(title=f"搪瓷缸第{seen.kills}回")
        touch_many(Artifact.objects.all())
        kill_a_writer(var, chance)
        seen.kills += 1
        seen.in_the_middle += 0 < OutboxRow.objects.count() < RECORDS
        look(seen)
        print(f"\r{seen.kills} of {kills}", end="", flush=True)
    return int(not judged(seen, kills))


def kill_a_writer(var: Path, chance: random.Random) -> None:
    from search.models import OutboxRow

    command = [sys.executable, "-m", "tests.drills.crash", "--writer", str(var)]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    writer = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)
    assert writer.stdout is not None
    writer.stdout.readline()
    is_after_the_first_batch = chance.random() < 0.75
    while is_after_the_first_batch and OutboxRow.objects.count() == RECORDS and writer.poll() is None:
        time.sleep(0.005)
    time.sleep(chance.uniform(0, LONGEST_WAIT_SECONDS))
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()


def look(seen: Seen) -> None:
    """What a visitor finds at once, and what there is when the next writer is done."""
    from archive.models import Artifact
    from search import api, installed
    from search.engines.base import EngineError
    from search.rebuilding import damaged
    from search.status import compare
    from search.tasks import tend

    installed.close_all()  # as another process would find it
    try:
        api.search("搪瓷缸", viewer=api.PUBLIC)
    except EngineError:
        seen.unusable += 1
    seen.damaged += bool(damaged())
    began = time.monotonic()
    while tend():
        pass
    seen.slowest_recovery_seconds = max(seen.slowest_recovery_seconds, time.monotonic() - began)
    title = Artifact.objects.values_list("title", flat=True).first()
    found = api.search(f"“{title}”", viewer=api.PUBLIC).total
    seen.different += bool(compare()) or found != RECORDS


def judged(seen: Seen, kills: int) -> bool:
    print(f"\n\n{seen.in_the_middle} of {seen.kills} kills left a part of the outbox done and a part not; "
          f"the next writer had caught up after {seen.slowest_recovery_seconds:.1f} s at the latest.")  # fmt: skip
    return table(
        [
            ("kills", str(kills), str(seen.kills), seen.kills == kills),
            ("of them in the middle of the outbox", "≥ a third", str(seen.in_the_middle),
             seen.in_the_middle >= kills // 3),
            ("index could not be searched right after", "0", str(seen.unusable), not seen.unusable),
            ("files that were not whole", "0", str(seen.damaged), not seen.damaged),
            ("index differed from the database afterwards", "0", str(seen.different), not seen.different),
        ]
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
