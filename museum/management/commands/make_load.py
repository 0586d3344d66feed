"""A museum of ten thousand things, to measure on."""

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from museum.demo import bulk, bulk_files
from search.api import reindex


class Command(BaseCommand):
    help = "Generates records for measuring speed: LOAD-A-00001 and so on. --clear takes them out again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--artifacts", type=int, default=10_000, help="how many (default: %(default)s)")
        parser.add_argument("--photographs", type=int, default=2_000, help="how many (default: %(default)s)")
        parser.add_argument("--interviews", type=int, default=200, help="how many (default: %(default)s)")
        parser.add_argument("--seed", type=int, default=1958, help="the same seed gives the same museum")
        parser.add_argument("--clear", action="store_true", help="remove what earlier runs made, and make nothing")

    def handle(
        self, *, artifacts: int, photographs: int, interviews: int, seed: int, clear: bool, **options: Any
    ) -> None:
        started = time.monotonic()
        if min(artifacts, photographs, interviews) < 0:
            raise CommandError("Give 0 or more of each kind.", returncode=2)

        def report(line: str) -> None:
            sys.stderr.write(f"{time.monotonic() - started:6.1f} s  {line}\n")

        if clear:
            removed = bulk.clear()
            bulk_files.clear()
            report("搜索索引")
            reindex()
            self.stdout.write(f"删掉了 {removed} 条量速度用的记录。")
            return
        if any(rows.exists() for rows in bulk.loaded()):
            raise CommandError("已经有量速度用的记录。先运行 manage.py make_load --clear。", returncode=1)
        amounts = bulk.Amounts(artifacts=artifacts, photographs=photographs, interviews=interviews)
        report("图片和录音")
        pictures, recording = bulk_files.add()
        bulk.Maker(amounts=amounts, seed=seed, pictures=pictures, recording=recording, report=report).make()
        report("搜索索引")
        reindex()
        self.stdout.write(f"做好了：藏品 {artifacts}，老照片 {photographs}，口述史 {interviews}。")
