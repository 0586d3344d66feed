"""Takes out exactly what load_demo put in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from museum.demo.clearing import StillNeeded, clear
from search.indexing import drain
from search.rebuilding import needed

INDEX_WAIT_SECONDS = 60.0


class Command(BaseCommand):
    help = "Removes the demo museum: records, pages, files, sign-ins. What curators made stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would go, and keep it")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        try:
            cleared = clear(dry_run=dry_run)
        except StillNeeded as error:
            raise CommandError(str(error), returncode=1) from error
        if not cleared.counts:
            self.stdout.write("没有演示数据，没有改动。")
            return
        if not dry_run and not needed():
            drain(wait_seconds=INDEX_WAIT_SECONDS)
        self.stdout.write("会删掉：" if dry_run else "删掉了：")
        for name, number in sorted(cleared.counts.items()):
            self.stdout.write(f"  {name}　{number}")
