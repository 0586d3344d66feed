"""The connection to a cluster: who we are, how long we wait, what its errors mean in words.

Two kinds of patience. Somebody waits for a search: `prompt` asks one node after the other, but all in all never longer
than the settings allow. Nobody waits for a write: `patient` does, for minutes, and repeats it; fixed ids make that
harmless.
"""

import ssl
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from elasticsearch import (
    ApiError,
    AuthenticationException,
    AuthorizationException,
    ConnectionError,
    ConnectionTimeout,
    Elasticsearch,
    NotFoundError,
    SSLError,
    TransportError,
)
from elasticsearch.serializer import OrjsonSerializer

from search.engines.base import EngineError, EngineUnavailable, IndexMissing

T = TypeVar("T")

RETRIES = 3
AWAY = (429, 502, 503, 504)
"""Busy, or a proxy that has lost the node behind it: another node, or a moment later, may do."""
PAUSE_SECONDS = 0.05
STEP_SECONDS = 0.05
"""Deadlines are rounded down to whole steps, so that few clients serve all of them."""
READ_SECONDS, WRITE_SECONDS = 2.5, 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ElasticSettings:
    """How to reach the cluster and shape the indexes; secrets come from the environment."""

    urls: tuple[str, ...]
    prefix: str = "zhuhua"
    api_key: str = ""
    username: str = ""
    password: str = ""
    ca_certs: str = ""
    shards: int = 1
    replicas: int = 1
    timeout_seconds: float = READ_SECONDS


def connect(settings: ElasticSettings) -> Elasticsearch:
    """Opens no connection yet. Raises EngineError for settings that cannot be meant."""
    options: dict[str, Any] = {}
    if settings.api_key:
        options["api_key"] = settings.api_key
    elif settings.username:
        # Encoded here: the client's own way knows ASCII only, and a password may well be Chinese.
        pair = f"{settings.username}:{settings.password}"
        options["basic_auth"] = b64encode(pair.encode()).decode()
    if settings.ca_certs:
        options["ca_certs"] = _readable(settings.ca_certs)
    try:
        return Elasticsearch(
            list(dict.fromkeys(settings.urls)),
            request_timeout=settings.timeout_seconds,
            max_retries=RETRIES,
            retry_on_timeout=False,
            retry_on_status=AWAY,
            serializer=OrjsonSerializer(),
            **options,
        )
    except ValueError as error:
        raise EngineError(
            f"ELASTICSEARCH_URL cannot be used: {error}. An address looks like https://node-1.example.org:9200; "
            "several are separated by commas."
        ) from error


def _readable(ca_certs: str) -> str:
    try:
        ssl.create_default_context(cafile=ca_certs)
    except OSError as error:
        raise EngineError(
            f"The certificate authority in ELASTICSEARCH_CA_CERTS cannot be read: {ca_certs} ({error})."
        ) from error
    return ca_certs


def patient(client: Elasticsearch) -> Elasticsearch:
    """For writes and everything else that nobody waits for."""
    return client.options(request_timeout=WRITE_SECONDS, max_retries=RETRIES, retry_on_timeout=True)


_patience_ends: ContextVar[float | None] = ContextVar("patience_ends", default=None)


@contextmanager
def one_patience(seconds: float) -> Iterator[None]:
    """All that is asked inside shares these seconds: a search is several questions, a visitor waits for it as one."""
    token = _patience_ends.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _patience_ends.reset(token)


def prompt(client: Elasticsearch, settings: ElasticSettings, call: Callable[[Elasticsearch], T]) -> T:
    """Calls until a node answers, for no longer than the settings allow. Each of several nodes but the last may use up
    half of the time that is left: one that hangs must not keep the visitor from one that works."""
    ends = _patience_ends.get() or time.monotonic() + settings.timeout_seconds
    for _ in range(RETRIES, 0, -1):
        left = max(ends - time.monotonic(), PAUSE_SECONDS)
        share = left / 2 if len(settings.urls) > 1 else left
        try:
            return call(_hurried(client, share))
        except (TransportError, ApiError, EngineUnavailable) as error:
            if not _another_try_may_do(error) or time.monotonic() + PAUSE_SECONDS >= ends:
                raise
            time.sleep(PAUSE_SECONDS)
    return call(_hurried(client, ends - time.monotonic()))


def _hurried(client: Elasticsearch, seconds: float) -> Elasticsearch:
    """The client that waits no longer than this. They are kept: to make one takes as long as many a search."""
    return _with_timeout(client, max(int(seconds / STEP_SECONDS), 1))


@lru_cache(maxsize=128)
def _with_timeout(client: Elasticsearch, steps: int) -> Elasticsearch:
    return client.options(request_timeout=steps * STEP_SECONDS, max_retries=0)


def _another_try_may_do(error: Exception) -> bool:
    return error.status_code in AWAY if isinstance(error, ApiError) else not isinstance(error, SSLError)


@contextmanager
def named_errors() -> Iterator[None]:
    """The client's errors under the names that the rest of search knows."""
    try:
        yield
    except NotFoundError as error:
        raise IndexMissing(
            f"Elasticsearch has no such index ({error.message}). Build it: manage.py reindex."
        ) from error
    except AuthenticationException as error:
        raise EngineUnavailable(
            "Elasticsearch does not accept our credentials (status 401). Check ELASTICSEARCH_API_KEY, or "
            "ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD."
        ) from error
    except AuthorizationException as error:
        raise EngineUnavailable(
            "Elasticsearch knows us but does not allow this (status 403). The account behind ELASTICSEARCH_API_KEY or "
            f"ELASTICSEARCH_USERNAME needs all rights on the indexes of ELASTICSEARCH_PREFIX: {error.message}."
        ) from error
    except SSLError as error:
        raise EngineUnavailable(
            f"The connection to Elasticsearch is not secure: {error}. If a private authority signed the nodes' "
            "certificates, name its file in ELASTICSEARCH_CA_CERTS."
        ) from error
    except (ConnectionTimeout, ConnectionError) as error:
        raise EngineUnavailable(
            f"Elasticsearch does not answer: {error}. Is the cluster up, ELASTICSEARCH_URL right?"
        ) from error
    except ApiError as error:
        if error.status_code in AWAY:
            raise EngineUnavailable(f"Elasticsearch is overloaded or away (status {error.status_code}).") from error
        raise EngineError(f"Elasticsearch refused a request (status {error.status_code}): {error.body}.") from error
    except TransportError as error:
        raise EngineUnavailable(f"Elasticsearch cannot be reached: {error}.") from error
