"""Puts back conversions of dead workers and clears what crashes left behind."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from media.services import derive, sweeping


class Command(BaseCommand):
    help = "Requeues conversions whose worker died; removes abandoned uploads and half-made files older than a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--min-age-hours", type=float, default=sweeping.MIN_AGE_SECONDS / 3600)
        parser.add_argument("--dry-run", action="store_true", help="print what would be removed; requeue nothing")

    def handle(self, *, min_age_hours: float, dry_run: bool, **options: Any) -> None:
        if min_age_hours < 1:
            raise CommandError(f"--min-age-hours is {min_age_hours}. Give 1 or more.", returncode=2)
        found = sweeping.sweep(min_age_seconds=min_age_hours * 3600, dry_run=dry_run)
        for name in (*found.quarantined, *found.half_made, *found.unnamed_originals, *found.unnamed_pieces):
            self.stdout.write(name)
        self.stdout.write(f"{found.count} {'would be' if dry_run else ''} removed.".replace("  ", " "))
        if not dry_run:
            swept = derive.sweep()
            self.stdout.write(f"{swept.restarted} restarted, {swept.given_up} given up, {swept.nudged} nudged.")
