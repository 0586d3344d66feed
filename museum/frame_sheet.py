"""The style sheets of every page, laid end to end into one file when static files are collected.

They are written one concern a file; on a slow line each file more is a wait of its own before anything is painted, and
the seventh waits for the first six besides (docs/adr/0026-one-sheet-for-the-frame.md).
"""

from collections.abc import Iterator
from typing import Any, Final

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

FOLDER: Final = "museum/css"
SHEET: Final = f"{FOLDER}/frame.css"
PARTS: Final = tuple(f"{FOLDER}/{name}.css" for name in ("tokens", "base", "layout", "parts", "utilities"))
"""In the order in which a page would name them; `@layer` in the first decides which of two rules wins."""


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage, hashed and compressed, with the frame's sheet among the files."""

    def post_process(self, paths: dict[str, Any], **options: Any) -> Iterator[Any]:
        if not options.get("dry_run"):
            self.delete(SHEET)
            self.save(SHEET, ContentFile("\n".join(_text_of(*paths[part]) for part in PARTS)))
            paths[SHEET] = (self, SHEET)
        yield from super().post_process(paths, **options)


def _text_of(storage: Any, path: str) -> str:
    with storage.open(path) as file:
        text: str = file.read().decode()
    return text
