"""What a child is asked to examine, and how far it may go. Pure."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from media.probe import Format


@dataclass(frozen=True, slots=True)
class Request:
    """`cpu_seconds` is the whole allowance of the file, over the child and the programs it starts."""

    path: Path
    name: str
    max_pixels: int
    max_pages: int
    max_duration_ms: int
    cpu_seconds: int


def facts(found: Format, **more: int) -> dict[str, Any]:
    """The answer for an accepted file; `more` are columns of `media.models.Original`."""
    return {"media_type": found.media_type, "kind": found.kind, **more}
