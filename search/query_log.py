"""What was asked and not found, without who asked.

Of a search is kept: the normalised query, the hour, how many records were found and how, and whether something was
opened. Never an address, an account, a session or a browser. Whether a request is a visitor's new question at all is
decided where requests are known (`museum.new_questions`).

A page of results must neither wait for this nor fail with it. So it only puts a value into memory; a thread of the web
process writes what has gathered once a second. A database that is locked or away delays that; what is older than
`MOST_WAITING` is let go, and a process that is killed loses its last second.
"""

import atexit
import logging
import re
import secrets
import threading
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from search.entries import REASONS, Results
from search.models import LoggedSearch
from search.personal import looks_personal
from search.text.normalise import normalised_text

logger = logging.getLogger(__name__)

LONGEST_KEPT = 60
"""Characters of a query. Whole stories typed into the box are cut: they tell more of the writer than of the museum."""

KEY = re.compile(r"[\w-]{12}", re.ASCII)
"""Seventy-two random bits: to guess one that was given out is hopeless, so it needs no signature."""

FLUSH_SECONDS = 1.0
MOST_WAITING = 500
MOST_TRIES = 10
"""How often an opening is tried to be written: its search may still wait in the memory of another process."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Something among the results of the search with this key was opened."""

    key: str
    kind: str
    tries: int = 0


@dataclass(slots=True)
class Waiting:
    """What has not been written yet."""

    searches: deque[LoggedSearch] = field(default_factory=lambda: deque(maxlen=MOST_WAITING))
    openings: deque[Opening] = field(default_factory=lambda: deque(maxlen=MOST_WAITING))


_lock = threading.Lock()
_waiting = Waiting()


def kept_form(query: str) -> str:
    """The query as it is kept; "" when it must not be, or says nothing."""
    plain = " ".join(normalised_text(query).split())
    if looks_personal(plain) or not any(character.isalnum() for character in plain):
        return ""
    return plain[:LONGEST_KEPT].rstrip()


def is_key(text: str) -> bool:
    """Whether this may be a key at all: others need not be looked up."""
    return KEY.fullmatch(text) is not None


def note_search(results: Results, *, now: datetime | None = None) -> str:
    """Remembers a visitor's search. Returns the key under which an opening may be told, "" when nothing is kept."""
    query = kept_form(results.query)
    if not query:
        return ""
    row = LoggedSearch(
        key=secrets.token_urlsafe(9),
        query=query,
        asked_at=(now or timezone.now()).replace(minute=0, second=0, microsecond=0),
        total=results.total,
        loosened=results.loosened,
        reason=min((hit.reason for hit in results.hits), key=REASONS.index, default=""),
    )
    with _lock:
        _waiting.searches.append(row)
    return row.key


def note_opening(key: str, kind: str) -> None:
    """Remembers that something of this kind was opened. Keys nobody was given change nothing."""
    with _lock:
        _waiting.openings.append(Opening(key, kind))


def flush() -> None:
    """Writes what has gathered; what cannot be written now stays for the next time."""
    with _lock:
        searches, openings = list(_waiting.searches), list(_waiting.openings)
        _waiting.searches.clear()
        _waiting.openings.clear()
    try:
        if searches:
            LoggedSearch.objects.bulk_create(searches)
            searches = []
        openings = _mark(openings) if openings else []
    except DatabaseError as error:
        logger.warning("query log cannot be written now, it is tried again", extra={"reason": str(error)})
    _put_back(searches, openings)


def _mark(openings: Sequence[Opening]) -> list[Opening]:
    """Marks each search once; sending a key again changes nothing. Returns those whose search is not known yet."""
    known = dict(LoggedSearch.objects.filter(key__in={each.key for each in openings}).values_list("key", "opened_kind"))
    fresh: dict[str, list[str]] = defaultdict(list)
    for each in openings:
        if known.get(each.key) == "":
            known[each.key] = each.kind
            fresh[each.kind].append(each.key)
    for kind, keys in fresh.items():
        LoggedSearch.objects.filter(key__in=keys, opened_kind="").update(opened_kind=kind)
    unknown = (each for each in openings if each.key not in known)
    return [replace(each, tries=each.tries + 1) for each in unknown if each.tries < MOST_TRIES]


def _put_back(searches: Sequence[LoggedSearch], openings: Sequence[Opening]) -> None:
    """In front of what came meanwhile; beyond the bound the oldest go."""
    with _lock:
        _waiting.searches = deque([*searches, *_waiting.searches], maxlen=MOST_WAITING)
        _waiting.openings = deque([*openings, *_waiting.openings], maxlen=MOST_WAITING)


def keep_writing() -> None:
    """Starts the thread that writes. Called once in each web process, after it was forked."""
    threading.Thread(target=_write_for_ever, name="query log", daemon=True).start()
    atexit.register(flush)


def _write_for_ever() -> None:
    pause = threading.Event()
    while not pause.wait(FLUSH_SECONDS):
        close_old_connections()
        try:
            flush()
        except Exception:  # the thread must outlive whatever goes wrong once
            logger.exception("query log failed")


def forget_old() -> int:
    """Deletes what is older than `QUERY_LOG_DAYS`; returns how many searches."""
    oldest = timezone.now() - timedelta(days=settings.QUERY_LOG_DAYS)
    return LoggedSearch.objects.filter(asked_at__lt=oldest).delete()[0]
