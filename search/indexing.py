"""Brings the index up to the records: reads the outbox, writes what it names, and only then deletes its rows.

    rows → objects → entries → engine, committed → counts compared → rows deleted

A crash between any two steps leaves the rows, and doing a step again changes nothing. What fails stays in the outbox
with its reason and is tried again later; it never holds up the rows behind it.
"""

import logging
import math
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.utils import InterfaceError, OperationalError
from django.utils import timezone

from search import installed
from search.engines.base import Index, IndexMissing, WriteRefused
from search.entries import Entry
from search.models import OutboxRow
from search.outbox import Target
from search.registry import NotRegistered, Registration, by_label
from search.writing import only_writer

logger = logging.getLogger(__name__)

BATCH_OBJECTS = 50
"""Bounded by what must fit in memory: an interview of an hour is about 300 passages."""
BACK_OFF_SECONDS = (5, 30, 120, 600, 3600)


@dataclass(slots=True)
class Drained:
    """What one pass over the outbox did, counted in objects."""

    written: int = 0
    removed: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        return self.written + self.removed + self.failed

    def add(self, other: "Drained") -> None:
        self.written += other.written
        self.removed += other.removed
        self.failed += other.failed


@dataclass(slots=True)
class Reading:
    """What the records say: entries to write, ids to take out, and objects that could not be read, with the reason."""

    entries: dict[Target, Entry] = field(default_factory=dict)
    absent: dict[Target, str] = field(default_factory=dict)
    failures: dict[Target, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Objects to look at, with exactly the rows that ask for it: rows added later are not ours to delete."""

    rows: dict[Target, list[int]]
    urgent: frozenset[Target]


@dataclass(frozen=True, slots=True)
class Generations:
    """The indexes a change must reach: the one visitors search, and the one a rebuild is filling. One may be absent."""

    live: Index | None
    building: Index | None

    def __iter__(self) -> Iterator[Index]:
        return (index for index in (self.live, self.building) if index is not None)


@contextmanager
def open_generations() -> Iterator[Generations]:
    """Opens what there is to write to, and gives up the engine's writers afterwards. Raises EngineUnavailable.

    The caller holds `only_writer`: the lexicon is read anew, so that whoever writes knows every change that a former
    holder of the lock may have spread.
    """
    installed.refresh()
    live = _sound_live()
    generations = Generations(live, installed.engine().building())
    try:
        yield generations
    finally:
        for index in generations:
            index.close()


def _sound_live() -> Index | None:
    """The live index as it is now, or None. What this process has open may have been damaged, or swapped by another."""
    for reopen in (True, False):
        try:
            live = installed.engine().live()
            live.counts()
        except IndexMissing:
            if reopen:
                installed.close_all()
        else:
            return live
    return None


def drain(*, wait_seconds: float = 0.0) -> Drained:
    """Works off every row that is due. Raises WriterBusy, EngineUnavailable, IndexMissing (nothing to write to yet)."""
    with only_writer(wait_seconds=wait_seconds), open_generations() as generations:
        if generations.live is None and generations.building is None:
            installed.engine().live()  # raises IndexMissing, with the reason
        return drain_into(generations)


def drain_into(generations: Generations, *, most_seconds: float = math.inf) -> Drained:
    """Works off every row that is due, batch by batch, or what can be done in the time given. The caller holds
    `only_writer`."""
    done = Drained()
    ends_at = time.monotonic() + most_seconds
    while (batch := _drain_batch(generations)).total:
        done.add(batch)
        if time.monotonic() >= ends_at:
            break
    if done.total:
        logger.info("outbox drained", extra=asdict(done))
    return done


def _drain_batch(generations: Generations) -> Drained:
    batch = _next_batch()
    if not batch.rows:
        return Drained()
    reading = read(batch.rows)
    _take_out_unreadable(reading, batch)
    for index in generations:
        write(index, reading)
    _settle(batch, reading)
    return Drained(
        written=len(reading.entries),
        removed=len(reading.absent.keys() - reading.failures.keys()),
        failed=len(reading.failures),
    )


def _next_batch() -> _Batch:
    due = OutboxRow.objects.due().values_list("model_label", "object_id", "urgent")[: BATCH_OBJECTS * 2]
    urgent: dict[Target, bool] = {}
    for label, object_id, is_urgent in due:
        if len(urgent) == BATCH_OBJECTS and (label, object_id) not in urgent:
            break
        urgent[label, object_id] = urgent.get((label, object_id), False) or is_urgent
    rows: dict[Target, list[int]] = defaultdict(list)
    for label, object_ids in _by_label(urgent).items():
        found = OutboxRow.objects.filter(model_label=label, object_id__in=object_ids).values_list("id", "object_id")
        for row_id, object_id in found:
            rows[label, object_id].append(row_id)
    return _Batch(rows=dict(rows), urgent=frozenset(target for target, flag in urgent.items() if flag))


def _by_label(targets: Iterable[Target]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = defaultdict(list)
    for label, object_id in targets:
        grouped[label].append(object_id)
    return dict(grouped)


def read(targets: Iterable[Target]) -> Reading:
    """Reads the objects as they are now. Raises only when the database itself fails."""
    reading = Reading()
    for label, object_ids in _by_label(targets).items():
        try:
            registration = by_label(label)
        except NotRegistered as error:
            # Written by a version of the museum that had such a model: it waits for whoever knows it.
            reading.failures.update({(label, object_id): str(error) for object_id in object_ids})
            continue
        found = {str(instance.pk): instance for instance in registration.queryset().filter(pk__in=object_ids)}
        for object_id in object_ids:
            read_one(registration, object_id, found.get(object_id), reading)
    return reading


def read_one(registration: Registration, object_id: str, instance: Any, reading: Reading) -> None:
    """Adds one object to the reading: as an entry, as absent, or as a failure with its reason."""
    target = (registration.label, object_id)
    expected = registration.entry_id(object_id)
    try:
        entry = None if instance is None else registration.to_entry(instance)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        # to_entry belongs to other packages; whatever is wrong with one record must not keep the others out of the
        # index.
        logger.exception("record cannot be read for the index", extra={"entry": expected})
        reading.failures[target] = f"{type(error).__name__}: {error}"
        return
    if entry is None:
        reading.absent[target] = expected
    elif entry.id != expected:
        reading.failures[target] = (
            f"to_entry gave the id {entry.id!r}; {expected!r} is needed, or it could never be removed."
        )
    else:
        reading.entries[target] = entry


def _take_out_unreadable(reading: Reading, batch: _Batch) -> None:
    """A record that may have been withdrawn and cannot be read is taken out: better not found than shown wrongly."""
    for label, object_id in batch.urgent & reading.failures.keys():
        try:
            reading.absent[label, object_id] = by_label(label).entry_id(object_id)
        except NotRegistered:
            continue


def write(index: Index, reading: Reading) -> None:
    """Writes a reading to one generation and commits. What the engine refuses moves from entries to failures."""
    try:
        put(index, reading)
        index.commit()
    except WriteRefused:
        # A refused batch may be lost in whole or in part: each entry is sent again, and committed, by itself.
        index.delete(list(reading.absent.values()))
        index.commit()
        for target, entry in list(reading.entries.items()):
            try:
                _confirm(index, [entry])
                index.commit()
            except WriteRefused as error:
                logger.warning("engine refused an entry", extra={"entry": entry.id, "reason": str(error)})
                del reading.entries[target]
                reading.failures[target] = str(error)


def put(index: Index, reading: Reading) -> None:
    """Writes a reading and does not commit. Raises WriteRefused; then all that was not committed may be lost."""
    index.delete(list(reading.absent.values()))
    _confirm(index, list(reading.entries.values()))


def _confirm(index: Index, entries: Sequence[Entry]) -> None:
    confirmed = index.write(entries) if entries else 0
    if confirmed != len(entries):
        raise WriteRefused(f"{len(entries)} entries were sent and {confirmed} confirmed.")


def _settle(batch: _Batch, reading: Reading) -> None:
    """Deletes the rows of what is in the index now; keeps one row for each object that failed."""
    finished = [row for target, rows in batch.rows.items() if target not in reading.failures for row in rows]
    with transaction.atomic():
        for target, reason in reading.failures.items():
            kept, *spare = sorted(batch.rows[target])
            finished.extend(spare)
            row = OutboxRow.objects.get(id=kept)
            row.urgent = target in batch.urgent
            put_off(row, reason)
        for chunk in _chunks(finished):
            OutboxRow.objects.filter(id__in=chunk).delete()


def put_off(row: OutboxRow, reason: str) -> None:
    """Keeps a row for later, with the reason; each failure waits longer than the one before."""
    wait_seconds = BACK_OFF_SECONDS[min(row.attempts, len(BACK_OFF_SECONDS) - 1)]
    row.attempts += 1
    row.reason = reason
    row.not_before = timezone.now() + timedelta(seconds=wait_seconds)
    row.save()


def retry_all() -> int:
    """Makes every row that failed due now: for after a repair. Returns how many."""
    return OutboxRow.objects.failing().filter(not_before__gt=timezone.now()).update(not_before=F("touched_at"))


def _chunks(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + 500] for start in range(0, len(ids), 500))
