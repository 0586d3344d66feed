"""A piece of the plan inside a page: one year, a few places, and in words the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from archive.models import PlaceChange
from archive.plan import Point, bounds
from museum.plant.sheet import Ground, OneYear, Shape, Sheet, sheet_of

SHEET = (-8.0, -8.0, 1016.0, 616.0)
"""Left, top, width and height of the whole sheet."""

LEAST_WIDTH, LEAST_HEIGHT, MARGIN = 540.0, 360.0, 60.0
"""Close enough for the names to be read on a phone, far enough to see what stands around."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A chosen place: how it stood, what had happened to it by then, what the page says of it."""

    shape: Shape
    url: str
    changes: Sequence[PlaceChange]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    year: int
    sheet: Sheet
    marked: Sequence[Marked]
    around: Sequence[Shape]
    viewbox: str
    plan_url: str


def excerpt_of(value: Mapping[str, Any], ground: Ground) -> Excerpt | None:
    """What a `MapBlock` shows; None when none of its places is on the plan for this reader."""
    year = int(value.get("year") or 0)
    sheet = sheet_of(ground.places, ground.lines, OneYear(year))
    notes = {row["place"].pk: row.get("note") or "" for row in value.get("places") or [] if row.get("place")}
    shapes = {shape.place.pk: shape for shape in sheet.shapes if shape.place.pk in notes}
    marked = [_marked(shapes[pk], year, note) for pk, note in notes.items() if pk in shapes]
    if not marked:
        return None
    return Excerpt(
        year=year,
        sheet=sheet,
        marked=marked,
        around=[shape for shape in sheet.shapes if shape.place.pk not in shapes],
        viewbox=" ".join(f"{each:.0f}" for each in frame_of([each.shape.outline for each in marked])),
        plan_url=f"{reverse('plant')}?decade={year // 10 * 10}",
    )


def frame_of(outlines: Sequence[Sequence[Point]]) -> tuple[float, float, float, float]:
    """Left, top, width and height of the cutting: around all the outlines, in the shape 3 : 2, within the sheet."""
    left, top, right, bottom = bounds([point for outline in outlines for point in outline])
    width = min(max(right - left + 2 * MARGIN, LEAST_WIDTH, (bottom - top + 2 * MARGIN) * 1.5), SHEET[2])
    height = min(max(width / 1.5, LEAST_HEIGHT), SHEET[3])
    return (
        min(max((left + right - width) / 2, SHEET[0]), SHEET[0] + SHEET[2] - width),
        min(max((top + bottom - height) / 2, SHEET[1]), SHEET[1] + SHEET[3] - height),
        width,
        height,
    )


def _marked(shape: Shape, year: int, note: str) -> Marked:
    changes = sorted((each for each in shape.place.changes.all() if each.year <= year), key=lambda each: each.year)
    url = f"{reverse('plant')}?decade={year // 10 * 10}&place={shape.place.slug}#panel"
    return Marked(shape=shape, url=url, changes=changes, note=note)
