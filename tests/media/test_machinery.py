"""The small parts: bounded children, worker names, checks at start-up, and the IIIF description."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import run_checks

from media import sandbox, workers
from media.storage import address_of

MODERATE = sandbox.Bounds(cpu_seconds=5, memory_bytes=512 * 1024 * 1024, wall_seconds=30)


def child(body: str, tmp_path: Path, bounds: sandbox.Bounds, monkeypatch: pytest.MonkeyPatch) -> sandbox.Ending:
    """Run a module of this body under bounds, as the decoders are."""
    (tmp_path / "deed.py").write_text(
        f"import sys\nsys.path.insert(0, {str(Path(sandbox.__file__).parents[1])!r})\n"
        f"from media.sandbox import confine_by_arguments\nconfine_by_arguments(sys.argv[1:])\n{body}\n"
    )
    monkeypatch.setattr(sandbox, "_PROJECT", tmp_path)
    return sandbox.run("deed", [], bounds=bounds)


def test_a_child_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ending = child("print('fine')", tmp_path, MODERATE, monkeypatch)
    assert (ending.is_clean, ending.output) == (True, b"fine\n")


def test_a_child_that_spins_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bounds = sandbox.Bounds(cpu_seconds=1, memory_bytes=512 * 1024 * 1024, wall_seconds=60)
    assert child("while True: pass", tmp_path, bounds, monkeypatch).was_stopped


def test_a_child_that_sleeps_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bounds = sandbox.Bounds(cpu_seconds=5, memory_bytes=512 * 1024 * 1024, wall_seconds=1)
    assert child("import time; time.sleep(60)", tmp_path, bounds, monkeypatch).was_stopped


def test_a_child_cannot_take_more_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ending = child("bytearray(2**30)", tmp_path, MODERATE, monkeypatch)
    assert not ending.is_clean
    assert "MemoryError" in ending.complaint


def test_a_child_cannot_write_files_when_it_need_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = f"open({str(tmp_path / 'out')!r}, 'wb', buffering=0).write(b'x' * 10)"
    assert not child(body, tmp_path, MODERATE, monkeypatch).is_clean


def test_a_child_sees_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "very-secret")
    ending = child("import os; print('SECRET_KEY' in os.environ)", tmp_path, MODERATE, monkeypatch)
    assert ending.output == b"False\n"


def test_this_process_lives_and_an_ended_one_does_not() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "from media.workers import new_claim; print(new_claim())"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(sandbox.__file__).parents[1],
    )
    assert not workers.is_dead(workers.new_claim())
    assert workers.is_dead(ended.stdout.strip())


def test_a_process_of_another_machine_is_not_judged() -> None:
    assert not workers.is_dead("elsewhere:1:1:x")


def test_only_derivatives_have_an_address() -> None:
    assert address_of("derivatives/ab/abc/low/1/x.ogg") == "/files/abc/low/1/x.ogg"
    with pytest.raises(ValueError, match="no address"):
        address_of("originals/ab/cd/abcd")


def ids_of_problems() -> set[str | None]:
    return {message.id for message in run_checks() if (message.id or "").startswith("media.")}


def test_the_shipped_settings_pass() -> None:
    assert ids_of_problems() == set()


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("STATIC_ROOT", "/", "media.E003"),
        ("MEDIA_MAX_PDF_PAGES", 0, "media.E004"),
        ("X_ACCEL_REDIRECT_PREFIX", "protected", "media.E005"),
        ("MEDIA_DECODE_MEMORY_BYTES", 10_000_000, "media.W001"),
    ],
)
def test_impossible_settings_are_named(settings: pytest.FixtureRequest, name: str, value: object, problem: str) -> None:
    setattr(settings, name, value)
    assert problem in ids_of_problems()


def test_a_missing_converter_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", os.devnull)
    assert "media.E001" in ids_of_problems()
