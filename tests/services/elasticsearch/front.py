"""What stands before a cluster in the field: TLS, credentials, a limit on requests. And bad luck: silence.

A small reverse proxy on loopback. Everything behind it is the real node; what it does by itself is what a hosted
cluster's own proxy does.
"""

import http.client
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"
HOP_BY_HOP = frozenset({"connection", "transfer-encoding", "content-length", "host"})
BUSY = b'{"error":{"type":"es_rejected_execution_exception","reason":"queue is full"},"status":429}'
NOT_LET_IN = b'{"error":{"type":"security_exception","reason":"missing or wrong credentials"},"status":401}'


class Front(ThreadingHTTPServer):
    """`authorization` is the header that is demanded; the next `busy` requests are answered 429; while `silent` is set
    connections are accepted and nothing is said. `seen` counts the requests that were answered in any way."""

    daemon_threads = True

    def __init__(self, behind: str) -> None:
        self.behind = urlsplit(behind)
        self.authorization = ""
        self.busy = 0
        self.seen = 0
        self.silent = threading.Event()
        self.scheme = "http"
        super().__init__((LOOPBACK, 0), Passing)

    @property
    def url(self) -> str:
        return f"{self.scheme}://{LOOPBACK}:{self.server_address[1]}"

    def use_tls(self, context: ssl.SSLContext) -> None:
        self.scheme = "https"
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up, or refuses our certificate, is part of the tests."""


class Passing(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server: Front

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.server.silent.is_set():
            threading.Event().wait()  # for good: the thread ends with the process
        self.server.seen += 1
        if self.server.authorization and self.headers.get("Authorization") != self.server.authorization:
            self._say(401, NOT_LET_IN)
        elif self.server.busy:
            self.server.busy -= 1
            self._say(429, BUSY)
        else:
            self._pass_on(body)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer

    def _pass_on(self, body: bytes) -> None:
        node = http.client.HTTPConnection(self.server.behind.netloc, timeout=60)
        passed = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
        node.request(self.command, self.path, body, passed)
        told = node.getresponse()
        self._say(told.status, told.read(), dict(told.getheaders()))
        node.close()

    def _say(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response_only(status)
        for name, value in (headers or {"Content-Type": "application/json"}).items():
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@contextmanager
def front(behind: str, tls: ssl.SSLContext | None = None) -> Iterator[Front]:
    """A proxy before the node at this address, for the time of a test."""
    server = Front(behind)
    if tls is not None:
        server.use_tls(tls)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
