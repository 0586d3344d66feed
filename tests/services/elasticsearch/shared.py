"""One node for a whole test run, also when several processes run it: the first starts it, the last stops it."""

import fcntl
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services.elasticsearch.cluster import Cluster


@contextmanager
def node(run: str) -> Iterator[str]:
    """The address of the run's node. Raises Unavailable where Elasticsearch cannot run."""
    home = Path(tempfile.gettempdir()) / f"museum-elasticsearch-{os.getuid()}-{run}"
    home.mkdir(parents=True, exist_ok=True)
    cluster = Cluster(home / "nodes")
    with _users(home) as users:
        if not users:
            cluster.start()
        users.append(os.getpid())
    try:
        yield cluster.urls[0]
    finally:
        with _users(home) as users:
            users.remove(os.getpid())
            if not users:
                cluster.stop()


@contextmanager
def _users(home: Path) -> Iterator[list[int]]:
    """The processes that use the node, while nobody else may change the list; those that died are left out."""
    with (home / "lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        listed = home / "users.json"
        users: list[int] = json.loads(listed.read_text()) if listed.exists() else []
        users = [pid for pid in users if Path(f"/proc/{pid}").exists()]
        yield users
        listed.write_text(json.dumps(users))
