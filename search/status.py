"""How the search is doing, for staff and for monitoring: one look at the engine and one at the outbox."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Min
from django.utils import timezone

from search import installed
from search.breaker import State as BreakerState
from search.breaker import breaker
from search.engines.base import EngineError, IndexMissing
from search.indexing import read
from search.models import LexiconChange, OutboxRow, Rebuild
from search.outbox import Target
from search.rebuilding import needed
from search.registry import registered


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """`trouble` is empty when every published word can be found; else it says what is wrong and what happens next.

    `stale` says why the index is being rebuilt, or is empty. `breaker` tells whether this process leaves the engine
    alone (`search.breaker`). `outbox_age_seconds` is how long the oldest change has been waiting, `withheld` how many
    entries are kept out of the answers until the index has followed, `lexicon_changes` how many changes of the lexicon
    it has still to follow. `failing` counts objects that could not be indexed; `last_error` is the latest reason.
    """

    engine: str
    health: str
    breaker: BreakerState
    generation: str
    fingerprint: str
    stale: str
    entries: int
    passages: int
    outbox_depth: int
    outbox_age_seconds: float
    withheld: int
    lexicon_changes: int
    failing: int
    last_error: str
    rebuild_read: int | None
    rebuild_total: int | None
    rebuilt_at: datetime | None

    @property
    def trouble(self) -> str:
        return self.health or self.stale or self.last_error

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"trouble": self.trouble}


def status() -> Status:
    """Never raises for an engine that is down: that is one of the answers."""
    state = _engine_state()
    rows = OutboxRow.objects.all()
    oldest = rows.aggregate(oldest=Min("touched_at"))["oldest"]
    failing = rows.failing().order_by("-not_before")
    running = Rebuild.objects.filter(state=Rebuild.State.RUNNING).first()
    last = Rebuild.objects.filter(state=Rebuild.State.DONE).first()
    return Status(
        engine=settings.SEARCH_ENGINE,
        health=state.health,
        breaker=breaker.state,
        generation=state.generation,
        fingerprint=state.fingerprint,
        stale=state.stale,
        entries=state.entries,
        passages=state.passages,
        outbox_depth=rows.values("model_label", "object_id").distinct().count(),
        outbox_age_seconds=round((timezone.now() - oldest).total_seconds(), 1) if oldest else 0.0,
        withheld=rows.filter(urgent=True).values("model_label", "object_id").distinct().count(),
        lexicon_changes=LexiconChange.objects.exclude(state=LexiconChange.State.DONE).count(),
        failing=failing.count(),
        last_error=failing.values_list("reason", flat=True).first() or "",
        rebuild_read=running.objects_read if running else None,
        rebuild_total=running.objects_total if running else None,
        rebuilt_at=last.finished_at if last else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _EngineState:
    health: str = ""
    stale: str = ""
    generation: str = ""
    fingerprint: str = ""
    entries: int = 0
    passages: int = 0


def _engine_state() -> _EngineState:
    try:
        engine = installed.engine()
        if health := engine.health():
            return _EngineState(health=health)
        live = engine.live()
        counts = live.counts()
        stale = needed()
    except IndexMissing as error:
        return _EngineState(stale=str(error))
    except EngineError as error:
        return _EngineState(health=str(error))
    return _EngineState(
        stale=stale,
        generation=live.generation,
        fingerprint=live.fingerprint,
        entries=counts.entries,
        passages=counts.passages,
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """Entries that should be in the index and are not, and entries that are and should not be."""

    missing: tuple[str, ...]
    surplus: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.surplus)


def compare() -> Difference:
    """Reads every record and compares with the live index; takes about as long as a rebuild. Raises IndexMissing."""
    wanted = frozenset(_wanted())
    there = installed.engine().live().entry_ids()
    return Difference(missing=tuple(sorted(wanted - there)), surplus=tuple(sorted(there - wanted)))


def _wanted() -> Iterator[str]:
    for registration in registered():
        targets: list[Target] = []
        for pk in registration.queryset().order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2_000):
            targets.append((registration.label, str(pk)))
            if len(targets) == 100:
                yield from (entry.id for entry in read(targets).entries.values())
                targets = []
        yield from (entry.id for entry in read(targets).entries.values())
