"""The museum in one terminal: web server and background worker, started and stopped together."""

import socket
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connections

from museum.background.preparing import prepare
from museum.background.terminal import Together
from museum.background.web import WebServer
from museum.background.worker import QUEUES, work_until_stopped
from museum.demo import users

START_SECONDS = 60.0
GRACE_SECONDS = 10.0


class Command(BaseCommand):
    help = "Starts web server and worker together; prepares the database first. Ctrl-C stops both."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
        parser.add_argument("--workers", type=int, default=2, help="web processes (default: %(default)s)")
        parser.add_argument("--threads", type=int, default=8, help="threads of each (default: %(default)s)")

        parser.add_argument("--empty", action="store_true", help="do not load the demo museum into an empty one")

    def handle(self, *, host: str, port: int, workers: int, threads: int, empty: bool, **options: Any) -> None:
        _refuse_taken(host, port)
        prepare(self.stdout.write, with_demo=settings.DEMO_MODE and not empty)
        connections.close_all()

        def serve() -> None:
            application = get_wsgi_application()
            WebServer(application, host=host, port=port, workers=workers, threads=threads).run()

        def work() -> None:
            work_until_stopped(queues=QUEUES, grace_seconds=GRACE_SECONDS)

        together = Together({"web server": serve, "worker": work})
        together.start()
        try:
            if self._opened(together, host, port):
                self._tell(host, port)
            fallen = together.wait()
        finally:
            together.stop()
        if fallen:
            told = ", ".join(f"the {name} ended with exit code {code}" for name, code in fallen.items())
            raise CommandError(f"Stopped, because {told}. Its last lines above say why.", returncode=1)
        self.stdout.write("Stopped.")

    def _opened(self, together: Together, host: str, port: int) -> bool:
        """Waits until the web server answers; False when it ended, or somebody asked to stop meanwhile."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and not together.fallen() and not together.asked_to_stop:
            with socket.socket() as probe:
                if probe.connect_ex((_reachable(host), port)) == 0:
                    return True
            time.sleep(0.1)
        return False

    def _tell(self, host: str, port: int) -> None:
        address = f"http://{_reachable(host)}:{port}/"
        self.stdout.write(f"The museum is open: {address}\nCurators sign in at {address}admin/")
        for sign_in in sign_ins():
            self.stdout.write(f"  {sign_in}")
        self.stdout.write("Ctrl-C stops it.")
        self.stdout.flush()


def sign_ins() -> list[str]:
    """The demo's accounts, where there are any; never outside demo mode."""
    return users.printed() if settings.DEMO_MODE and users.accounts() else []


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host}:{port} ({error.strerror}). Choose another with --port.", returncode=2
            ) from error


def _reachable(host: str) -> str:
    return "127.0.0.1" if host in {"", "0.0.0.0"} else host  # noqa: S104  (compared, not bound)
