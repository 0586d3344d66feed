"""What the sheet of a decade shows."""

from typing import Any

import pytest

from archive.models import Equipment, Place, PlaceChange, PlaceName, PlaceParent, PlanLine
from archive.states import PlaceChangeKind
from museum.plant.sheet import Decade, Shape, Sheet, called, decades_of, places_drawn, sheet_of
from museum.reader import Reader
from tests.factories.archive import PlaceFactory

pytestmark = pytest.mark.django_db


def drawn(slug: str, *changes: tuple[int, str], x: int = 100, **fields: Any) -> Place:
    """A workshop of 90 × 60 with these changes."""
    place: Place = PlaceFactory.create(
        slug=slug, plan_x=x, plan_y=100, plan_width=90, plan_height=60, **({"name": "电解"} | fields)
    )
    for year, kind in changes:
        PlaceChange.objects.create(place=place, year=year, kind=kind, text="变了")
    return place


def sheet(first: int) -> Sheet:
    return sheet_of(list(places_drawn(Reader())), PlanLine.objects.all(), Decade(first))


def shape(slug: str, first: int) -> Shape:
    return next(each for each in sheet(first).shapes if each.place.slug == slug)


def test_a_workshop_appears_and_vanishes() -> None:
    drawn("shop", (1964, PlaceChangeKind.OPENED), (2018, PlaceChangeKind.DEMOLISHED))
    assert [shape("shop", first).phase for first in (1950, 1960, 2010)] == ["not_yet", "working", "gone"]
    assert shape("shop", 2010).detail.startswith("M")  # crossed out


def test_a_name_is_the_one_of_the_decade() -> None:
    place = drawn("shop", name="仪表车间")
    for text, first in (("仪表班", 1958), ("仪表工段", 1972), ("仪表车间", 1980)):
        PlaceName.objects.create(place=place, text=text, from_year=first)
    assert [called(place, Decade(first)) for first in (1950, 1960, 1970, 1990)] == [
        "仪表班", "仪表班", "仪表工段", "仪表车间",
    ]  # fmt: skip
    assert called(place, Decade(1940)) == "仪表班"


def test_a_merger_is_drawn_as_a_line_to_what_it_went_into() -> None:
    brine, cells = drawn("brine", (1992, PlaceChangeKind.MERGED)), drawn("cells", x=300)
    PlaceParent.objects.create(place=brine, parent=cells, from_year=1992)
    assert sheet(1980).mergers == []
    assert len(sheet(1990).mergers) == 1
    assert shape("brine", 1990).now_in == cells


def test_a_machine_stands_in_its_years() -> None:
    place = drawn("power")
    Equipment.objects.create(
        place=place, tag="Y-100", name="大烟囱", plan_x=120, plan_y=120, from_year=1972, to_year=2018
    )
    Equipment.objects.create(place=place, tag="K-2", name="锅炉")
    assert [machine.tag for machine in sheet(1970).machines] == ["Y-100"]
    assert sheet(1960).machines == []


def test_a_place_says_in_words_what_is_drawn() -> None:
    drawn("shop", (1964, PlaceChangeKind.OPENED))
    assert shape("shop", 1960).told == "电解，在用，1964 变了"


def test_what_has_no_position_is_not_drawn_and_drafts_are_not() -> None:
    PlaceFactory.create()
    drawn("draft", live=False)
    assert sheet(1960).shapes == []


def test_ground_comes_before_rails_and_rails_before_buildings() -> None:
    drawn("shop")
    drawn("village", kind="village")
    drawn("rails", kind="transport")
    assert [each.form for each in sheet(1960).shapes] == ["area", "rail", "building"]


def test_lines_of_the_ground_have_their_years_too() -> None:
    PlanLine.objects.create(kind="wall", points=[[0, 0], [9, 0]], from_year=1957, to_year=2019)
    PlanLine.objects.create(kind="road", points=[[0, 0], [9, 0]])
    assert [len(sheet(first).strokes) for first in (1940, 1950, 2020)] == [1, 2, 1]


def test_decades_run_from_the_first_change_to_the_last() -> None:
    drawn("shop", (1957, PlaceChangeKind.OPENED), (1981, PlaceChangeKind.CLOSED))
    assert [decade.first for decade in decades_of(places_drawn(Reader()))] == [1950, 1960, 1970, 1980]
