"""`make bench-search`: how fast the search is among 500,000 passages, on both engines, written to docs/benchmarks.md.

    make bench-search                                       everything; archive and index are made once and kept
    make bench-search PARTS="query suggest" ENGINES=embedded SIZE=50000
    make bench-search ELASTICSEARCH_URL=http://…            a node of your own instead of one that is started

BENCH_SEARCH_DIR says where things are kept (default: var/bench-search). Exit code 1: a figure is over its limit; 2:
something could not be measured.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.search.figures import LIMITS, Figure, figure
from tests.benchmarks.search.places import FOLDER, ROOT, environment
from tests.benchmarks.search.report import Table, write
from tests.services.elasticsearch.cluster import Cluster
from tests.services.elasticsearch.distribution import Unavailable

PARTS = ("index", "query", "clients", "suggest", "within", "growth", "pages", "save", "others")
HEAP = "1g"
GROWTH = 10
SIZE = 500_000


class NotMeasured(Exception):
    """A measurement ended with an error; its own lines say which."""


def main() -> int:
    parser = argparse.ArgumentParser(description="How fast and how true the search is, on both engines.")
    parser.add_argument("parts", nargs="*", default=PARTS, help=f"of {' '.join(PARTS)}; default: all")
    parser.add_argument("--engines", nargs="+", default=list(LIMITS), choices=list(LIMITS))
    parser.add_argument("--size", type=int, default=SIZE, help="passages (default: %(default)s)")
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"no such part: {' '.join(unknown)}; there are {' '.join(PARTS)}")
    FOLDER.mkdir(parents=True, exist_ok=True)
    tables: list[Table] = []
    try:
        for engine in given.engines:
            with node(engine) as url:
                tables.append(Table(engine, tuple(measured(engine, given.parts, given.size, url))))
    except (NotMeasured, Unavailable) as reason:
        print(reason, file=sys.stderr)
        return 2
    write(tables, given.size, whole=set(given.parts) == set(PARTS) and given.size == SIZE)
    over = [f"{table.engine}: {each.what}" for table in tables for each in table.figures if each.is_over]
    print(f"Over their limits: {'; '.join(over)}." if over else "All within their limits.")
    return int(bool(over))


def measured(engine: str, parts: Sequence[str], size: int, url: str) -> Iterator[Figure]:
    """Figures as they come; each is printed at once."""
    prepared(engine, size, url)
    for part in parts:
        figures = grown(engine, size, url) if part == "growth" else run(engine, part, size, url)
        for each in figures:
            print(
                f"{engine:<9} {each.what:<60}{each.told:>18}  {each.bound}{'  OVER' if each.is_over else ''}",
                flush=True,
            )
            yield each


def grown(engine: str, size: int, url: str) -> list[Figure]:
    """How the 95th percentile grows from a tenth of the archive to the whole."""
    prepared(engine, size // GROWTH, url)
    small, large = (run(engine, "query", each, url)[1].value for each in (size // GROWTH, size))
    what = f"{size // GROWTH:,} to {size:,} passages: the 95th percentile grows"
    return [figure(engine, "growth", what, large / small, "×")]


def prepared(engine: str, size: int, url: str) -> None:
    """The database and the index, as far as they are not there. Raises NotMeasured."""
    migrate = [sys.executable, "manage.py", "migrate", "--no-input", "--skip-checks", "--verbosity=0"]
    if subprocess.run(migrate, cwd=ROOT, env=environment(engine, size, url), check=False).returncode:
        raise NotMeasured(f"The database of {engine} was not made; the lines above say why.")
    run(engine, "index", size, url)


def run(engine: str, part: str, size: int, url: str) -> list[Figure]:
    """One measurement in a process of its own. Raises NotMeasured."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "figures.json"
        command = [sys.executable, "-m", "tests.benchmarks.search.child", part, str(size), str(answer)]
        if subprocess.run(command, env=environment(engine, size, url), check=False).returncode:
            raise NotMeasured(f"{part} of {engine} was not measured; the lines above say why.")
        return [Figure(**told) for told in json.loads(answer.read_text(encoding="utf-8"))]


@contextmanager
def node(engine: str) -> Iterator[str]:
    """The address of the node that is measured: that of ELASTICSEARCH_URL, else one with 1 GB of heap, started now."""
    if engine != "elastic":
        yield ""
    elif given := os.environ.get("ELASTICSEARCH_URL"):
        yield given
    else:
        cluster = Cluster(FOLDER / "elasticsearch")
        cluster.stop()
        try:
            yield cluster.start(heap=HEAP)[0]
        finally:
            cluster.stop()


if __name__ == "__main__":
    sys.exit(main())
