"""The rules of IIIF Image API 3.0 that a level 0 service must keep, tried on every shape of picture."""

from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from media.iiif.image import (
    SMALL_PX,
    TILE_PX,
    WHOLE_PX,
    Size,
    info,
    requested_name,
    scale_factors,
    tile_names,
    whole_names,
    whole_sizes,
)

ADDRESS = "https://museum.example.org/iiif/image/one"
SIZES = st.tuples(st.integers(1, 30_000), st.integers(1, 30_000))
SMALL_SIZES = st.tuples(st.integers(1, 3_000), st.integers(1, 3_000))


@given(SIZES)
def test_a_description_has_what_the_standard_requires(size: Size) -> None:
    described = info(ADDRESS, size)
    assert described["@context"] == "http://iiif.io/api/image/3/context.json"
    assert (described["id"], described["type"]) == (ADDRESS, "ImageService3")
    assert (described["protocol"], described["profile"]) == ("http://iiif.io/api/image", "level0")
    assert (described["width"], described["height"]) == size


@given(SIZES)
def test_sizes_keep_the_proportions_and_are_never_larger_than_the_picture(size: Size) -> None:
    for found in info(ADDRESS, size)["sizes"]:
        width_px, height_px = found["width"], found["height"]
        assert 1 <= width_px <= size[0]
        assert 1 <= height_px <= size[1]
        scale = max(width_px, height_px) / max(size)
        assert abs(width_px - size[0] * scale) <= 1
        assert abs(height_px - size[1] * scale) <= 1


@given(SIZES)
def test_a_maximum_is_told_exactly_when_the_whole_is_not_there(size: Size) -> None:
    described = info(ADDRESS, size)
    largest = max(max(found["width"], found["height"]) for found in described["sizes"])
    assert described.get("maxWidth", max(size)) == largest


@given(SIZES)
def test_the_last_scale_factor_brings_the_picture_into_one_tile(size: Size) -> None:
    (tile,) = info(ADDRESS, size)["tiles"]
    factors = tile["scaleFactors"]
    assert factors == [2**power for power in range(len(factors))]
    assert max(size) <= TILE_PX * factors[-1]
    assert len(factors) == 1 or max(size) > TILE_PX * factors[-2]


@given(SMALL_SIZES)
def test_the_tiles_of_a_scale_cover_the_picture_once(size: Size) -> None:
    areas = dict.fromkeys(scale_factors(size), 0)
    for name in tile_names(size):
        region, scaled, _rotation, _file = name.split("/")
        left, top, width_px, height_px = map(int, region.split(","))
        assert left + width_px <= size[0]
        assert top + height_px <= size[1]
        scaled_px = max(map(int, scaled.split(",")))
        factor = next(factor for factor in areas if -(-max(width_px, height_px) // factor) == scaled_px)
        areas[factor] += width_px * height_px
    assert all(area == size[0] * size[1] for area in areas.values() if area)


@given(SMALL_SIZES)
def test_whatever_the_description_offers_can_be_asked_for(size: Size) -> None:
    made = {*tile_names(size), *(name for name, _size in whole_names(size))}
    for found in info(ADDRESS, size)["sizes"]:
        assert requested_name("full", f"{found['width']},{found['height']}", size) in made
    assert requested_name("full", "max", size) in made
    for name in tile_names(size):
        region, scaled = name.split("/")[:2]
        assert requested_name(region, scaled, size) == name


def test_the_whole_as_a_region_is_the_whole() -> None:
    assert requested_name("0,0,400,300", "320,240", (400, 300)) == "full/320,240/0/default.jpg"


@given(SIZES)
def test_where_only_small_may_go_out_nothing_shows_more(size: Size) -> None:
    described = info(ADDRESS, size, SMALL_PX)
    assert "tiles" not in described
    assert described["sizes"]
    assert all(max(found["width"], found["height"]) <= SMALL_PX for found in described["sizes"])
    for name in islice(tile_names(size), 20):
        region, scaled = name.split("/")[:2]
        assert requested_name(region, scaled, size, SMALL_PX) is None
    largest = whole_sizes(size, SMALL_PX)[-1]
    assert requested_name("full", "max", size, SMALL_PX) == f"full/{largest[0]},{largest[1]}/0/default.jpg"


def test_larger_wholes_are_refused_where_only_small_may_go_out() -> None:
    assert requested_name("full", "640,480", (1280, 960)) is not None
    assert requested_name("full", "640,480", (1280, 960), SMALL_PX) is None


@given(st.text(max_size=30), st.text(max_size=30))
def test_nonsense_names_no_file_outside(region: str, size: str) -> None:
    name = requested_name(region, size, (4_000, 3_000))
    assert name is None or not (".." in name.split("/") or name.startswith("/"))


def test_the_limit_for_small_pictures_is_one_of_the_sizes_kept() -> None:
    assert SMALL_PX in WHOLE_PX
