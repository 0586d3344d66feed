"""`python -m tests.benchmarks.search.child PART SIZE`: one measurement of the engine of the settings, told as JSON."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import django


def main() -> int:
    part, size, answer = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    django.setup()
    from search.memory import settle
    from tests.benchmarks.search import baselines, measures, saving

    settle()  # as a web process does before it answers, and whoever rebuilds the index before that
    where = {"save": saving, "others": baselines}.get(part, measures)
    figures = getattr(where, part)(size)
    answer.write_text(json.dumps([asdict(figure) for figure in figures]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
