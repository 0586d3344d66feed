"""Real workers, killed in the act: nothing is lost, and two of them do not get in each other's way."""

import re

import pytest

from tests.museum.background.conftest import RECORDS, Install

pytestmark = pytest.mark.slow

OTHER_ANALYZER = """
from search import installed
from search.models import OutboxRow
OutboxRow.objects.all().delete()
installed.engine().live().stamp("0-another-lexicon")
"""

SMALL_TURNS = """
from django.core.management import call_command
from search import rebuilding
rebuilding.TURN_SLICES, rebuilding.SLICE_DOCUMENTS = 1, rebuilding.CHUNK_OBJECTS
call_command("worker")
"""
"""A worker that can be caught in the middle: as many records as these are otherwise read in one turn."""

SAVE_AND_WAIT = """
import time
from search.models import OutboxRow
from tests.factories.archive import ArtifactFactory
for title in ("搪瓷缸", "红旗牌搪瓷缸"):  # the first one warms the worker up
    ArtifactFactory(title=title)
    saved_at = time.monotonic()
    while OutboxRow.objects.exists():
        time.sleep(0.02)
print(time.monotonic() - saved_at)
"""


def test_saved_record_can_be_found_within_three_seconds(install: Install) -> None:
    install.start_worker()
    assert float(install.run(SAVE_AND_WAIT)) < 3
    assert '"total": 1' in install.manage("search", "红旗牌", "--json").stdout


def test_worker_killed_while_indexing_loses_nothing(install: Install) -> None:
    worker = install.start_worker()
    install.until(lambda: install.waiting() < RECORDS, every_seconds=0.005)
    install.kill(worker)
    assert 0 < install.waiting() < RECORDS

    worker = install.start_worker()
    install.until(lambda: install.waiting() == 0)
    assert install.stop(worker) == 0
    assert install.difference() == {"missing": [], "surplus": [], "entries": RECORDS}


def test_worker_killed_while_rebuilding_goes_on_where_it_was(install: Install) -> None:
    install.run(OTHER_ANALYZER)
    half_read = "SELECT count(*) FROM search_rebuild WHERE state = 'running' AND objects_read > 0"
    worker = install.start_worker(("shell", "--no-imports", "--command", SMALL_TURNS))
    install.until(lambda: install.number(half_read) > 0, every_seconds=0.005)
    install.kill(worker)
    assert install.number(half_read) == 1
    rebuilds = install.number("SELECT count(*) FROM search_rebuild")

    worker = install.start_worker()
    install.until(lambda: install.number("SELECT count(*) FROM search_rebuild WHERE state = 'running'") == 0)
    assert install.stop(worker) == 0
    assert "task of a stopped worker queued again" in install.logs()
    assert install.number("SELECT count(*) FROM search_rebuild") == rebuilds
    assert install.number("SELECT sum(objects_read <> objects_total) FROM search_rebuild") == 0  # nothing read twice
    assert install.difference() == {"missing": [], "surplus": [], "entries": RECORDS}


def test_two_workers_share_the_work(install: Install) -> None:
    first, second = install.start_worker(), install.start_worker()
    install.until(lambda: install.waiting() == 0)
    assert install.stop(first) == install.stop(second) == 0
    assert install.difference() == {"missing": [], "surplus": [], "entries": RECORDS}
    assert not re.search(r" (ERROR|CRITICAL) |Traceback", install.logs())
