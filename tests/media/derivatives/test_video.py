"""Film for visitors."""

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
