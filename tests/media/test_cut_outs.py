"""Objects cut out of their ground: the page's wall stands behind them, and what was cut away is really gone."""

from pathlib import Path

import pytest
from PIL import Image

from media.derivatives.base import Job
from media.derivatives.picture import renditions

SECRET = (200, 10, 10)


def corner(path: Path, mode: str) -> tuple[int, ...]:
    pixel = Image.open(path).convert(mode).getpixel((5, 5))
    assert isinstance(pixel, tuple)
    return pixel


@pytest.fixture
def made(tmp_path: Path) -> Path:
    picture = Image.new("RGBA", (640, 640), (*SECRET, 0))
    picture.paste((28, 63, 148, 255), (200, 200, 440, 440))
    picture.save(tmp_path / "object.png")
    target = tmp_path / "made"
    target.mkdir()
    renditions(Job(source=tmp_path / "object.png", target=target, media_type="image/png"))
    return target


@pytest.mark.parametrize("ending", ["webp", "avif"])
def test_a_cut_out_object_stays_cut_out(made: Path, ending: str) -> None:
    assert corner(made / f"320.{ending}", "RGBA")[3] == 0


@pytest.mark.parametrize("ending", ["webp", "avif"])
def test_what_lies_under_the_transparency_is_not_delivered(made: Path, ending: str) -> None:
    assert corner(made / f"320.{ending}", "RGBA")[:3] != SECRET


def test_jpeg_puts_the_object_on_white(made: Path) -> None:
    assert min(corner(made / "320.jpg", "RGB")) > 250
