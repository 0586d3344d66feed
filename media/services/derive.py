"""The queue of derivatives: ask for them, take them back, ask again, and find what a dead worker left.

The rows are the queue; a task is only a nudge to look at one of them. A lost task is found by `sweep`, a task too
many finds nothing due.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from media.derivatives.base import RECIPES, recipes_for
from media.models import Asset, Derivative, State
from media.storage import derivative_path, store
from media.tasks import derive
from media.workers import is_dead

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep found: rows of dead workers put back, given up, and rows that no task pointed at."""

    restarted: int
    given_up: int
    nudged: int


def request(*, asset: Asset) -> None:
    """Queue every recipe the asset gets and does not have yet."""
    now = timezone.now()
    with transaction.atomic():
        Derivative.objects.bulk_create(
            [
                Derivative(asset=asset, recipe=recipe, not_before=now)
                for recipe in recipes_for(asset.kind, asset.original.media_type)
            ],
            ignore_conflicts=True,
        )
        _nudge(asset.derivatives.filter(state=State.PENDING))


def rebuild(*, derivatives: Iterable[Derivative]) -> int:
    """Make these again from the originals; what is served stays until the new files are whole."""
    ids = [derivative.pk for derivative in derivatives]
    with transaction.atomic():
        rows = Derivative.objects.filter(pk__in=ids)
        _requeue_all(rows)
        _nudge(rows)
    return len(ids)


def retry(*, derivative: Derivative) -> None:
    """Staff ask for another attempt at a failed conversion."""
    rebuild(derivatives=[derivative])


def withdraw(*, asset: Asset) -> None:
    """Stop delivering every derivative of the asset in this transaction, and have them made again."""
    with transaction.atomic():
        rows = Derivative.objects.select_for_update().filter(asset=asset)
        served = [row for row in rows if row.served_generation is not None]
        _requeue_all(asset.derivatives.all(), served_generation=None, files=[], size_bytes=0)
        _nudge(asset.derivatives.all())
        for row in served:
            prefix = derivative_path(str(asset.uuid), f"{row.recipe}/{row.served_generation}")
            transaction.on_commit(partial(store().remove_tree, prefix))


def sweep() -> Swept:
    """Put back what dead workers left running and nudge what no task points at. Cheap when there is nothing to do."""
    now = timezone.now()
    with transaction.atomic():
        running = list(Derivative.objects.select_for_update().filter(state=State.RUNNING))
        left = [row for row in running if is_dead(row.worker) or row.lease_until is None or row.lease_until < now]
        given_up = {row.pk for row in left if row.attempts >= settings.MEDIA_CONVERT_ATTEMPTS}
        Derivative.objects.filter(pk__in=given_up).update(
            state=State.FAILED, worker="", lease_until=None, error=gettext("转换时多次中断"), updated_at=now
        )
        Derivative.objects.filter(pk__in={row.pk for row in left} - given_up).update(
            state=State.PENDING, worker="", lease_until=None, not_before=now, updated_at=now
        )
        pointed_at = _pointed_at()
        waiting = [row for row in Derivative.objects.filter(state=State.PENDING) if row.pk not in pointed_at]
        _nudge(waiting)
    if left or waiting:
        logger.warning("queue swept", extra={"restarted": len(left) - len(given_up), "nudged": len(waiting)})
    return Swept(restarted=len(left) - len(given_up), given_up=len(given_up), nudged=len(waiting))


def _requeue_all(rows: QuerySet[Derivative], **columns: Any) -> None:
    now = timezone.now()
    rows.update(
        generation=F("generation") + 1,
        state=State.PENDING,
        attempts=0,
        error="",
        worker="",
        lease_until=None,
        not_before=now,
        updated_at=now,
        **columns,
    )


def _nudge(rows: Iterable[Derivative]) -> None:
    now = timezone.now()
    for row in rows:
        later = row.not_before if row.not_before > now else None
        derive.using(priority=RECIPES[row.recipe].priority, run_after=later).enqueue(row.pk)


def _pointed_at() -> set[int]:
    """Rows that a waiting task will look at."""
    tasks = DBTaskResult.objects.filter(task_path=derive.module_path, status=TaskResultStatus.READY)
    return {int(arguments["args"][0]) for arguments in tasks.values_list("args_kwargs", flat=True)}
