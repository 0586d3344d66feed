"""The plan in a corner: where a place lies, or what the works looked like, without a word on it."""

from dataclasses import dataclass, replace
from functools import partial

from archive.models import Place, PlanLine
from archive.plan import Point, bounds
from archive.states import PlaceKind, PlanLineKind
from museum.plant import ink
from museum.plant.sheet import AREAS
from museum.reader import Reader

SHEET = (-8.0, -8.0, 1016.0, 616.0)
SECTION = (508.0, 308.0)
"""A quarter of the sheet: around one place."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Form:
    kind: str
    drawing: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class SmallPlan:
    """What is drawn, from below upwards, and which part of the sheet is shown."""

    forms: list[Form]
    box: Box

    @property
    def view_box(self) -> str:
        return " ".join(f"{each:g}" for each in self.box)


def small_plan(reader: Reader, here: Place | None = None) -> SmallPlan | None:
    """None where there is nothing to draw, or where the place is not on the plan."""
    if here is not None and not here.outline:
        return None
    places, grounds = reader.remember("small plan", partial(_drawn, reader))
    if not places:
        return None
    marked = here.pk if here else None
    forms = [replace(form, is_here=pk == marked) for pk, form in places]
    forms.sort(key=lambda form: (form.is_here, form.kind != "area", form.kind != "rail"))
    return SmallPlan([*grounds, *forms], around(here.outline) if here else SHEET)


def _drawn(reader: Reader) -> tuple[list[tuple[int, Form]], list[Form]]:
    """The forms of places by their keys, and what lies under them. Two queries."""
    places = [place for place in Place.objects.visible_to(reader.viewer).on_plan() if place.outline]
    forms = [(place.pk, Form(_kind(place), _shape(place))) for place in places]
    return forms, [Form(line.kind, _line(line)) for line in PlanLine.objects.all()]


def around(outline: list[Point]) -> Box:
    """The part of the sheet with the place in its middle, larger where the place is."""
    left, top, right, bottom = bounds(outline)
    width, height = max(SECTION[0], (right - left) * 1.3), max(SECTION[1], (bottom - top) * 1.3)
    x = min(max((left + right - width) / 2, SHEET[0]), SHEET[0] + SHEET[2] - width)
    y = min(max((top + bottom - height) / 2, SHEET[1]), SHEET[1] + SHEET[3] - height)
    return x, y, width, height


def _kind(place: Place) -> str:
    if place.kind in AREAS:
        return "area"
    return "rail" if place.kind == PlaceKind.TRANSPORT else "building"


def _shape(place: Place) -> str:
    return ink.path(place.outline, is_closed=place.kind != PlaceKind.TRANSPORT)


def _line(line: PlanLine) -> str:
    return ink.path(line.outline, is_closed=False) if line.kind != PlanLineKind.RAIL else ink.rails(line.outline)
