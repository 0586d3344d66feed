"""What the search does in the background.

Changes need no task: the outbox is a queue already, and a second one could only disagree with it. The worker calls
`tend` several times a second. A rebuild takes minutes, so it is a task, and can be seen among the others.
"""

import logging

from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from search.curation import spreading
from search.engines.base import EngineError, IndexMissing, WriterBusy
from search.indexing import drain
from search.models import OutboxRow
from search.rebuilding import abandoned_midway, damaged, needed, rebuild

logger = logging.getLogger(__name__)


@task(backend="background", queue_name="index")
def rebuild_index() -> int:
    """Rebuilds the index if needed, going on where an interrupted rebuild stopped. Returns the entries written."""
    if not _reason():
        return 0
    return rebuild(resume=True).entries_written


def _reason() -> str:
    return needed() or damaged() or abandoned_midway()


def ask_for_rebuild(reason: str) -> bool:
    """Queues a rebuild unless one is waiting or running already. Returns whether it did."""
    unfinished = DBTaskResult.objects.filter(
        task_path=rebuild_index.module_path, status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
    )
    if unfinished.exists():
        return False
    rebuild_index.enqueue()
    logger.warning("index rebuild queued", extra={"reason": reason})
    return True


def tend() -> int:
    """Works off what is due, or asks for a rebuild if there is nothing to write to. Returns the objects done.

    Raises EngineError when the engine does not answer: the caller waits before it tries again, and the outbox keeps
    everything meanwhile.
    """
    is_lexicon_changed = spreading.unfinished()
    if not is_lexicon_changed and not OutboxRow.objects.due().exists():
        return 0
    try:
        return (spreading.follow() if is_lexicon_changed else drain()).total
    except WriterBusy:
        return 0  # whoever holds the writer works off the same outbox
    except IndexMissing as error:
        ask_for_rebuild(str(error))
        return 0


def inspect() -> None:
    """Asks for a rebuild when the index is missing, damaged, written with another analyzer, or half rebuilt."""
    try:
        reason = _reason()
    except EngineError as error:
        logger.warning("search engine does not answer", extra={"reason": str(error)})
        return
    if reason:
        ask_for_rebuild(reason)
