"""A throw-away PostgreSQL for the suite, from the programs Debian's `postgresql` package installs."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INSTALLED = Path("/usr/lib/postgresql")


class Unavailable(Exception):
    """PostgreSQL is not on this machine; the message says what to install."""


def programs() -> Path:
    """The folder of the newest installed server's programs."""
    folders = sorted(INSTALLED.glob("*/bin"), key=lambda folder: int(folder.parent.name))
    if not folders or not (folders[-1] / "initdb").exists():
        raise Unavailable("PostgreSQL is not installed (apt-get install postgresql), and DATABASE_URL names none.")
    return folders[-1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server() -> Iterator[str]:
    """Yields the DATABASE_URL of a running server; it and its data are gone afterwards.

    PostgreSQL refuses to run as root, so as root it runs as the `postgres` account that Debian's package made.
    """
    bin_dir, port = programs(), free_port()
    account = pwd.getpwnam("postgres") if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="museum-postgres-"))
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [bin_dir / program, *arguments],
            check=True, cwd=folder, stdout=subprocess.DEVNULL, user=account.pw_uid if account else None,
        )  # fmt: skip

    data = folder / "data"
    run("initdb", "-D", str(data), "-U", "museum", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
    # A test database may be lost: without waiting for the disk the suite is twice as fast. And a question
    # about so few rows is answered sooner than it is compiled.
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c jit=off"
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgres://museum@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
