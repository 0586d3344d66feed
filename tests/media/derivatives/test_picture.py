"""What visitors see: upright, clean, in three formats."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from media.derivatives.base import CannotDeriveError, Job
from media.derivatives.picture import renditions, tiles, upright
from media.iiif.image import tile_names, whole_names
from tests.media import samples


def job(tmp_path: Path, content: bytes) -> Job:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(content)
    target.mkdir(exist_ok=True)
    return Job(source=source, target=target, media_type="image/jpeg")


def test_each_width_comes_in_three_formats(tmp_path: Path) -> None:
    files = renditions(job(tmp_path, samples.picture(width=1400, height=700)))
    assert {(file["width_px"], Path(file["name"]).suffix) for file in files} == {
        (width, ending) for width in (320, 640, 1280, 1400) for ending in (".avif", ".webp", ".jpg")
    }


def test_a_small_picture_is_never_enlarged(tmp_path: Path) -> None:
    assert {file["width_px"] for file in renditions(job(tmp_path, samples.picture()))} == {64}


@pytest.mark.parametrize("ending", [".avif", ".webp", ".jpg"])
def test_nothing_private_is_left(tmp_path: Path, ending: str) -> None:
    work = job(tmp_path, samples.picture())
    assert b"SecretCamera" in work.source.read_bytes()
    renditions(work)
    made = next(work.target.glob(f"*{ending}"))
    assert b"SecretCamera" not in made.read_bytes()
    with Image.open(made) as image:
        assert dict(image.getexif()) == {}


def test_tiles_hold_nothing_private_either(tmp_path: Path) -> None:
    work = job(tmp_path, samples.picture())
    tiles(work)
    assert all(b"SecretCamera" not in path.read_bytes() for path in work.target.rglob("*.jpg"))


def test_a_turned_picture_stands_upright(tmp_path: Path) -> None:
    image = upright(job(tmp_path, samples.picture(orientation=6)).source)
    assert image.size == (48, 64)
    top, bottom = image.getpixel((24, 5)), image.getpixel((24, 60))
    assert top[0] > 200 > bottom[0]  # type: ignore[index]  # RGB pixels are tuples


def test_colours_of_another_profile_become_srgb(tmp_path: Path) -> None:
    output = io.BytesIO()
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    Image.new("LAB", (8, 8), (128, 128, 128)).save(output, "TIFF", icc_profile=lab)
    assert upright(job(tmp_path, output.getvalue()).source).mode == "RGB"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_mode_people_scan_in_is_read(tmp_path: Path, mode: str) -> None:
    output = io.BytesIO()
    Image.new(mode, (20, 10)).save(output, "TIFF" if mode != "P" else "PNG")
    assert upright(job(tmp_path, output.getvalue()).source).size == (20, 10)


@pytest.mark.parametrize("size", [(1400, 700), (1401, 703), (511, 513), (512, 512), (64, 48), (2049, 37), (1, 900)])
def test_every_file_a_viewer_may_ask_for_is_made_and_no_other(tmp_path: Path, size: tuple[int, int]) -> None:
    work = job(tmp_path, samples.picture(width=size[0], height=size[1]))
    (described,) = tiles(work)
    made = {path.relative_to(work.target).as_posix() for path in work.target.rglob("*.*")}
    assert made == {*tile_names(size), *(name for name, _size in whole_names(size))}
    assert (described["width_px"], described["height_px"]) == size


def test_files_have_the_size_their_address_says(tmp_path: Path) -> None:
    work = job(tmp_path, samples.picture(width=1401, height=703))
    tiles(work)
    for path in work.target.rglob("*.jpg"):
        with Image.open(path) as image:
            assert f"{image.width},{image.height}" == path.parents[1].name


def test_a_panorama_of_twenty_thousand_pixels_is_cut_into_tiles(tmp_path: Path) -> None:
    """Red on the left and blue on the right, in the tiles as in the picture."""
    work = job(tmp_path, samples.picture(width=20_000, height=1_200))
    tiles(work)
    assert sum(1 for _ in work.target.rglob("*.jpg")) == len([*tile_names((20_000, 1_200))]) + 5
    with Image.open(work.target / "19968,1024,32,176/32,176/0/default.jpg") as image:
        red, _green, blue = image.convert("RGB").getpixel((10, 10))  # type: ignore[misc]  # RGB pixels are tuples
        assert blue > 200 > red
    with Image.open(work.target / "full/2048,123/0/default.jpg") as whole:
        assert whole.size == (2048, 123)


def test_what_can_no_longer_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotDeriveError):
        upright(job(tmp_path, b"\xff\xd8\xff broken").source)
