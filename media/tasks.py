"""Background work of this room: one task, one row of the queue of derivatives."""

from django_tasks import task

from media.services import conversion


@task(backend="background", queue_name="media")
def derive(derivative_id: int) -> None:
    """Work on one derivative; after a failure that may pass, come back to it later."""
    again_at = conversion.convert(derivative_id)
    if again_at is not None:
        derive.using(run_after=again_at).enqueue(derivative_id)
