"""A piece of the plan: which part of the sheet is cut out, and what is told of the places on it."""

import pytest

from archive.models import PlaceChange
from archive.plan import box
from archive.states import PlacePhase
from museum.plant.excerpt import LEAST_WIDTH, SHEET, excerpt_of, frame_of
from museum.plant.sheet import ground_for
from museum.reader import Reader
from tests.factories.archive import PlaceFactory


@pytest.mark.parametrize(
    "outline", [box(0, 0, 20, 20), box(980, 580, 20, 20), box(420, 380, 110, 70), box(0, 0, 1000, 600)]
)
def test_the_cutting_holds_the_place_and_stays_on_the_sheet(outline: list[tuple[float, float]]) -> None:
    left, top, width, height = frame_of([outline])
    assert left >= SHEET[0]
    assert top >= SHEET[1]
    assert left + width <= SHEET[0] + SHEET[2]
    assert top + height <= SHEET[1] + SHEET[3]
    assert all(left <= x <= left + width and top <= y <= top + height for x, y in outline)
    assert width >= LEAST_WIDTH


@pytest.mark.django_db
def test_a_place_is_told_as_it_stood_that_year() -> None:
    place = PlaceFactory.create(name="动力车间", plan_x=420, plan_y=380, plan_width=110, plan_height=70)
    for year, kind in ((1958, "opened"), (2018, "demolished")):
        PlaceChange.objects.create(place=place, year=year, kind=kind, text=str(year))
    ground = ground_for(Reader())
    found = {year: excerpt_of({"year": year, "places": [{"place": place}]}, ground) for year in (1950, 1972, 2018)}
    marked = {year: each.marked[0] for year, each in found.items() if each}
    assert {year: each.shape.phase for year, each in marked.items()} == {
        1950: PlacePhase.NOT_YET, 1972: PlacePhase.WORKING, 2018: PlacePhase.GONE,
    }  # fmt: skip
    assert [len(each.changes) for each in marked.values()] == [0, 1, 2]


@pytest.mark.django_db
def test_without_a_place_on_the_plan_there_is_no_map() -> None:
    off = PlaceFactory.create(plan_x=None, plan_y=None)
    assert (
        excerpt_of({"year": 1972, "places": [{"place": off, "note": "看不见"}, {"place": None}]}, ground_for(Reader()))
        is None
    )
