"""Checks that originals are still what they were. Exit 0: all intact; 1: something is wrong; 2: wrong use."""

import json
import sys
from argparse import ArgumentParser
from datetime import timedelta
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from media.services import fixity


class Command(BaseCommand):
    help = "Reads originals whole and compares their SHA-512; longest unchecked first. Exits 1 if any is damaged."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, help="check at most so many")
        parser.add_argument("--not-since-days", type=int, help="only those not checked for so many days")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *, limit: int | None, not_since_days: int | None, json: bool, **options: Any) -> None:
        for name, value in (("--limit", limit), ("--not-since-days", not_since_days)):
            if value is not None and value < 1:
                raise CommandError(f"{name} is {value}. Give a number above zero.", returncode=2)
        not_since = timezone.now() - timedelta(days=not_since_days) if not_since_days else None
        checked, problems = 0, []
        for finding in fixity.verify(originals=islice(fixity.due(not_since=not_since), limit)):
            checked += 1
            if finding.is_problem:
                problems.append(finding)
        self._report(checked, problems, as_json=json)
        if problems:
            sys.exit(1)

    def _report(self, checked: int, problems: list[fixity.Finding], *, as_json: bool) -> None:
        if as_json:
            listed = [
                {"sha512": found.original.sha512, "path": found.original.path, "outcome": found.outcome.value}
                for found in problems
            ]
            self.stdout.write(json.dumps({"checked": checked, "problems": listed}))
            return
        for found in problems:
            self.stdout.write(f"{found.outcome.label}: {found.original.path}")
        self.stdout.write(f"{checked} checked, {len(problems)} damaged.")
