"""Erasing for good: everywhere, restartable, reported, and again after a backup brought it back."""

from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from wagtail.models import ModelLogEntry, Revision

from archive.models import (
    Artifact,
    ConsentParty,
    Interview,
    Person,
    Photograph,
    Segment,
    Tombstone,
    TranscriptVersion,
    Withdrawal,
)
from archive.services import erasing, erasure, tombstones
from archive.services.erasure import finish_erasures, settle_case
from archive.services.tombstones import is_erased
from archive.services.withdrawals import Asked, undo, withdraw
from archive.states import WithdrawalOutcome, WithdrawalScope, WithdrawalState
from media.models import Asset, Intake, Original
from media.services.adding import add_picture
from media.storage import store
from tests.factories.archive import (
    ArtifactFactory,
    InterviewFactory,
    ParticipantFactory,
    PersonFactory,
    PhotographFactory,
)
from tests.factories.contributions import ContributionFactory
from tests.media import samples
from tests.museum.telling import write

pytestmark = pytest.mark.django_db

NAME = "蒯雪泥"


@pytest.fixture(autouse=True)
def list_of_the_erased(settings: Any, tmp_path: Path) -> Path:
    settings.WITHDRAWAL_TOMBSTONES = tmp_path / "tombstones.jsonl"
    return tmp_path / "tombstones.jsonl"


@pytest.fixture
def photograph() -> Photograph:
    """With bytes on disk, a draft and a history."""
    picture = add_picture(ContentFile(samples.picture()), filename="大门.jpg", visibility="public")
    made = PhotographFactory.create(title=f"{NAME}在大门口", picture=picture)
    made.save_revision()
    return made


def take_back(**asked: Any) -> Withdrawal:
    asked.setdefault("scope", WithdrawalScope.EVERYTHING)
    return withdraw(asked=Asked(**asked))


def erase(withdrawal: Withdrawal, outcome: WithdrawalOutcome = WithdrawalOutcome.ERASE) -> Withdrawal:
    return settle_case(withdrawal=withdrawal, outcome=outcome, by="guanzhang")


def test_nothing_of_a_record_stays(photograph: Photograph, django_capture_on_commit_callbacks: Any) -> None:
    assert photograph.picture is not None
    path, url = photograph.picture.asset.original.path, photograph.get_absolute_url()
    assert store().exists(path)
    with django_capture_on_commit_callbacks(execute=True):
        done = erase(take_back(records=[photograph]))
    assert not Photograph.objects.exists()
    assert not Asset.objects.exists()
    assert not Original.objects.exists()
    assert not store().exists(path)
    assert not Revision.objects.filter(object_str__contains=NAME).exists()
    assert not ModelLogEntry.objects.filter(label__contains=NAME).exists()
    assert (done.state, is_erased(url)) == (WithdrawalState.SETTLED, True)
    assert {line["where"] for line in done.report} >= {"记录和检索", "草稿和旧版本", "操作日志", "文件", "备份"}


def test_old_addresses_of_an_erased_file_say_that_it_is_gone(photograph: Photograph, client: Client) -> None:
    """To whoever kept one, and to harvesters, which forget a 410. Of what never was, nothing is said."""
    assert photograph.picture is not None
    asset = photograph.picture.asset
    never = asset.base_url.replace(str(asset.uuid), str(uuid4()))
    iiif = f"{settings.IIIF_IMAGE_URL}{asset.uuid}"
    erase(take_back(records=[photograph]))
    for rest in ("original", "renditions/1/320.jpeg", "wagtail/a.jpg"):
        assert client.get(f"{asset.base_url}{rest}").status_code == 410
        assert client.get(f"{never}{rest}").status_code == 404
    for rest in ("/info.json", "/full/320,/0/default.jpg"):
        assert client.get(f"{iiif}{rest}").status_code == 410


def test_what_is_still_arriving_is_let_go_with_its_contribution() -> None:
    contribution = ContributionFactory.create()
    Intake.objects.create(owner=contribution.uuid.hex, filename="大门.jpg", size_bytes=10)
    Intake.objects.create(owner="0" * 32, filename="别人的.jpg", size_bytes=10)
    erase(take_back(contribution=contribution))
    assert [intake.filename for intake in Intake.objects.all()] == ["别人的.jpg"]


def test_a_tombstone_and_a_report_name_nobody(photograph: Photograph, list_of_the_erased: Path) -> None:
    erase(take_back(records=[photograph]))
    told = [str(row) for table in (Tombstone, Withdrawal) for row in table.objects.values()]
    assert list_of_the_erased.exists()
    assert not [text for text in (*told, list_of_the_erased.read_text()) if NAME in text or "大门" in text]


@pytest.mark.parametrize("dies_at", [1, 2])
def test_a_machine_that_dies_half_way_goes_on(
    photograph: Photograph, monkeypatch: pytest.MonkeyPatch, dies_at: int
) -> None:
    left = dies_at
    real = erasing.carry_out

    def mortal(tombstone: Tombstone) -> Any:
        nonlocal left
        left -= 1
        if not left:
            raise KeyboardInterrupt
        return real(tombstone)

    withdrawal = take_back(records=[photograph])
    monkeypatch.setattr(erasure, "carry_out", mortal)
    with pytest.raises(KeyboardInterrupt):
        erase(withdrawal)
    monkeypatch.setattr(erasure, "carry_out", real)
    withdrawal.refresh_from_db()
    assert withdrawal.state == WithdrawalState.ERASING
    assert finish_erasures() == 1
    assert not Photograph.objects.exists()
    assert not Asset.objects.exists()
    assert finish_erasures() == 0


def test_bytes_that_a_dying_machine_left_go_on_the_second_run(photograph: Photograph) -> None:
    """The rows are gone, and what was to happen after the commit never did."""
    assert photograph.picture is not None
    path = photograph.picture.asset.original.path
    erase(take_back(records=[photograph]))
    left_over = Path(store().path(path))  # type: ignore[attr-defined]  # on disk here
    left_over.parent.mkdir(parents=True, exist_ok=True)
    left_over.write_bytes(b"x")
    erasing.carry_out(Tombstone.objects.get(material_kind="file"))
    assert not left_over.exists()


def test_a_name_leaves_every_text_before_it_is_forgotten() -> None:
    person = PersonFactory.create(name=NAME, biography="她的事。")
    interview = InterviewFactory.create(title=f"{NAME}讲夜班")
    ParticipantFactory.create(interview=interview, person=person)
    transcript, _segments = write(interview, f"我师傅是{NAME}。")
    TranscriptVersion.objects.create(
        transcript=transcript, version=1, segments=[{"start_ms": 0, "end_ms": 1000, "text": f"我师傅是{NAME}。"}]
    )
    artifact = ArtifactFactory.create(description=f"{NAME}用过。")
    artifact.save_revision()
    party = ConsentParty.objects.create(name=NAME, person=person)
    erase(take_back(scope=WithdrawalScope.NAME, person=person))
    kept = [
        Segment.objects.get().text,
        Interview.objects.get().title,
        Artifact.objects.get().description,
        str(TranscriptVersion.objects.get().segments),
        str(Revision.objects.get(object_id=str(artifact.pk)).content),
        str(Person.objects.values().get()),
        str(ConsentParty.objects.filter(pk=party.pk).values().get()),
    ]
    assert not [text for text in kept if NAME in text]
    assert "某某" in kept[0]
    assert Person.objects.get().label() is None


def test_a_name_that_somebody_else_bears_stays_theirs() -> None:
    gone = PersonFactory.create(name=NAME)
    PersonFactory.create(name=NAME)
    ArtifactFactory.create(description=f"{NAME}用过。")
    erase(take_back(scope=WithdrawalScope.NAME, person=gone))
    assert NAME in Artifact.objects.get().description


def test_a_passage_leaves_every_layer_and_version() -> None:
    interview = InterviewFactory.create()
    transcript, _segments = write(interview, "起", "密", "止")
    cues = [{"start_ms": 0, "end_ms": 1000, "text": "起"}, {"start_ms": 1000, "end_ms": 2000, "text": "密"}]
    TranscriptVersion.objects.create(transcript=transcript, version=1, segments=cues)
    done = erase(take_back(scope=WithdrawalScope.PASSAGE, records=[interview], span=(1000, 2000)))
    assert list(Segment.objects.order_by("order").values_list("text", flat=True)) == ["起", "止"]
    assert TranscriptVersion.objects.get().segments == cues[:1]
    assert interview.restrictions.exists(), "the sound stays silent"
    assert [line["where"] for line in done.report if not line["is_done"]] == ["原录音"]


def test_sealed_can_be_put_back_and_erased_cannot(photograph: Photograph) -> None:
    withdrawal = erase(take_back(records=[photograph]), WithdrawalOutcome.SEAL)
    undo(withdrawal=withdrawal)
    again = erase(erase(take_back(records=[photograph]), WithdrawalOutcome.SEAL), WithdrawalOutcome.RETURN)
    with pytest.raises(ValidationError, match="放不回去"):
        undo(withdrawal=again)
    with pytest.raises(ValidationError, match="办过了"):
        erase(again)


def test_a_restored_backup_is_put_right(photograph: Photograph, list_of_the_erased: Path) -> None:
    """The restored database knows neither the erasure nor its tombstones: only the file does."""
    uuid, sha512 = photograph.uuid, Original.objects.get().sha512
    erase(take_back(records=[photograph]))
    Tombstone.objects.all().delete()
    picture = add_picture(ContentFile(samples.picture()), filename="大门.jpg")
    assert picture.asset.original.sha512 == sha512
    back = PhotographFactory.create(uuid=uuid, title=f"{NAME}在大门口")
    said = StringIO()
    call_command("apply_tombstones", "--dry-run", stdout=said)
    assert "还要抹去 1 样" in said.getvalue()
    assert Photograph.objects.filter(pk=back.pk).exists()
    call_command("apply_tombstones", stdout=StringIO())
    assert not Photograph.objects.exists()
    assert is_erased(back.get_absolute_url()) is False
    assert Tombstone.objects.count() == 2
    said = StringIO()
    call_command("apply_tombstones", stdout=said)
    assert "没有带回" in said.getvalue()


def test_a_damaged_list_is_refused_by_its_line(list_of_the_erased: Path) -> None:
    list_of_the_erased.write_text('\n{"material_kind": "file"}\n')
    with pytest.raises(CommandError, match="line 2"):
        call_command("apply_tombstones", stdout=StringIO())
    with pytest.raises(tombstones.UnreadableTombstones):
        tombstones.apply()
