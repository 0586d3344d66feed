"""`make test-cluster`: three real nodes, a museum that writes and is searched, and SIGKILL to the elected master.

Promised: no acknowledged write is lost; searches are answered again within 30 seconds; whatever happens, the museum's
own page never answers 5xx nor later than three seconds. Exit code 1 when a promise is broken, 2 when nothing can run.
"""

import argparse
import itertools
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.drills.install import set_up, table
from tests.services.elasticsearch.cluster import Cluster
from tests.services.elasticsearch.distribution import Unavailable

NODES = 3
BACK_SECONDS = 30.0
PAGE_SECONDS = 3.0
SEEDED = 200
A_BATCH = 20
NOTICE = "搜索这会儿没有答应"


@dataclass
class Seen:
    """What the load met, second by second. Each list is written by one thread."""

    acknowledged: list[str] = field(default_factory=list)
    refused_writes: int = 0
    searched_at: list[float] = field(default_factory=list)
    failed_searches: int = 0
    reasons: set[str] = field(default_factory=set)
    pages: list[tuple[float, float, int, bool]] = field(default_factory=list)
    """(when, how long, status, whether it held the notice)"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Kills the master of a real cluster under load.")
    parser.add_argument("--seconds", type=float, default=30.0, help="of load after the accident")
    parser.add_argument("--heap", default="512m")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="museum-drill-") as folder:
        cluster = Cluster(Path(folder) / "nodes")
        print(f"Starting {NODES} nodes …", flush=True)
        try:
            urls = cluster.start(nodes=NODES, heap=given.heap)
        except Unavailable as reason:
            print(reason, file=sys.stderr)
            return 2
        try:
            return drill(cluster, urls, Path(folder) / "var", given.seconds)
        finally:
            cluster.stop()


def drill(cluster: Cluster, urls: list[str], var: Path, seconds: float) -> int:
    set_up(var, ELASTICSEARCH_URL=",".join(urls), SEARCH_ENGINE="elastic", ELASTICSEARCH_REPLICAS="1")
    from search import api
    from tests.factories.archive import ArtifactFactory

    ArtifactFactory.create_batch(SEEDED, title="搪瓷缸")
    api.reindex()
    seen, stopping = Seen(), threading.Event()
    loads = [threading.Thread(target=work, args=(seen, stopping)) for work in (write, search, turn_pages, turn_pages)]
    for load in loads:
        load.start()
    time.sleep(5)
    killed_at = time.monotonic()
    print(f"Killed the master at {cluster.kill_master()}; {seconds:.0f} s of load follow …", flush=True)
    time.sleep(seconds)
    stopping.set()
    for load in loads:
        load.join()
    return int(not judged(seen, killed_at))


def _until(stopping: threading.Event, work: Callable[[], None]) -> None:
    from django.db import connection

    while not stopping.is_set():
        work()
    connection.close()


def write(seen: Seen, stopping: threading.Event) -> None:
    """Records are saved and the outbox is worked off, as the worker does; what is out of the outbox is acknowledged."""
    from search.engines.base import EngineError
    from search.models import OutboxRow
    from search.tasks import tend
    from tests.factories.archive import ArtifactFactory

    def work() -> None:
        saved = [str(each.pk) for each in ArtifactFactory.create_batch(A_BATCH, title="阀门手轮")]
        while OutboxRow.objects.exists() and not stopping.is_set():
            try:
                tend()
            except EngineError:
                seen.refused_writes += 1
                time.sleep(0.5)
        if not OutboxRow.objects.exists():
            seen.acknowledged += [f"artifact:{pk}" for pk in saved]

    _until(stopping, work)


def search(seen: Seen, stopping: threading.Event) -> None:
    """Asks as a page would, without the page."""
    from search import api
    from search.engines.base import EngineError

    def work() -> None:
        try:
            found = api.search("搪瓷缸", viewer=api.PUBLIC)
        except EngineError as error:
            seen.failed_searches += 1
            seen.reasons.add(str(error)[:160])
            time.sleep(0.1)
        else:
            assert found.total >= SEEDED, f"{found.total} of {SEEDED}: a part of the answer passed for all of it"
            seen.searched_at.append(time.monotonic())

    _until(stopping, work)


def turn_pages(seen: Seen, stopping: threading.Event) -> None:
    """A visitor who does not get tired of searching."""
    from django.test import Client

    visitor = Client(raise_request_exception=False)

    def work() -> None:
        began = time.monotonic()
        answer = visitor.get("/search/?q=搪瓷缸", headers={"host": "localhost"})
        took = time.monotonic() - began
        seen.pages.append((began, took, answer.status_code, NOTICE in answer.content.decode()))

    _until(stopping, work)


def judged(seen: Seen, killed_at: float) -> bool:
    from search import installed
    from search.status import compare
    from search.tasks import tend

    there = installed.engine().live().entry_ids()
    lost = len(set(seen.acknowledged) - there)
    while tend():
        pass
    difference = compare()
    gap, last = _longest_gap(seen.searched_at, killed_at)
    bad = sum(status >= 500 for _, _, status, _ in seen.pages)
    slowest = max(took for _, took, _, _ in seen.pages)
    told = sum(notice for *_, notice in seen.pages)
    print(f"\n{len(seen.acknowledged)} writes acknowledged, {seen.refused_writes} batches put off; "
          f"{len(seen.searched_at)} searches answered, {seen.failed_searches} refused; "
          f"{len(seen.pages)} pages, {told} of them with the notice and titles from the database.")  # fmt: skip
    for reason in sorted(seen.reasons):
        print(f"  refused: {reason}")
    return table(
        [
            ("acknowledged writes that were lost", "0", str(lost), not lost),
            ("records the index lacks or has too much", "0", str(len(difference.missing + difference.surplus)),
             not difference),
            ("longest time without an answered search", f"≤ {BACK_SECONDS:.0f} s", f"{gap:.1f} s", gap <= BACK_SECONDS),
            ("searches answered after the accident", "yes", "yes" if last > killed_at else "no", last > killed_at),
            ("pages answered 5xx", "0", str(bad), not bad),
            ("slowest page", f"≤ {PAGE_SECONDS:.0f} s", f"{slowest:.1f} s", slowest <= PAGE_SECONDS),
        ]
    )  # fmt: skip


def _longest_gap(moments: list[float], killed_at: float) -> tuple[float, float]:
    """The longest time between two answers from shortly before the accident on, and when the last one came."""
    since = [killed_at, *(moment for moment in moments if moment >= killed_at)]
    gaps = [later - earlier for earlier, later in itertools.pairwise(since)]
    return max(gaps, default=float("inf")), since[-1]


if __name__ == "__main__":
    sys.exit(main())
