"""The background worker: tasks, the outbox of the search, and everything that is due at a certain time."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from museum.background.worker import QUEUES, work_until_stopped
from search.memory import settle

GRACE_SECONDS = 15.0


class Command(BaseCommand):
    help = "Works off background tasks and the search outbox until stopped. Any number may run at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--queue",
            action="append",
            choices=QUEUES,
            help="only this queue (may be given several times); all by default",
        )
        parser.add_argument("--grace", type=float, default=GRACE_SECONDS, help="seconds to finish in when stopped")

    def handle(self, *, queue: list[str] | None, grace: float, **options: Any) -> None:
        if grace < 0:
            raise CommandError(f"--grace is {grace}. Give a number of seconds, 0 or more.", returncode=2)
        settle()
        work_until_stopped(queues=queue or QUEUES, grace_seconds=grace)
