"""Builds the search index anew beside the live one and swaps. Visitors keep searching; changes keep flowing in."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engines.base import EngineError
from search.memory import spare
from search.rebuilding import Progress, RebuildReplaced, rebuild

BAR_CHARACTERS = 40


class Command(BaseCommand):
    help = (
        "Rebuilds the search index beside the live one and swaps when it is whole. "
        "Exit code 0: done; 1: done, but some records could not be read (see search_status); 2: not done."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--resume", action="store_true", help="go on with a rebuild that was interrupted")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *, resume: bool, json: bool, **options: Any) -> None:
        spare()
        try:
            row = rebuild(resume=resume, on_progress=self._show)
        except (EngineError, RebuildReplaced) as error:
            raise CommandError(str(error), returncode=2) from error
        if sys.stderr.isatty():
            self.stderr.write("")
        if json:
            self.stdout.write(_as_json(row.generation, row.entries_written, row.objects_refused))
        else:
            self.stdout.write(f"Index {row.generation} is live: {row.entries_written} entries.")
        if row.objects_refused:
            raise CommandError(
                f"{row.objects_refused} records could not be read and will be tried again; see search_status.",
                returncode=1,
            )

    def _show(self, progress: Progress) -> None:
        """A bar for people; nothing where no one is looking."""
        if not sys.stderr.isatty():
            return
        share = min(1.0, progress.read / progress.total) if progress.total else 1.0
        bar = "█" * round(share * BAR_CHARACTERS)
        line = f"\r{bar:<{BAR_CHARACTERS}} {share:4.0%}  {progress.read}/{progress.total}  {progress.label}\x1b[K"
        self.stderr.write(line, ending="")


def _as_json(generation: str, entries: int, refused: int) -> str:
    return json.dumps({"generation": generation, "entries": entries, "refused": refused}, ensure_ascii=False)
