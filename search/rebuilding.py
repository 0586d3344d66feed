"""Builds the whole index anew beside the live one, slice by slice, and puts it in place when it is whole.

Each slice begins with the outbox, so a change made during a rebuild reaches visitors as fast as ever and is in both
generations. Some slices make a turn: one lock, one commit, and then it is written down how far it got. A rebuild that
was killed goes on where its last turn ended, and two processes that rebuild at once simply share the turns.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from search import installed
from search.curation.spreading import is_followed
from search.engines.base import Engine, EngineError, EngineUnavailable, Index, IndexMissing, WriteRefused
from search.indexing import Generations, Reading, drain_into, open_generations, put, put_off, read_one, write
from search.models import OutboxRow, Rebuild
from search.outbox import Target
from search.registry import Registration, registered
from search.writing import only_writer

logger = logging.getLogger(__name__)

SLICE_DOCUMENTS = 3_000
"""About a second's work: a change waits no longer than this."""
TURN_SLICES = 21
"""Every commit leaves segments of the index behind, and each is asked every question. Eight of a size are put together:
half a million passages are eight turns (docs/adr/0028)."""
CHUNK_OBJECTS = 20
LOCK_WAIT_SECONDS = 60.0
QUIET_SECONDS = 120
"""A rebuild that has not moved for so long has lost its process."""


class RebuildReplaced(Exception):
    """Somebody started another rebuild; this one was given up."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a rebuild is, in objects."""

    read: int
    total: int
    label: str


def rebuild(*, resume: bool = False, on_progress: Callable[[Progress], None] = lambda progress: None) -> Rebuild:
    """Rebuilds everything and swaps. With `resume`, goes on with a rebuild that was interrupted, if there is one.

    Raises EngineUnavailable, WriterBusy, RebuildReplaced.
    """
    row = begin(resume=resume)
    while row.state == Rebuild.State.RUNNING:
        row = advance(row.pk)
        on_progress(Progress(read=row.objects_read, total=row.objects_total, label=row.current_label))
    if row.state == Rebuild.State.ABANDONED:
        raise RebuildReplaced(f"Rebuild {row.generation} was given up for a newer one, which goes on.")
    logger.info(
        "index rebuilt",
        extra={"generation": row.generation, "entries": row.entries_written, "refused": row.objects_refused},
    )
    return row


def begin(*, resume: bool) -> Rebuild:
    """The rebuild to work on: the interrupted one when it can be gone on with and that is wanted, else a new one."""
    with only_writer(wait_seconds=LOCK_WAIT_SECONDS):
        installed.refresh()
        engine = installed.engine()
        running = Rebuild.objects.filter(state=Rebuild.State.RUNNING).first()
        if running is not None:
            if resume and _can_go_on(running, engine):
                return running
            running.state, running.finished_at = Rebuild.State.ABANDONED, timezone.now()
            running.save()
        index = engine.create()
        index.close()
        return Rebuild.objects.create(
            generation=index.generation,
            fingerprint=index.fingerprint,
            objects_total=sum(registration.queryset().count() for registration in registered()),
        )


def _can_go_on(row: Rebuild, engine: Engine) -> bool:
    if _is_live(row, engine):
        return True  # it was promoted, and died before it could say so
    building = engine.building()
    return building is not None and building.generation == row.generation and is_followed(building.fingerprint)


def _is_live(row: Rebuild, engine: Engine) -> bool:
    try:
        return engine.live().generation == row.generation
    except IndexMissing:
        return False


def advance(rebuild_pk: int) -> Rebuild:
    """One turn. Returns the row as it is afterwards; while its state is still running, there is more to do."""
    with only_writer(wait_seconds=LOCK_WAIT_SECONDS), open_generations() as generations:
        row = Rebuild.objects.get(pk=rebuild_pk)
        if row.state != Rebuild.State.RUNNING:
            return row
        if generations.live is not None and generations.live.generation == row.generation:
            return _finish(row)
        index = generations.building
        if index is None or index.generation != row.generation:
            raise IndexMissing(f"The index being built, {row.generation}, is gone. Start again: manage.py reindex.")
        try:
            return _turn(row, index, generations, put, TURN_SLICES)
        except WriteRefused:
            row.refresh_from_db()  # what was not committed is lost with what was refused: this time one by one
            return _turn(row, index, generations, write, 1)


def _turn(
    row: Rebuild, index: Index, generations: Generations, keep: Callable[[Index, Reading], None], slices: int
) -> Rebuild:
    """Reads and writes so many slices, commits, and then writes down how far it got: in this order. It ends early where
    the outbox has something to write: a refusal there would take along what is not committed."""
    _drain(generations)
    if _next_registration(row) is None:
        installed.engine().promote(index)
        return _finish(row)
    failures: dict[Target, str] = {}
    for number in range(slices):
        registration = _next_registration(row)
        if registration is None or (number and OutboxRow.objects.due().exists()):
            break
        reading = _slice(row, registration)
        keep(index, reading)
        row.entries_written += len(reading.entries)
        row.objects_refused += len(reading.failures)
        failures |= reading.failures
    index.commit()
    _note(row, failures)
    return row


def _note(row: Rebuild, failures: Mapping[Target, str]) -> None:
    """How far it got, and what is left to the outbox."""
    row.advanced_at = timezone.now()
    with transaction.atomic():
        for (label, object_id), reason in failures.items():
            put_off(OutboxRow(model_label=label, object_id=object_id), reason)
        row.save()


def _drain(generations: Generations) -> None:
    """A live index that takes no more changes must not keep its own replacement from being built."""
    try:
        drain_into(generations)
    except EngineUnavailable:
        raise
    except EngineError as error:
        logger.warning("live index takes no changes, only the new one gets them", extra={"reason": str(error)})
        drain_into(Generations(live=None, building=generations.building))


def _finish(row: Rebuild) -> Rebuild:
    row.state = Rebuild.State.DONE
    row.finished_at = timezone.now()
    row.save()
    return row


def _next_registration(row: Rebuild) -> Registration | None:
    for registration in registered():
        if registration.label not in row.finished_labels:
            if row.current_label != registration.label:
                row.current_label, row.last_pk = registration.label, ""
            return registration
    return None


def _slice(row: Rebuild, registration: Registration) -> Reading:
    """A bounded number of objects."""
    reading = Reading()
    documents = 0
    while documents < SLICE_DOCUMENTS:
        instances = _chunk_after(row.last_pk, registration)
        for instance in instances:
            read_one(registration, str(instance.pk), instance, reading)
        row.objects_read += len(instances)
        if len(instances) < CHUNK_OBJECTS:
            row.finished_labels = [*row.finished_labels, registration.label]
            break
        row.last_pk = str(instances[-1].pk)
        documents = sum(1 + len(entry.passages) for entry in reading.entries.values())
    return reading


def _chunk_after(last_pk: str, registration: Registration) -> list[Model]:
    remaining = registration.queryset().order_by("pk")
    if last_pk:
        remaining = remaining.filter(pk__gt=last_pk)
    return list(remaining[:CHUNK_OBJECTS])


def needed() -> str:
    """Why the index has to be rebuilt, or "" when it is whole and was written with this analyzer, or follows it."""
    try:
        live = installed.engine().live()
        stamped = live.fingerprint
        live.counts()
        if is_followed(stamped):
            return ""
        installed.refresh()  # a change may have been made and finished since this process last looked
        stamped = live.fingerprint
    except IndexMissing as error:
        return str(error)
    if is_followed(stamped):
        return ""
    return f"The index was written with analyzer {stamped}; this museum now uses {installed.fingerprint()}."


def damaged() -> str:
    """What is wrong with the files of the live index, or ""; reads those that are new since it was last asked."""
    try:
        return installed.engine().live().damage()
    except IndexMissing as error:
        return str(error)


def abandoned_midway() -> str:
    """Says so when a rebuild began and nobody has gone on with it for a while, else ""."""
    quiet_since = timezone.now() - timedelta(seconds=QUIET_SECONDS)
    row = Rebuild.objects.filter(state=Rebuild.State.RUNNING, advanced_at__lt=quiet_since).first()
    return f"Rebuild {row.generation} stopped at {row.objects_read} of {row.objects_total} records." if row else ""
