"""Places through time and on the plan: phases, and what may not be drawn."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from archive.models import Equipment, Place, PlaceChange, PlanLine
from archive.states import PlaceChangeKind
from tests.factories.archive import PlaceFactory

pytestmark = pytest.mark.django_db


def test_a_place_passes_through_phases() -> None:
    place: Place = PlaceFactory.create()
    for year, kind in (
        (1957, PlaceChangeKind.BEGUN),
        (1958, PlaceChangeKind.OPENED),
        (1992, PlaceChangeKind.MERGED),
        (2017, PlaceChangeKind.CLOSED),
        (2019, PlaceChangeKind.DEMOLISHED),
    ):
        PlaceChange.objects.create(place=place, year=year, kind=kind, text="变了")
    phases = [place.phase_in(year) for year in (1956, 1957, 1958, 1992, 2018, 2019)]
    assert phases == ["not_yet", "building", "working", "merged", "closed", "gone"]


def test_a_place_without_years_has_always_been_there() -> None:
    assert PlaceFactory.create().phase_in(1950) == "working"


@pytest.mark.parametrize(
    ("drawn", "field"),
    [
        ({"plan_x": 10}, "plan_y"),
        ({"plan_outline": [[0, 0], [9, 0], [9, 9]]}, "plan_x"),
        ({"plan_x": 10, "plan_y": 10, "plan_width": 0, "plan_height": 5}, "plan_width"),
        ({"plan_x": 990, "plan_y": 10, "plan_width": 50, "plan_height": 5}, "plan_x"),
    ],
)
def test_a_place_is_drawn_whole_and_on_the_sheet(drawn: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        PlaceFactory.build(slug="a", **drawn).full_clean()
    assert field in refused.value.message_dict


def test_a_crossed_outline_is_refused_with_the_edges() -> None:
    crossed = [[0, 0], [40, 40], [40, 0], [0, 40]]
    place = PlaceFactory.build(slug="a", plan_x=0, plan_y=0, plan_width=40, plan_height=40, plan_outline=crossed)
    with pytest.raises(ValidationError, match="第 1 条边和第 3 条边交叉"):
        place.full_clean()


def test_rails_are_a_line() -> None:
    rails = [[0, 100], [400, 100]]
    PlaceFactory.build(
        slug="a", kind="transport", plan_x=0, plan_y=96, plan_width=400, plan_height=8, plan_outline=rails
    ).full_clean()


def test_a_line_of_the_ground_stays_on_the_sheet() -> None:
    with pytest.raises(ValidationError, match="图纸外面"):
        PlanLine(kind="road", points=[[0, 0], [2000, 0]]).full_clean()


def test_a_machine_is_drawn_with_both_numbers_or_not_at_all() -> None:
    with pytest.raises(ValidationError, match="x 和 y"):
        Equipment(place=PlaceFactory.create(), tag="V-101", name="化盐桶", plan_x=5).full_clean()
