"""Writes the lexicon to a file that spreadsheets open."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.curation.importing import exported
from search.models import TermRow


class Command(BaseCommand):
    help = "Writes the lexicon as CSV. Exit code 0: done; 2: the file could not be written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="where to write; - for standard output")

    def handle(self, *, file: str, **options: Any) -> None:
        data = exported()
        if file == "-":
            sys.stdout.buffer.write(data)
            return
        try:
            Path(file).write_bytes(data)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.", returncode=2) from error
        self.stdout.write(f"{TermRow.objects.count()} terms written to {file}.")
