"""Starts, asks and stops the nodes of one cluster on loopback; can kill one of them."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests.services.elasticsearch.distribution import Unavailable, built, find_jdk

LOOPBACK = "127.0.0.1"
START_SECONDS = 180
STOP_SECONDS = 30


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        return int(listener.getsockname()[1])


class Cluster:
    """The nodes whose files lie under `home`. Every process that knows `home` can find and stop them."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def start(self, *, nodes: int = 1, port: int | None = None, heap: str = "512m") -> list[str]:
        """Starts a new, empty cluster and returns the addresses of its nodes once all have met."""
        if any(_pid_of(node) for node in self._nodes()):
            raise Unavailable(f"A cluster runs from {self._home} already; stop it first.")
        jdk = find_jdk()
        distribution = built(jdk)
        shutil.rmtree(self._home, ignore_errors=True)
        http = [port + number for number in range(nodes)] if port else [free_port() for _ in range(nodes)]
        transport = [free_port() for _ in range(nodes)]
        for number in range(nodes):
            node = self._home / str(number + 1)
            for folder in ("config", "data", "logs"):
                (node / folder).mkdir(parents=True)
            for folder in ("modules", "plugins"):
                (node / folder).symlink_to(distribution / folder)
            _configure(node, number, http, transport)
            _launch(distribution, node, jdk, heap)
        self._wait(nodes)
        return self.urls

    @property
    def urls(self) -> list[str]:
        return [_url_of(node) for node in self._nodes() if _pid_of(node)]

    def _wait(self, count: int) -> None:
        deadline = time.monotonic() + START_SECONDS
        while [(_get(f"{_url_of(node)}/_cluster/health") or {}).get("number_of_nodes") for node in self._nodes()] != (
            [count] * count
        ):
            ended = [node for node in self._nodes() if not _pid_of(node)]
            if ended or time.monotonic() > deadline:
                told = (ended or self._nodes())[0] / "logs" / "out.log"
                text = told.read_text(errors="replace")[-2000:]
                self.stop()
                raise Unavailable(f"Elasticsearch did not start. The end of its log:\n{text}")
            time.sleep(0.3)

    def stop(self) -> None:
        running = [pid for node in self._nodes() if (pid := _pid_of(node))]
        for pid in running:
            os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while any(_pid_of(node) for node in self._nodes()) and time.monotonic() < deadline:
            time.sleep(0.1)
        for node in self._nodes():
            if pid := _pid_of(node):
                os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self._home, ignore_errors=True)

    def kill_master(self) -> str:
        """Ends the elected master with SIGKILL and returns its address."""
        for node in self._nodes():
            url = _url_of(node)
            state = _get(f"{url}/_cluster/state/master_node?local=true") if _pid_of(node) else None
            own = _get(f"{url}/_nodes/_local") if state else None
            if state and own and state["master_node"] in own["nodes"]:
                _send(node, signal.SIGKILL)
                return url
        raise Unavailable("No node of the cluster is its master.")

    def pause(self) -> None:
        """Every node still accepts connections, and says nothing any more."""
        for node in self._nodes():
            _send(node, signal.SIGSTOP)

    def resume(self) -> None:
        for node in self._nodes():
            _send(node, signal.SIGCONT)

    def kill(self) -> None:
        """Ends every node with SIGKILL; their data stay."""
        for node in self._nodes():
            _send(node, signal.SIGKILL)
        while any(_pid_of(node) for node in self._nodes()):
            time.sleep(0.05)

    def start_again(self, *, heap: str = "512m") -> None:
        """Starts the nodes that do not run, with the data they had."""
        jdk = find_jdk()
        for node in self._nodes():
            if not _pid_of(node):
                _launch(built(jdk), node, jdk, heap)
        self._wait(len(self._nodes()))

    def _nodes(self) -> list[Path]:
        return sorted((path for path in self._home.glob("[0-9]*")), key=lambda path: int(path.name))


def _configure(node: Path, number: int, http: list[int], transport: list[int]) -> None:
    config = {
        "cluster.name": "museum-tests",
        "node.name": f"node-{number + 1}",
        "network.host": LOOPBACK,
        "http.port": http[number],
        "transport.port": transport[number],
        "discovery.seed_hosts": [f"{LOOPBACK}:{port}" for port in transport],
        "cluster.initial_master_nodes": [f"node-{other + 1}" for other in range(len(http))],
        "cluster.routing.allocation.disk.threshold_enabled": False,
        "path.data": str(node / "data"),
        "path.logs": str(node / "logs"),
    }
    lines = [f"{key}: {json.dumps(value)}" for key, value in config.items()]
    (node / "config" / "elasticsearch.yml").write_text("\n".join(lines) + "\n")


def _launch(distribution: Path, node: Path, jdk: Path, heap: str) -> None:
    native = distribution / "native"
    command = [
        *(str(jdk / "bin" / "java"), f"-Xms{heap}", f"-Xmx{heap}", "-XX:+ExitOnOutOfMemoryError"),
        *(f"-Des.nativelibs.path={native}", f"-Djava.library.path={native}"),
        *("--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector"),
        *("-cp", f"{distribution / 'lib'}/*:{distribution / 'classes'}", "TestNode", str(node)),
    ]
    with (node / "logs" / "out.log").open("w") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    (node / "pid").write_text(str(process.pid))


def _pid_of(node: Path) -> int | None:
    """The process id while the node runs; one that now belongs to another program does not count."""
    try:
        pid = int((node / "pid").read_text())
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return None
    if state == "Z":
        return None
    # In the instant after its start a process has no command line yet.
    return pid if not command or str(node).encode() in command.split(b"\0") else None


def _send(node: Path, number: signal.Signals) -> None:
    pid = _pid_of(node)
    assert pid is not None, f"{node} does not run"
    os.kill(pid, number)


def _url_of(node: Path) -> str:
    found = re.search(r"^http\.port: (\d+)", (node / "config" / "elasticsearch.yml").read_text(), re.MULTILINE)
    assert found, "the configuration was written by us"
    return f"http://{LOOPBACK}:{found[1]}"


def _get(url: str) -> dict[str, Any] | None:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            told: dict[str, Any] = json.load(answer)
            return told
    except (urllib.error.URLError, OSError, ValueError):
        return None
