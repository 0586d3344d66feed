"""Pages for visitors from the store: how many a second, through sockets, with one web process a core.

The server is the museum's own (gunicorn with threads), in processes of its own; those who ask are threads of this one,
which takes a part of the same cores. Each asks for one page after another over a connection that stays open, with
gzip as browsers do.
"""

import http.client
import multiprocessing
import os
import signal
import socket
import statistics
import threading
import time

from django.core.wsgi import get_wsgi_application
from django.db import connections

from museum import stamp
from museum.background.web import WebServer
from tests.benchmarks.bench_pages import public_pages

SECONDS = 8.0
CALLERS = 8
WORKERS = 2
LEAST_A_SECOND = 100.0
NOT_KEPT = ("search", "search, nothing asked", "path between two people")


def main() -> int:
    """Print the figures; 1 when there are fewer than there should be."""
    stamp.renew()
    addresses = [pages[0] for name, pages in public_pages() if name not in NOT_KEPT]
    port = _free_port()
    connections.close_all()
    server = multiprocessing.get_context("fork").Process(target=_serve, args=(port,))
    server.start()
    try:
        _wait_for(port)
        for address in addresses:
            _ask(http.client.HTTPConnection("127.0.0.1", port), address)  # into the store
        times_ms = _measure(port, addresses)
    finally:
        os.kill(server.pid or 0, signal.SIGTERM)
        server.join(20)
    a_second = len(times_ms) / SECONDS
    p95 = sorted(times_ms)[int(len(times_ms) * 0.95)]
    print(f"{len(addresses)} kinds of pages, kept: {a_second:.0f} pages/s (at least {LEAST_A_SECOND:.0f}), ", end="")
    print(f"median {statistics.median(times_ms):.1f} ms, p95 {p95:.1f} ms with {CALLERS} asking at once")
    return int(a_second < LEAST_A_SECOND)


def _serve(port: int) -> None:
    WebServer(get_wsgi_application(), host="127.0.0.1", port=port, workers=WORKERS, threads=4).run()


def _measure(port: int, addresses: list[str]) -> list[float]:
    until = time.monotonic() + SECONDS
    times_ms: list[list[float]] = [[] for _ in range(CALLERS)]
    callers = [
        threading.Thread(target=_call, args=(port, addresses[n:] + addresses[:n], until, times_ms[n]))
        for n in range(CALLERS)
    ]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    return [each for some in times_ms for each in some]


def _call(port: int, addresses: list[str], until: float, times_ms: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    number = 0
    while time.monotonic() < until:
        started = time.perf_counter()
        _ask(connection, addresses[number % len(addresses)])
        times_ms.append((time.perf_counter() - started) * 1000)
        number += 1


def _ask(connection: http.client.HTTPConnection, address: str) -> None:
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{answer.status} at {address}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server did not come up")
