"""One of several clients that ask at once, as one of several web processes does. Free of Django until it runs: a new
process imports this module before the settings are read."""

from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Barrier

import django


def client(size: int, number: int, barrier: Barrier, told: "SimpleQueue[tuple[float, float, list[float]]]") -> None:
    django.setup()
    from search.memory import settle
    from tests.benchmarks.search.measures import as_client

    settle()
    told.put(as_client(size, number, barrier.wait))
