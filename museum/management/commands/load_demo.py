"""An invented museum to look at, in one command."""

import logging
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from museum.demo import users
from museum.demo.loading import AddressesTaken, Loader


class Command(BaseCommand):
    help = (
        "Fills an empty museum with the demo world. A second run completes an interrupted one and changes nothing else."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--without-sound", action="store_true", help="interviews without recordings: quicker")
        parser.add_argument("--without-pictures", action="store_true", help="records without drawings: quicker")
        parser.add_argument(
            "--queue-only", action="store_true", help="leave every conversion to the worker, thumbnails too"
        )

    def handle(self, *, without_sound: bool, without_pictures: bool, queue_only: bool, **options: Any) -> None:
        started = time.monotonic()
        for chatty in ("django_tasks", "wagtail", "media", "pyvips"):
            logging.getLogger(chatty).setLevel(logging.WARNING)

        def report(line: str) -> None:
            if options["verbosity"]:
                sys.stderr.write(f"{time.monotonic() - started:6.1f} s  {line}\n")

        try:
            loaded = Loader(
                with_sound=not without_sound,
                with_pictures=not without_pictures,
                convert_now=not (queue_only or without_pictures),
                report=report,
            ).load()
        except (AddressesTaken, users.UsernameTaken) as error:
            raise CommandError(str(error), returncode=1) from error
        if loaded.made:
            self.stdout.write(f"演示博物馆装好了：新 {loaded.made} 条。录音和放大图由后台接着转。")
        else:
            self.stdout.write("演示博物馆已经在了，没有改动。")
        for line in users.printed():
            self.stdout.write(line)
