"""What a curator's preview shows besides the record itself.

The public page belongs to the museum, above this room, so the museum registers here how it builds the page of each
kind; a preview then is the page, and not a copy that drifts.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

Builder = Callable[[Any, HttpRequest], dict[str, Any]]

_builders: dict[str, Builder] = {}


def register(kind: str, builder: Builder) -> None:
    """Says how the page of this kind is built. A second call replaces the first."""
    _builders[kind] = builder


def context_for(kind: str, record: Any, request: HttpRequest) -> dict[str, Any]:
    """The context of the page; empty for a kind that has none."""
    builder = _builders.get(kind)
    return builder(record, request) if builder else {}
