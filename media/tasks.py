"""Background work of this room: a task is one row of the queue of derivatives, or one intake."""

from importlib import import_module

from django_tasks import task

from media.services import conversion


@task(backend="background", queue_name="media")
def derive(derivative_id: int) -> None:
    """Work on one derivative; after a failure that may pass, come back to it later."""
    again_at = conversion.convert(derivative_id)
    if again_at is not None:
        derive.using(run_after=again_at).enqueue(derivative_id)


@task(backend="background")
def take_in(intake_id: int) -> None:
    """Make an asset of what has arrived in pieces. Not in the queue of the media: nobody waits there behind a film."""
    import_module("media.services.intake.taking").take_in(intake_id)
