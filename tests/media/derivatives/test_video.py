"""Film for visitors."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from media import ffmpeg
from media.derivatives.base import Job
from media.derivatives.video import film, poster
from media.probe import by_media_type
from tests.media import samples


@pytest.fixture(params=["mp4", "mov", "webm"])
def job(request: pytest.FixtureRequest, tmp_path: Path) -> Job:
    source = tmp_path / "source"
    source.write_bytes(samples.film(request.param))
    (tmp_path / "target").mkdir()
    return Job(source, tmp_path / "target", samples.MEDIA_TYPES[request.param], duration_ms=2000)


def test_the_film_plays_everywhere(job: Job) -> None:
    made = film(job)[0]
    streams = ffmpeg.inspect(job.target / made["name"], by_media_type("video/mp4").demuxer)
    assert streams.has_sound
    assert streams.has_video
    assert made["height_px"] <= 480


def test_the_index_comes_first_so_that_it_plays_while_it_loads(job: Job) -> None:
    content = (job.target / film(job)[0]["name"]).read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_there_is_a_still(job: Job) -> None:
    made = {file["media_type"]: file["name"] for file in poster(job)}
    with Image.open(job.target / made["image/jpeg"]) as still:
        assert still.size == (640, 360)


def brightness(path: Path, at_s: float) -> int:
    """The brightest value of the frame shown at this second."""
    still = ffmpeg.run(
        [
            *("-ss", f"{at_s:.3f}", *ffmpeg.open_source(path, "mov"), "-frames:v", "1"),
            *("-c:v", "png", "-f", "image2pipe", "pipe:1"),
        ]
    )
    with Image.open(io.BytesIO(still)) as opened:
        return int(opened.convert("L").getextrema()[1])  # type: ignore[arg-type]  # one band: a pair of numbers


def test_the_picture_is_black_where_the_sound_is_silent(job: Job) -> None:
    cut = replace(job, muted_ranges=((600, 1200),))
    shown = cut.target / film(cut)[0]["name"]
    assert [brightness(shown, at_s) < 40 for at_s in (0.2, 0.6, 0.9, 1.19, 1.7)] == [False, True, True, True, False]


@pytest.mark.parametrize(("muted", "is_black"), [(((0, 500),), False), (((0, 2000),), True)])
def test_the_still_shows_nothing_that_was_cut(job: Job, muted: tuple[tuple[int, int], ...], is_black: bool) -> None:
    cut = replace(job, muted_ranges=muted)
    made = {file["media_type"]: file["name"] for file in poster(cut)}
    with Image.open(cut.target / made["image/jpeg"]) as still:
        assert (still.convert("L").getextrema()[1] < 40) is is_black  # type: ignore[operator]  # as above
