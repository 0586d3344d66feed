"""Lines and letters on the sheet."""

from hypothesis import given
from hypothesis import strategies as st

from archive.plan import bounds, box
from museum.plant import ink


def test_a_closed_outline_comes_back_to_its_beginning() -> None:
    assert ink.path(box(1, 2, 3, 4)) == "M1 2 4 2 4 6 1 6z"
    assert ink.path([(0, 0), (9, 0)], is_closed=False) == "M0 0 9 0"
    assert ink.path([]) == ""


def test_rails_have_a_sleeper_every_few_units() -> None:
    assert ink.rails([(0, 0), (90, 0)]).count("M") == 2 + 10


def test_roofs_keep_away_from_what_stands_there() -> None:
    area, clinic = box(0, 0, 200, 120), (40.0, 20.0, 140.0, 90.0)
    free, built = ink.houses(area, [], is_village=False), ink.houses(area, [clinic], is_village=False)
    assert 0 < built.count("M") < free.count("M")
    assert ink.houses(area, [], is_village=True).count("M") < free.count("M")


@given(st.text("电解车间盐水", min_size=1, max_size=8), st.floats(10, 300), st.floats(10, 90))
def test_a_name_in_a_building_stays_inside_or_stands_below(name: str, width: float, height: float) -> None:
    outline = box(0, 0, width, height)
    left, _top, right, bottom = bounds(outline)
    lines = ink.letters(name, outline, 16)
    assert "".join(line.text for line in lines) == name
    for line in lines:
        half = ink.width_of(line.text, 16) / 2
        is_inside = left <= line.x - half and line.x + half <= right
        assert is_inside or line.y > bottom
