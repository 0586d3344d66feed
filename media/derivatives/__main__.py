"""`python -m media.derivatives limits… job`: makes one recipe and prints its files as one line of JSON."""

import json
import sys
from importlib import import_module
from pathlib import Path

from media.sandbox import confine_by_arguments

ARGUMENTS = confine_by_arguments(sys.argv[1:])  # before any decoder is imported

from media.derivatives.base import RECIPES, CannotDeriveError, Deriver, Job  # noqa: E402


def deriver(recipe: str) -> Deriver:
    """Only the recipe's own module is imported: sound needs no image library."""
    module, function = RECIPES[recipe].maker.split(":")
    found: Deriver = getattr(import_module(module), function)
    return found


def main() -> None:
    asked = json.loads(ARGUMENTS[0])
    job = Job(
        source=Path(asked["source"]),
        target=Path(asked["target"]),
        media_type=asked["media_type"],
        duration_ms=asked["duration_ms"],
        muted_ranges=tuple((start_ms, end_ms) for start_ms, end_ms in asked["muted_ranges"]),
    )
    try:
        answer: dict[str, object] = {"files": deriver(asked["recipe"])(job)}
    except CannotDeriveError as problem:
        answer = {"failed": problem.code}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
