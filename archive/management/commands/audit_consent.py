"""What is public and traces to no consent and no reason."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.consent_audit import audit


class Command(BaseCommand):
    help = "Lists what is public without a grant or a recorded reason. Exit status 1 when there is any."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")
        parser.add_argument(
            "--strict", action="store_true", help="count what was taken over before the ledger as missing, too"
        )

    def handle(self, *, strict: bool, **options: Any) -> None:
        gaps = audit()
        untraced = [gap for gap in gaps if not gap.is_taken_over]
        if options["json"]:
            told = {
                "untraced": len(untraced),
                "taken_over": len(gaps) - len(untraced),
                "gaps": [asdict(gap) | {"address": gap.address} for gap in gaps],
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            for gap in gaps:
                self.stdout.write(f"{gap.kind} {gap.uuid}　{gap.title}　{gap.why}")
            self.stdout.write(f"没有依据 {len(untraced)} 处，待补 {len(gaps) - len(untraced)} 处。")
        failing = gaps if strict else untraced
        if failing:
            raise CommandError(f"{len(failing)} 处公开的内容说不出凭什么。", returncode=1)
