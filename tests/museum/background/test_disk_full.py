"""A disk that takes no more, in a process of its own: said in words, nothing lost, and over when there is room again.

The limit on the size of a file is the system's own, and fails a write in the same place as a full disk does.
"""

import json

import pytest

from tests.museum.background.conftest import RECORDS, Install

pytestmark = pytest.mark.slow

DRAIN_WITHOUT_ROOM = """
import json, resource
from search import api
from search.engines.base import EngineError
from search.indexing import drain
from search.models import OutboxRow

def limit(size_bytes):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))

told = {"before": OutboxRow.objects.count(), "errors": [], "found": []}
for size_bytes in (0, 1_000):
    limit(size_bytes)
    try:
        drain()
    except EngineError as error:
        told["errors"].append(str(error))
    told["found"].append(api.search("搪瓷缸", viewer=api.PUBLIC).total)
limit(resource.RLIM_INFINITY)
told["kept"] = OutboxRow.objects.count()
told["failing"] = OutboxRow.objects.failing().count()
told["written"] = drain().written
print(json.dumps(told))
"""


def test_a_full_disk_is_told_and_loses_nothing(install: Install) -> None:
    told = json.loads(install.run(DRAIN_WITHOUT_ROOM).splitlines()[-1])
    assert told["before"] == RECORDS
    assert len(told["errors"]) == 2
    assert all("Is the disk full?" in error or "cannot be written" in error for error in told["errors"])
    assert told["found"] == [0, 0]
    assert (told["kept"], told["failing"]) == (RECORDS, 0)
    assert told["written"] == RECORDS
    assert install.difference() == {"missing": [], "surplus": [], "entries": RECORDS}
