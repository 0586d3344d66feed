"""What nobody finishes is let go after a while, and never without having said so before."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from media.models import Intake, IntakeState
from media.services.intake.room import folder_of
from media.storage import store
from media.tasks import take_in

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tended:
    warned: int
    let_go: int
    nudged: int


def tend() -> Tended:
    """Warn, let go, forget what is finished, and queue again what no task points at. Cheap when idle."""
    now = timezone.now()
    warned = Intake.objects.unwarned(now).update(warned_at=now)
    expired = list(Intake.objects.expired(now))
    for intake in expired:
        _let_go(intake)
    finished = now - timedelta(days=settings.INTAKE_KEEP_DAYS)
    Intake.objects.filter(state=IntakeState.DONE, touched_at__lt=finished).delete()
    return Tended(warned=warned, let_go=len(expired), nudged=_nudge())


def _let_go(intake: Intake) -> None:
    with transaction.atomic():
        row = Intake.objects.expired(timezone.now()).select_for_update(of=("self",)).filter(pk=intake.pk).first()
        if row is None:
            return
        transaction.on_commit(partial(store().remove_tree, folder_of(row)))
        row.delete()
    logger.info("abandoned intake let go", extra={"intake": str(intake.key)})


def _nudge() -> int:
    """A task that outlived three workers is given up; what it was to take in must not wait for ever."""
    waiting = set(Intake.objects.filter(state=IntakeState.TAKING_IN).values_list("pk", flat=True))
    if not waiting:
        return 0
    alive = DBTaskResult.objects.filter(
        task_path=take_in.module_path, status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
    )
    forgotten = waiting - {int(arguments["args"][0]) for arguments in alive.values_list("args_kwargs", flat=True)}
    for pk in forgotten:
        take_in.enqueue(pk)
    return len(forgotten)
