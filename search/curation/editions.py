"""Which lexicon this process works with: that of the database, looked for again once a second.

A look is one row of one table, and never in the middle of analysing something: an analyzer is taken once a request or
once a batch and does not change. Until the lexicon has been started (`search.curation.starting`), also while `migrate`
has not made its tables yet, it is the shipped one.
"""

import threading
import time
from dataclasses import dataclass

from django.db import DatabaseError

from search.lexicon import Lexicon, starting_lexicon
from search.models import LexiconEdition, SurnameRow, TermRow
from search.text.streams import Analyzer

FRESH_SECONDS = 1.0
NOT_STARTED = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """A lexicon as it was read, ready to analyse with; `token` tells whether the database still has the same."""

    token: str
    analyzer: Analyzer


_lock = threading.Lock()
_held: Edition | None = None
_asked_at = 0.0


def analyzer() -> Analyzer:
    """The analyzer of an edition that is at most a second old. While one thread reads a new one, the others go on with
    the former."""
    held = _held
    if held is None:
        return refresh()
    if time.monotonic() - _asked_at >= FRESH_SECONDS and _lock.acquire(blocking=False):
        try:
            return _renewed()
        finally:
            _lock.release()
    return held.analyzer


def refresh() -> Analyzer:
    """The analyzer of the edition that the database has now: for whoever is about to write to an index."""
    with _lock:
        return _renewed()


def forget() -> None:
    """The next look reads everything: after a change by this process."""
    global _held
    _held = None


def lexicon_of(terms: list[TermRow], surnames: list[SurnameRow]) -> Lexicon:
    return Lexicon((row.value() for row in terms), {row.surname: tuple(row.readings) for row in surnames})


def _renewed() -> Analyzer:
    """The caller holds the lock."""
    global _held, _asked_at
    try:
        token = LexiconEdition.objects.values_list("token", flat=True).first() or NOT_STARTED
        # The token is read before the words: should they change in between, it is the former one and is found out.
        if _held is None or _held.token != token:
            _held = Edition(token, Analyzer(_read() if token else starting_lexicon()))
    except DatabaseError:
        _held = _held or Edition(NOT_STARTED, Analyzer(starting_lexicon()))
    _asked_at = time.monotonic()
    return _held.analyzer


def _read() -> Lexicon:
    return lexicon_of(list(TermRow.objects.order_by("pk")), list(SurnameRow.objects.order_by("pk")))
