#!/usr/bin/env python
"""Runs the museum's commands; without DJANGO_SETTINGS_MODULE, with the settings for one's own machine."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "museum.settings.dev")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
