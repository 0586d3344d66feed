"""What visitors see: upright, clean, in three formats."""

import io
import json
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from media.derivatives.base import CannotDeriveError, Job
from media.derivatives.picture import renditions, tiles, upright
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


def test_tiles_describe_the_whole_picture(tmp_path: Path) -> None:
    work = job(tmp_path, samples.picture(width=1400, height=700))
    files = tiles(work)
    described = json.loads((work.target / "info.json").read_text())
    assert (described["width"], described["height"], described["profile"]) == (1400, 700, "level0")
    assert files[0]["width_px"] == 1400
    assert (work.target / "0,0,512,512/512,512/0/default.jpg").exists()


def test_what_can_no_longer_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotDeriveError):
        upright(job(tmp_path, b"\xff\xd8\xff broken").source)
