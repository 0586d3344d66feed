"""After a restore: erase again what people had taken back for good."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.services.tombstones import UnreadableTombstones, apply


class Command(BaseCommand):
    help = "Erases what a restored backup brought back although it had been erased. Run it before the museum opens."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, help="the list of tombstones, if not WITHDRAWAL_TOMBSTONES")
        parser.add_argument("--dry-run", action="store_true", help="say what is back, and erase nothing")

    def handle(self, *, file: Path | None, dry_run: bool, **options: Any) -> None:
        if file is not None and not file.exists():
            raise CommandError(f"没有这个文件：{file}")
        try:
            back = apply(file, dry_run=dry_run)
        except UnreadableTombstones as error:
            raise CommandError(str(error)) from error
        for tombstone, done in back:
            self.stdout.write(f"{tombstone.material_kind} {tombstone.material_uuid}")
            for line in done:
                self.stdout.write(f"  {line.where}：{line.what}")
        verb = "还要抹去" if dry_run else "重新抹去了"
        self.stdout.write(f"{verb} {len(back)} 样。" if back else "备份没有带回抹去过的东西。")
