"""The drawing of one decade: what stood, what did not yet, what had gone, and what it was called then."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from archive.models import Place, PlaceChange, PlaceParent, PlanLine
from archive.plan import Point, bounds, centre
from archive.states import PlaceChangeKind, PlaceKind, PlacePhase, PlanLineKind
from museum.fetching import joined
from museum.plant import ink
from museum.plant.ink import Letters
from museum.reader import Reader

AREAS = frozenset({PlaceKind.COMMUNITY, PlaceKind.VILLAGE, PlaceKind.STREET, PlaceKind.GRID, PlaceKind.PLANT})
"""Kinds that are ground others stand on."""

OUTSIDE = frozenset({PlacePhase.NOT_YET, PlacePhase.GONE})
"""Not to be walked into at the end of the decade."""

NEWS: dict[str, Promise] = {
    PlaceChangeKind.BEGUN: gettext_lazy("动工"),
    PlaceChangeKind.OPENED: gettext_lazy("开用"),
    PlaceChangeKind.RENAMED: gettext_lazy("更名"),
    PlaceChangeKind.MERGED: gettext_lazy("并入"),
    PlaceChangeKind.REBUILT: gettext_lazy("改造"),
    PlaceChangeKind.CLOSED: gettext_lazy("停用"),
    PlaceChangeKind.DEMOLISHED: gettext_lazy("拆除"),
}
"""Short enough for a drawing."""

WORKSHOP_SIZE, FACILITY_SIZE, AREA_SIZE, TAG_SIZE = 18.0, 16.0, 18.0, 14.0


@dataclass(frozen=True, slots=True)
class OneYear:
    """The time of a sheet, at its shortest. What stands is told as of the end of `last`."""

    first: int

    @property
    def last(self) -> int:
        return self.first

    def holds(self, year: int) -> bool:
        return self.first <= year <= self.last


class Decade(OneYear):
    """Ten years; `first` is what stands in the address."""

    @property
    def last(self) -> int:
        return self.first + 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A place as it is drawn. `form` is area, building, rail or site; `news` what happened to it in the decade."""

    place: Place
    name: str
    form: str
    phase: PlacePhase
    outline: Sequence[Point]
    drawing: str
    letters: Sequence[Letters]
    size: float
    news: Sequence[PlaceChange]
    now_in: Place | None
    detail: str = ""
    note: Letters | None = None

    @property
    def reach(self) -> str:
        """Rails are too thin to hit: the line along which they can be pressed."""
        return ink.path(self.outline, is_closed=False)

    @property
    def is_outside(self) -> bool:
        return self.phase in OUTSIDE

    @property
    def told(self) -> str:
        """For who cannot see the drawing: 电解一车间，在用，1958 建成出碱."""
        return "，".join([self.name, str(self.phase.label), *(f"{each.year} {each.text}" for each in self.news)])


@dataclass(frozen=True, slots=True)
class Machine:
    """A numbered machine that stood in the decade."""

    tag: str
    name: str
    x: float
    y: float
    radius: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of the ground; its letters stand at its middle."""

    kind: str
    drawing: str
    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the drawing, in the order in which it is drawn and walked through by keyboard."""

    decade: OneYear
    strokes: list[Stroke] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    machines: list[Machine] = field(default_factory=list)
    mergers: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ground:
    """All that may be drawn, whatever the year."""

    places: Sequence[Place]
    lines: Sequence[PlanLine]


def ground_for(reader: Reader) -> Ground:
    """Six queries, and none until something in the museum changes."""
    return reader.remember("ground", lambda: Ground(list(places_drawn(reader)), list(PlanLine.objects.all())))


def sheet_for(reader: Reader, years: OneYear) -> Sheet:
    """The sheet of these years, drawn once until something changes."""
    ground = ground_for(reader)
    return reader.remember(f"sheet {years.first} to {years.last}", lambda: sheet_of(ground.places, ground.lines, years))


def places_drawn(reader: Reader) -> QuerySet[Place]:
    """Places on the plan with everything their years tell: five queries."""
    rows = Place.objects.visible_to(reader.viewer).on_plan().order_by("plan_y", "plan_x", "pk")
    changes = joined("changes", PlaceChange, "into")
    return rows.prefetch_related("names", "equipment", changes, joined("parents", PlaceParent, "parent"))


def decades_of(places: Iterable[Place]) -> list[Decade]:
    """From the first thing that happened to the last."""
    years = [change.year for place in places for change in place.changes.all()]
    if not years:
        return [Decade(1950)]
    return [Decade(first) for first in range(min(years) // 10 * 10, max(years) + 1, 10)]


def sheet_of(places: Sequence[Place], lines: Iterable[PlanLine], decade: OneYear) -> Sheet:
    """The sheet of a decade. What is not drawn (no position) is left to the lists."""
    drawn = [place for place in places if place.outline]
    taken = [_ground_of(place) for place in drawn if place.kind not in AREAS]
    shapes = sorted((_shape(place, decade, taken) for place in drawn), key=_order)
    on_sheet = {shape.place.pk: shape for shape in shapes}
    return Sheet(
        decade=decade,
        strokes=[_stroke(line) for line in lines if line.covers(decade.last) or line.covers(decade.first)],
        shapes=shapes,
        machines=[machine for shape in shapes if not shape.is_outside for machine in _machines(shape.place, decade)],
        mergers=[
            ink.path([centre(shape.outline), centre(on_sheet[shape.now_in.pk].outline)], is_closed=False)
            for shape in shapes
            if shape.phase == PlacePhase.MERGED and shape.now_in and shape.now_in.pk in on_sheet
        ],
    )


def called(place: Place, decade: OneYear) -> str:
    """Its name at the end of the decade: the last it had by then, or of what is still to come the first."""
    dated = sorted((name for name in place.names.all() if name.from_year), key=lambda name: name.from_year or 0)
    held = [name for name in dated if (name.from_year or 0) <= decade.last]
    return (held[-1] if held else dated[0]).text if dated else place.name


def _shape(place: Place, decade: OneYear, taken: Sequence[ink.Box]) -> Shape:
    form = _form(place)
    phase = place.phase_in(decade.last)
    name = called(place, decade)
    size = AREA_SIZE if form == "area" else WORKSHOP_SIZE if place.is_workshop else FACILITY_SIZE
    outline = place.outline
    news = [change for change in place.changes.all() if decade.holds(change.year)]
    letters = _letters(name, outline, form, size)
    return Shape(
        place=place,
        name=name,
        form=form,
        phase=phase,
        outline=outline,
        drawing=ink.rails(outline) if form == "rail" else ink.path(outline),
        letters=letters,
        size=size,
        news=sorted(news, key=lambda change: change.year),
        now_in=place.parent_in(decade.last),
        detail=_detail(place, form, phase, outline, taken),
        note=_note(news, letters, outline) if form == "building" and place.is_workshop else None,
    )


def _form(place: Place) -> str:
    if place.kind in AREAS:
        return "area"
    if place.kind == PlaceKind.TRANSPORT:
        return "rail"
    return "site" if place.kind == PlaceKind.SITE else "building"


def _letters(name: str, outline: Sequence[Point], form: str, size: float) -> list[Letters]:
    if form == "building":
        return ink.letters(name, outline, size)
    left, _top, right, bottom = bounds(outline)
    width = ink.width_of(name, size)
    if form == "rail":
        return [Letters(name, left + width / 2 + 40, bottom + size * 1.5)]
    if form == "site":
        return [Letters(name, (left + right) / 2, bottom + size * 1.2)]
    x, y = min(outline, key=lambda point: point[0] + point[1])
    return [Letters(name, x + width / 2 + 12, y + size * 1.35)]


def _detail(place: Place, form: str, phase: PlacePhase, outline: Sequence[Point], taken: Sequence[ink.Box]) -> str:
    """Roofs of a neighbourhood; the strokes through what was pulled down."""
    if form == "area":
        left, top, right, _bottom = bounds(outline)
        name_plate = (left, top, min(right, left + 150), top + 34)
        return ink.houses(outline, [*taken, name_plate], is_village=place.kind == PlaceKind.VILLAGE)
    return ink.cross(outline) if phase == PlacePhase.GONE and form == "building" else ""


def _note(news: Sequence[PlaceChange], letters: Sequence[Letters], outline: Sequence[Point]) -> Letters | None:
    """The latest news in a word under the name, where the building is tall enough: 1992 更名."""
    told = [change for change in news if change.kind != PlaceChangeKind.OTHER]
    below = letters[-1].y + TAG_SIZE + 4
    if not told or below + 3 > bounds(outline)[3]:
        return None
    last = max(told, key=lambda change: change.year)
    return Letters(f"{last.year} {NEWS[last.kind]}", letters[-1].x, below)


def _ground_of(place: Place) -> ink.Box:
    left, top, right, bottom = bounds(place.outline)
    return left, top, right, bottom


def _order(shape: Shape) -> tuple[int, int, float, float]:
    """Ground first, then rails, then buildings row by row: what lies above is drawn later."""
    rank = {"area": 0, "rail": 1}.get(shape.form, 2)
    left, top, _right, _bottom = bounds(shape.outline)
    return rank, int(top // 60), left, top


def _machines(place: Place, decade: OneYear) -> list[Machine]:
    return [
        Machine(each.tag, each.name, float(each.plan_x), float(each.plan_y), each.plan_radius)
        for each in place.equipment.all()
        if each.plan_x is not None and each.plan_y is not None and each.covers(decade.last)
    ]


def _stroke(line: PlanLine) -> Stroke:
    points = line.outline
    drawn = ink.rails(points) if line.kind == PlanLineKind.RAIL else ink.path(points, is_closed=False)
    x, y = points[0]
    return Stroke(line.kind, drawn, line.label, x + ink.width_of(line.label, TAG_SIZE) / 2 + 12, y + TAG_SIZE * 0.36)
