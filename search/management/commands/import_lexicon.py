"""Brings words from a file into the lexicon: a rehearsal, and with --apply the change itself."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.curation.importing import (
    HasFaults,
    LexiconMoved,
    Planned,
    Rehearsal,
    Verdict,
    apply,
    rehearse,
    rehearse_shipped,
)
from search.curation.table import COLUMNS, Unreadable

VERDICTS = {Verdict.NEW: "新增", Verdict.CHANGED: "修改", Verdict.FAULTY: "有问题"}


class Command(BaseCommand):
    help = (
        "Says line by line what a CSV file would do to the lexicon; with --apply does it, as one change that can be "
        "taken back in the admin. Exit code 0: nothing is wrong; 1: lines have faults, nothing was written; "
        "2: the file could not be read, nothing was written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("file", nargs="?", help="a CSV file as export_lexicon writes it")
        source.add_argument("--shipped", action="store_true", help="the words that come with this release")
        parser.add_argument("--apply", action="store_true", help="write, where everything is in order")

    def handle(self, *, file: str | None, shipped: bool, **options: Any) -> None:
        rehearsal = rehearse_shipped() if shipped or file is None else self._read(file)
        for row in rehearsal.rows:
            self._tell(row)
        counts = ", ".join(f"{rehearsal.counts[verdict.value]} {verdict.value}" for verdict in Verdict)
        self.stdout.write(f"{counts}.")
        try:
            self._finish(rehearsal, is_real=options["apply"])
        except HasFaults as error:
            raise CommandError("Nothing was written. Mend the lines with faults first.", returncode=1) from error
        except LexiconMoved as error:
            raise CommandError("Somebody changed the lexicon meanwhile. Run it again.", returncode=2) from error

    def _read(self, file: str) -> Rehearsal:
        try:
            return rehearse(Path(file).read_bytes())
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.", returncode=2) from error
        except Unreadable as error:
            raise CommandError(f"{file}: {error}", returncode=2) from error

    def _finish(self, rehearsal: Rehearsal, *, is_real: bool) -> None:
        if rehearsal.counts["faulty"]:
            raise HasFaults
        if not rehearsal.changes_something:
            self.stdout.write("Nothing to change.")
        elif is_real:
            apply(rehearsal)
            self.stdout.write("Applied. The worker re-analyses what it touches.")
        else:
            self.stdout.write("A rehearsal: nothing was written. Run it again with --apply.")

    def _tell(self, row: Planned) -> None:
        if row.verdict in VERDICTS:
            self.stdout.write(f"第 {row.number} 行 {VERDICTS[row.verdict]}：{row.word}")
        if row.verdict is Verdict.CHANGED:
            for difference in row.differences:
                label = COLUMNS.get(difference.column, difference.column)
                self.stdout.write(f"    {label}：{difference.before or '（空）'} → {difference.after or '（空）'}")
        for fault in row.faults:
            if not fault.is_warning:
                label = COLUMNS.get(fault.column, "")
                self.stdout.write(f"    {label}{'：' if label else ''}{fault.text}")
