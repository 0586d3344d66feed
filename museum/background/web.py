"""Gunicorn inside a process that has already read the site."""

from collections.abc import Callable, Iterable
from typing import Any

from gunicorn.app.base import BaseApplication

from search import query_log
from search.memory import settle

Wsgi = Callable[..., Iterable[bytes]]


class WebServer(BaseApplication):
    """Serves `application` with gthread workers: slow listeners hold a thread each, not a process."""

    def __init__(self, application: Wsgi, *, host: str, port: int, workers: int, threads: int) -> None:
        self._application = application
        self._options: dict[str, Any] = {
            "bind": f"{host}:{port}",
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "preload_app": True,
            "loglevel": "warning",
            "when_ready": lambda server: settle(),
            "post_worker_init": lambda worker: query_log.keep_writing(),
            # The most gunicorn can: longer addresses it refuses itself, in English.
            "limit_request_line": 8190,
            "timeout": 120,
            "graceful_timeout": 10,
            # Two museums on one machine would share it.
            "control_socket_disable": True,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Wsgi:
        return self._application
