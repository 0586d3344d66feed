"""What a deriver is, and which ones an original gets. Pure: the web process reads the table, only children derive."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, NotRequired, Protocol, TypedDict

from media.probe import PDF


class MadeFile(TypedDict):
    """One file a deriver wrote; `name` is relative to the job's target folder."""

    name: str
    media_type: str
    size_bytes: int
    width_px: NotRequired[int]
    height_px: NotRequired[int]
    duration_ms: NotRequired[int]


@dataclass(frozen=True, slots=True)
class Job:
    """One recipe for one original. `target` is an empty folder; `muted_ranges` are in order and do not overlap."""

    source: Path
    target: Path
    media_type: str
    duration_ms: int = 0
    muted_ranges: tuple[tuple[int, int], ...] = ()


class CannotDeriveError(Exception):
    """The original itself stands in the way: trying again would not help. `code` is a key of `media.refusals`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Deriver(Protocol):
    """Makes the files of one recipe from an original, and nothing else.

    Writes only below `job.target`. Every file is upright, in sRGB, free of metadata, and silent where the job says.
    Raises CannotDeriveError when the original has nothing to make it from.
    """

    def __call__(self, job: Job) -> list[MadeFile]: ...


@dataclass(frozen=True, slots=True)
class Recipe:
    """`maker` is "module:function"; higher `priority` goes first, so that something can be seen and heard early."""

    maker: str
    priority: int


RECIPES: Final = {
    "renditions": Recipe("media.derivatives.picture:renditions", 20),
    "tiles": Recipe("media.derivatives.picture:tiles", -10),
    "first": Recipe("media.derivatives.audio:first", 30),
    "low": Recipe("media.derivatives.audio:low", 10),
    "normal": Recipe("media.derivatives.audio:normal", 0),
    "peaks": Recipe("media.derivatives.audio:peaks", 10),
    "poster": Recipe("media.derivatives.video:poster", 20),
    "film": Recipe("media.derivatives.video:film", 0),
    "pages": Recipe("media.derivatives.document:pages", 0),
    "text": Recipe("media.derivatives.document:text", 10),
}
_BY_KIND: Final = {
    "picture": ("renditions", "tiles"),
    "audio": ("first", "low", "peaks", "normal"),
    "video": ("poster", "peaks", "film"),
}


def recipes_for(kind: str, media_type: str) -> tuple[str, ...]:
    """The recipes an asset of this kind gets, first things first."""
    if kind == "document":
        return ("text", "pages") if media_type == PDF.media_type else ("text",)
    return _BY_KIND[kind]


def made(path: Path, job: Job, media_type: str) -> MadeFile:
    """Facts of a file just written."""
    return {
        "name": path.relative_to(job.target).as_posix(),
        "media_type": media_type,
        "size_bytes": path.stat().st_size,
    }
