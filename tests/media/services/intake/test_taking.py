"""From chunks to one recording: sample after sample, once, however often the worker is killed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from media import sandbox
from media.models import Asset, Chunk, Intake, IntakeState
from media.services.intake import taking, voices
from media.services.intake.taking import take_in
from media.signals import taken_in
from media.storage import store
from tests.media.telling import CHUNK_SAMPLES, OWNER, Phone, chunk, sound_of, wave

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> Phone:
    """Three chunks in the wrong order, handed in."""
    phone = Phone(voices.open_voice(owner=OWNER))
    for sequence in (2, 0, 1):
        phone.send(sequence)
    phone.finish(3)
    return phone


@pytest.fixture
def heard() -> Iterator[list[Asset]]:
    """What listeners were told."""
    assets: list[Asset] = []

    def listen(asset: Asset, **kwargs: Any) -> None:
        assets.append(asset)

    taken_in.connect(listen)
    yield assets
    taken_in.disconnect(listen)


def recording(intake: Intake) -> Path:
    intake.refresh_from_db()
    assert intake.state == IntakeState.DONE, intake.error
    assert intake.asset is not None
    return Path(settings.MEDIA_ROOT) / intake.asset.original.path


def test_chunks_are_joined_without_losing_or_adding_a_sample(told: Phone, heard: list[Asset]) -> None:
    take_in(told.intake.pk)
    assert sound_of(recording(told.intake)) == wave(0, 3 * CHUNK_SAMPLES)
    assert heard == [told.intake.asset]
    assert told.intake.progress == 100
    assert not Chunk.objects.exists()


def test_takes_follow_each_other_in_the_order_they_were_told() -> None:
    first = Phone(voices.open_voice(owner=OWNER), ordinal=1)
    second = Phone(first.intake, ordinal=2)
    second.send(0, chunk(1))
    first.send(0, chunk(0))
    first.finish(1)
    take_in(first.intake.pk)
    assert sound_of(recording(first.intake)) == wave(0, 2 * CHUNK_SAMPLES)


def test_two_phones_of_different_rates_make_one_recording() -> None:
    phone = Phone(voices.open_voice(owner=OWNER), ordinal=1)
    phone.send(0)
    Phone(phone.intake, ordinal=2).send(0, chunk(0, samples=22_050, rate_hz=22_050))
    phone.finish(1)
    take_in(phone.intake.pk)
    assert len(sound_of(recording(phone.intake))) == pytest.approx(6_000 + 24_000, abs=64)


@pytest.mark.parametrize("stage", ["_join", "keep"])
def test_a_worker_killed_at_any_stage_leaves_it_to_the_next(
    told: Phone, heard: list[Asset], stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*args: Any, **kwargs: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(taking, stage, killed)
    with pytest.raises(KeyboardInterrupt):
        take_in(told.intake.pk)
    monkeypatch.undo()
    take_in(told.intake.pk)
    take_in(told.intake.pk)
    assert len(sound_of(recording(told.intake))) == 3 * CHUNK_SAMPLES
    assert Asset.objects.count() == len(heard) == 1


def test_a_listener_that_fails_leaves_nothing_half_done(told: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(taken_in, "send", fail)
    with pytest.raises(RuntimeError):
        take_in(told.intake.pk)
    monkeypatch.undo()
    assert Asset.objects.count() == 0
    assert Chunk.objects.count() == 3
    take_in(told.intake.pk)
    recording(told.intake)


def test_a_voice_that_cannot_be_joined_keeps_every_chunk(told: Phone) -> None:
    broken = Chunk.objects.filter(sequence=1).get()
    path = Path(settings.MEDIA_ROOT) / broken.path
    whole = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(b"no sound")
    take_in(told.intake.pk)
    told.intake.refresh_from_db()
    assert (told.intake.state, Chunk.objects.count()) == (IntakeState.FAILED, 3)
    assert "每一小段都还在" in told.intake.error
    path.write_bytes(whole)
    told.finish(3)
    take_in(told.intake.pk)
    recording(told.intake)


def test_how_far_it_is_can_be_told(told: Phone, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    half = tmp_path / "voice.flac"
    half.write_bytes(b"0" * 500)
    taking._tell(told.intake, half, 1000)
    told.intake.refresh_from_db()
    assert told.intake.progress == 45


def test_a_child_that_must_be_stopped_is_a_refusal(told: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "run", lambda *args, **kwargs: sandbox.Ending(-9, True, b"", ""))
    take_in(told.intake.pk)
    told.intake.refresh_from_db()
    assert (told.intake.state, Chunk.objects.count()) == (IntakeState.FAILED, 3)
    assert list(store().walk("intake"))
