"""`import_transcript` and `export_transcript`, as typed at a prompt."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.models import Interview, Segment
from archive.states import Access
from tests.factories.archive import InterviewFactory, RestrictionFactory, SegmentFactory, TranscriptFactory

pytestmark = pytest.mark.django_db

WORDS = "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n<v 讲述人>那年进了株化。\n"


@pytest.fixture
def interview() -> Interview:
    talk: Interview = InterviewFactory.create(slug="iv-77")
    return talk


@pytest.fixture
def words(tmp_path: Path) -> Path:
    path = tmp_path / "iv-77.vtt"
    path.write_text(WORDS, encoding="utf-8")
    return path


def test_a_file_is_stored(interview: Interview, words: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_transcript", "iv-77", str(words))
    assert Segment.objects.get().text == "那年进了株化。"
    assert "已存 1 段" in capsys.readouterr().out


def test_a_rehearsal_stores_nothing(interview: Interview, words: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_transcript", "iv-77", str(words), "--dry-run")
    assert not Segment.objects.exists()
    assert "会存 1 段" in capsys.readouterr().out


def test_programs_get_json(interview: Interview, words: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_transcript", interview.accession_number, str(words), "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["stored"], told["segments"], told["added"]) == (True, 1, 1)


def test_a_bad_file_is_refused_with_status_1(interview: Interview, tmp_path: Path) -> None:
    bad = tmp_path / "bad.vtt"
    bad.write_text("WEBVTT\n\n00:00:09.000 --> 怎么写\n两句。\n", encoding="utf-8")
    with pytest.raises(CommandError, match="第 3 行") as refused:
        call_command("import_transcript", "iv-77", str(bad))
    assert refused.value.returncode == 1


@pytest.mark.parametrize(("name", "file"), [("iv-00", "iv-77.vtt"), ("iv-77", "missing.vtt")])
def test_wrong_use_has_status_2(interview: Interview, words: Path, name: str, file: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("import_transcript", name, str(words.parent / file))
    assert refused.value.returncode == 2


def test_what_is_imported_comes_out_again(
    interview: Interview, words: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_transcript", "iv-77", str(words))
    call_command("export_transcript", "iv-77", "--output", str(tmp_path / "out.vtt"))
    assert "iv-77-0001\n00:00:00.000 --> 00:00:01.000\n<v 讲述人>那年进了株化。" in (tmp_path / "out.vtt").read_text(
        "utf-8"
    )


@pytest.mark.parametrize("form", ["vtt", "srt", "txt"])
def test_restricted_words_do_not_come_out(interview: Interview, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    transcript = TranscriptFactory.create(interview=interview)
    SegmentFactory.create(transcript=transcript, order=0, text="那年进厂")
    SegmentFactory.create(transcript=transcript, order=1, text="借了三千")
    RestrictionFactory.create(interview=interview)
    call_command("export_transcript", "iv-77", "--format", form)
    out = capsys.readouterr().out
    assert "那年进厂" in out
    assert "三千" not in out


def test_a_closed_interview_is_not_exported(interview: Interview) -> None:
    SegmentFactory.create(transcript=TranscriptFactory.create(interview=interview))
    Interview.objects.update(access=Access.RESTRICTED)
    with pytest.raises(CommandError) as refused:
        call_command("export_transcript", "iv-77")
    assert refused.value.returncode == 1
