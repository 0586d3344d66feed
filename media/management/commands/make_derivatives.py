"""Queues conversions: what is missing, what failed, or everything again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Q

from media.derivatives.base import RECIPES
from media.models import Asset, Derivative, State
from media.services import derive


class Command(BaseCommand):
    help = "Queues derivatives that are missing or failed; with --all every one, to be made again from the originals."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="also those that are ready")
        parser.add_argument("--recipe", choices=sorted(RECIPES), help="only this recipe")
        parser.add_argument("--dry-run", action="store_true", help="print what would be queued")

    def handle(self, *, all: bool, recipe: str | None, dry_run: bool, **options: Any) -> None:
        chosen = Q(recipe=recipe) if recipe else Q()
        rows = Derivative.objects.filter(chosen, Q() if all else Q(state=State.FAILED)).select_related("asset")
        bare = Asset.objects.filter(derivatives__isnull=True).select_related("original")
        for row in rows:
            self.stdout.write(f"{row.recipe}: {row.asset.original_name}")
        for asset in bare:
            self.stdout.write(f"everything: {asset.original_name}")
        total = len(rows) + len(bare)
        if dry_run:
            self.stdout.write(f"{total} would be queued.")
            return
        derive.rebuild(derivatives=rows)
        for asset in bare:
            derive.request(asset=asset)
        self.stdout.write(f"{total} queued.")
