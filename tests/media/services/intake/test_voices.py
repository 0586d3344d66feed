"""Chunks of a voice over a bad network: each kept once and whole, and what is missing is named."""

import errno
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings, settings

from media.models import Chunk, Intake, IntakeState, Take
from media.refusals import Refused
from media.services.intake import voices
from media.services.sweeping import sweep
from media.storage import store
from tests.media import samples
from tests.media.telling import CHUNK_MS, OWNER, Phone, chunk

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone() -> Phone:
    return Phone(voices.open_voice(owner=OWNER))


@pytest.fixture(autouse=True)
def no_pieces() -> Iterator[None]:
    """Files outlive the transaction a test is rolled back in."""
    yield
    for name, _changed_at in list(store().walk("intake")):
        store().dispose(name)


def files() -> list[str]:
    return [name for name, _changed_at in store().walk("intake")]


def drafts() -> list[Path]:
    folder = Path(settings.MEDIA_ROOT) / "quarantine"
    return list(folder.iterdir()) if folder.exists() else []


def refusal(phone: Phone, sequence: int, content: bytes | None = None, *, sha256: str = "") -> str:
    with pytest.raises(Refused) as refused:
        phone.send(sequence, content, sha256=sha256)
    assert drafts() == []
    return refused.value.code


def test_tomorrows_link_goes_on_with_todays_voice(phone: Phone) -> None:
    assert voices.open_voice(owner=OWNER) == phone.intake
    assert voices.open_voice(owner="another") != phone.intake


def test_the_same_chunk_twice_is_one(phone: Phone) -> None:
    assert phone.send(0) == phone.send(0)
    assert len(files()) == Chunk.objects.count() == 1


def test_chunks_may_come_in_any_order(phone: Phone) -> None:
    for sequence in (2, 0, 1):
        phone.send(sequence)
    [held] = voices.held(phone.intake)
    assert (held.runs, held.duration_ms) == (((0, 2),), 3 * CHUNK_MS)


def test_what_a_chunk_says_of_itself_is_measured_here(phone: Phone) -> None:
    kept = phone.send(0)
    assert (kept.duration_ms, kept.rate_hz, kept.size_bytes) == (CHUNK_MS, 24_000, len(chunk(0)))


def test_a_wrong_hash_is_refused_and_the_right_one_taken_after_it(phone: Phone) -> None:
    assert refusal(phone, 0, sha256="0" * 64) == "wrong_hash"
    assert refusal(phone, 0, chunk(0)[:-7], sha256="0" * 64) == "wrong_hash"
    assert files() == []
    phone.send(0)


def test_other_words_in_the_same_place_do_not_replace_the_first(phone: Phone) -> None:
    phone.send(0)
    assert refusal(phone, 0, chunk(1)) == "other_chunk"
    assert Chunk.objects.get().size_bytes == len(chunk(0))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(samples.sound("mp3", seconds=1), id="another format"),
        pytest.param(b"fLaC", id="a name only"),
        pytest.param(b"", id="nothing"),
        pytest.param(chunk(0, samples=6 * 24_000), id="six seconds"),
    ],
)
def test_what_is_no_chunk_of_ours_is_refused(phone: Phone, content: bytes) -> None:
    assert refusal(phone, 0, content) == "not_voice"


def test_a_voice_may_not_outgrow_its_limits(phone: Phone, settings: LazySettings) -> None:
    phone.send(0)
    settings.INTAKE_MAX_VOICE_BYTES = len(chunk(0)) + 1
    assert refusal(phone, 1) == "intake_bytes"
    settings.INTAKE_MAX_VOICE_BYTES, settings.INTAKE_MAX_VOICE_MINUTES = 10**9, 0
    assert refusal(phone, 1) == "intake_minutes"


def test_nobody_sends_faster_than_anybody_could_speak(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices, "_MOST_A_MINUTE", 1)
    phone.send(0)
    assert refusal(phone, 1) == "too_fast"
    phone.send(0)


def test_as_many_may_be_open_as_the_museum_says(phone: Phone, settings: LazySettings) -> None:
    settings.INTAKE_MAX_OPEN = 1
    with pytest.raises(Refused, match="同时在传"):
        voices.open_voice(owner="another")
    assert voices.open_voice(owner=OWNER) == phone.intake


def test_a_disk_that_is_nearly_full_takes_nothing_more(phone: Phone, settings: LazySettings) -> None:
    settings.INTAKE_MIN_FREE_BYTES = 10**18
    assert refusal(phone, 0) == "no_room"
    assert (files(), Take.objects.count()) == ([], 0)


def test_a_disk_that_fills_while_writing_leaves_nothing_half(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert refusal(phone, 0) == "no_room"
    monkeypatch.undo()
    assert (files(), Take.objects.count()) == ([], 0)
    phone.send(0)


def test_a_server_killed_between_file_and_row_takes_the_chunk_again(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(intake: Intake) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(voices, "touch", killed)
    with pytest.raises(KeyboardInterrupt):
        phone.send(0)
    monkeypatch.undo()
    assert Chunk.objects.count() == 0
    assert len(files()) == 1
    phone.send(0)
    assert len(files()) == Chunk.objects.count() == 1


def test_a_piece_that_no_row_came_to_name_is_swept(phone: Phone) -> None:
    phone.send(0)
    Chunk.objects.all().delete()
    [stray] = files()
    assert sweep(min_age_seconds=-1).unnamed_pieces == (stray,)
    assert files() == []


def test_a_deleted_take_is_gone_and_does_not_come_back(
    phone: Phone, django_capture_on_commit_callbacks: object
) -> None:
    phone.send(0)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture without a type
        voices.delete_take(intake=phone.intake, take_key=phone.key)
    assert files() == []
    assert refusal(phone, 1) == "take_deleted"
    assert [held.is_deleted for held in voices.held(phone.intake)] == [True]


def test_a_take_can_be_deleted_before_any_of_it_has_arrived(phone: Phone) -> None:
    voices.delete_take(intake=phone.intake, take_key=phone.key)
    assert refusal(phone, 0) == "take_deleted"


@pytest.mark.parametrize(
    ("sent", "declared", "missing"),
    [([0, 2], 3, 1), ([1, 2], 3, 1), ([0, 1], 3, 1), ([0], 5, 4), ([], 2, 2), ([0, 4], 0, 3)],
)
def test_a_gap_is_named_on_finishing(phone: Phone, sent: list[int], declared: int, missing: int) -> None:
    for sequence in sent:
        phone.send(sequence)
    with pytest.raises(Refused, match=rf"还有 {missing} 小段没有送到（第 1 段差 {missing} 小段）"):
        phone.finish(declared)
    phone.intake.refresh_from_db()
    assert phone.intake.state == IntakeState.OPEN


def test_a_gap_can_be_accepted_when_the_phone_is_lost(phone: Phone) -> None:
    phone.send(1)
    phone.finish(3, accept_gaps=True)
    phone.intake.refresh_from_db()
    assert phone.intake.state == IntakeState.TAKING_IN


def test_silence_cannot_be_handed_in(phone: Phone) -> None:
    with pytest.raises(Refused, match="还没有收到声音"):
        phone.finish(0)


def test_nothing_can_be_added_to_what_was_handed_in(phone: Phone) -> None:
    phone.send(0)
    phone.finish(1)
    assert refusal(phone, 1) == "intake_closed"
    with pytest.raises(Refused):
        voices.delete_take(intake=phone.intake, take_key=phone.key)
    phone.finish(1)


def test_a_deleted_take_leaves_no_gap(phone: Phone) -> None:
    phone.send(0)
    other = Phone(phone.intake, ordinal=2, key=uuid.uuid4())
    other.send(1)
    voices.delete_take(intake=phone.intake, take_key=other.key)
    voices.finish(intake=phone.intake, declared={phone.key: 1, other.key: 9})
    phone.intake.refresh_from_db()
    assert phone.intake.state == IntakeState.TAKING_IN
