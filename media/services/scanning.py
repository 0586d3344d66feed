"""Asks ClamAV (clamd, by its INSTREAM command) whether a file carries something harmful. Off without CLAMAV_SOCKET.

A scanner that does not answer has not said that a file is clean: callers hold the file back and ask again.
"""

import logging
import socket
import struct
from enum import Enum
from pathlib import Path
from typing import Final

from django.conf import settings

from media.services.ingest import Readable

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS: Final = 30
PIECE_BYTES: Final = 64 * 1024
LONGEST_ANSWER: Final = 4096


class Verdict(Enum):
    OFF = "off"
    CLEAN = "clean"
    INFECTED = "infected"
    AWAY = "away"
    """No answer, or one that says neither: the file has not been judged."""


def scan_file(path: Path) -> Verdict:
    with path.open("rb") as stream:
        return scan(stream)


def scan(stream: Readable) -> Verdict:
    """Send the bytes to clamd and read what it says; never raises for a scanner that is away."""
    if not settings.CLAMAV_SOCKET:
        return Verdict.OFF
    try:
        with _connected(settings.CLAMAV_SOCKET) as clamd:
            answer = _asked(clamd, stream)
    except OSError as problem:
        logger.warning("virus scanner did not answer", extra={"reason": str(problem)})
        return Verdict.AWAY
    if answer.endswith(" FOUND"):
        logger.warning("virus scanner found something", extra={"answer": answer})
        return Verdict.INFECTED
    if answer.endswith(" OK"):
        return Verdict.CLEAN
    logger.warning("virus scanner did not judge", extra={"answer": answer})
    return Verdict.AWAY


def _connected(address: str) -> socket.socket:
    """`/run/clamav/clamd.ctl`, or `host:port`."""
    if address.startswith("/"):
        clamd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        clamd.settimeout(TIMEOUT_SECONDS)
        clamd.connect(address)
        return clamd
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT_SECONDS)


def _asked(clamd: socket.socket, stream: Readable) -> str:
    """One INSTREAM: pieces led by their length, a length of nought at the end, one line back."""
    clamd.sendall(b"zINSTREAM\0")
    while piece := stream.read(PIECE_BYTES):
        clamd.sendall(struct.pack("!L", len(piece)) + piece)
    clamd.sendall(struct.pack("!L", 0))
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER and (more := clamd.recv(LONGEST_ANSWER)):
        answer += more
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
