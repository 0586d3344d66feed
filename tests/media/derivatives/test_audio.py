"""What visitors hear: level, small, and silent where it must be."""

import json
from array import array
from pathlib import Path

import pytest

from media import ffmpeg
from media.derivatives.audio import PEAKS_PER_SECOND, first, low, muting, normal, peaks
from media.derivatives.base import CannotDeriveError, Job
from tests.media import samples


def job(tmp_path: Path, content: bytes, *, muted: tuple[tuple[int, int], ...] = ()) -> Job:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(content)
    target.mkdir(exist_ok=True)
    return Job(source=source, target=target, media_type="audio/mpeg", duration_ms=6000, muted_ranges=muted)


def samples_of(path: Path, demuxer: str) -> "array[int]":
    sound = ffmpeg.run([*ffmpeg.open_source(path, demuxer), "-ac", "1", "-ar", "8000", "-f", "s16le", "pipe:1"])
    return array("h", sound)


def loudest(heard: "array[int]", start_ms: int, end_ms: int) -> int:
    return max(abs(value) for value in heard[start_ms * 8 : end_ms * 8])


def test_low_and_normal_come_as_opus_and_aac(tmp_path: Path) -> None:
    work = job(tmp_path, samples.sound(seconds=6))
    assert [file["media_type"] for file in low(work)] == ["audio/ogg", "audio/mp4"]
    small = sum(path.stat().st_size for path in work.target.iterdir())
    normal(work)
    assert small < sum(path.stat().st_size for path in work.target.iterdir())


def test_the_early_sound_is_whole_and_silent_where_it_must_be(tmp_path: Path) -> None:
    made = first(job(tmp_path, samples.sound(seconds=6), muted=((2000, 3500),)))
    heard = samples_of(tmp_path / "target" / "aac.m4a", "mov")
    assert abs(made[0].get("duration_ms", 0) - 6000) < 150
    assert loudest(heard, 2060, 3440) < 300
    assert loudest(heard, 500, 1900) > 1000


def test_the_early_sound_of_an_mp3_is_its_own_without_its_metadata(tmp_path: Path) -> None:
    work = job(tmp_path, samples.sound(seconds=6))
    (file,) = first(work)
    assert (file["media_type"], abs(file.get("duration_ms", 0) - 6000) < 150) == ("audio/mpeg", True)
    assert b"ID3" not in (work.target / file["name"]).read_bytes()


def test_the_length_is_kept(tmp_path: Path) -> None:
    assert all(abs(file.get("duration_ms", 0) - 6000) < 150 for file in low(job(tmp_path, samples.sound(seconds=6))))


@pytest.mark.parametrize(("name", "demuxer"), [("opus.ogg", "ogg"), ("aac.m4a", "mov")])
def test_a_muted_range_is_silent_to_its_edges_and_nothing_else_is(tmp_path: Path, name: str, demuxer: str) -> None:
    work = job(tmp_path, samples.sound(seconds=6), muted=((2000, 3500),))
    low(work)
    heard = samples_of(work.target / name, demuxer)
    assert loudest(heard, 2060, 3440) < 300
    assert loudest(heard, 500, 1900) > 3000
    assert loudest(heard, 3700, 5500) > 3000


def test_the_wave_is_flat_where_it_is_muted(tmp_path: Path) -> None:
    work = job(tmp_path, samples.sound(seconds=6), muted=((2000, 3000),))
    peaks(work)
    data = json.loads((work.target / "peaks.json").read_text())["data"]
    assert len(data) // 2 in range(6 * PEAKS_PER_SECOND, 6 * PEAKS_PER_SECOND + 2)
    assert set(data[2 * 21 : 2 * 29]) == {0}
    assert max(data[:30]) > 5


def test_quiet_and_loud_voices_come_out_alike(tmp_path: Path) -> None:
    heights = []
    for volume in (0.2, 1.0):
        folder = tmp_path / str(volume)
        folder.mkdir()
        work = job(folder, samples.sound(seconds=6, volume=volume))
        low(work)
        heights.append(loudest(samples_of(work.target / "aac.m4a", "mov"), 1000, 5000))
    assert 0.7 < heights[0] / heights[1] < 1.4


def test_a_film_without_sound_is_said_to_have_none(tmp_path: Path) -> None:
    path = tmp_path / "mute.mp4"
    ffmpeg.run(["-f", "lavfi", "-i", "testsrc=d=1", "-c:v", "libx264", "-pix_fmt", "yuv420p", str(path)])
    silent = Job(source=path, target=tmp_path, media_type="video/mp4", duration_ms=1000)
    with pytest.raises(CannotDeriveError):
        low(silent)


def test_no_range_needs_no_cutting() -> None:
    assert muting(()) == ["aresample=48000"]
