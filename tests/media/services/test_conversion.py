"""The queue of derivatives: claims, failures, pauses, and the moment when files begin to be served."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from media import sandbox
from media.models import Asset, Derivative, Picture, Recording, State, Visibility
from media.refusals import Refused
from media.services import derive
from media.services.adding import add_recording
from media.services.conversion import convert
from media.services.muting import checked_ranges, mute
from media.storage import derivative_path, store
from media.workers import new_claim
from tests.media import samples
from tests.media.conftest import Convert

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(picture: Picture) -> Derivative:
    return Derivative.objects.get(asset=picture.asset, recipe="renditions")


def crash(*_arguments: object, **_options: object) -> sandbox.Ending:
    return sandbox.Ending(-11, False, b"", "segmentation fault")


def test_what_waits_is_said_in_chinese(row: Derivative) -> None:
    assert row.asset.state_text == "排队中"


def test_a_done_conversion_is_served_and_says_nothing(row: Derivative) -> None:
    assert convert(row.pk) is None
    row.refresh_from_db()
    assert (row.state, row.served_generation, row.attempts) == (State.DONE, 1, 1)
    assert all(store().exists(derivative_path(str(row.asset.uuid), row.folder + file["name"])) for file in row.files)


def test_a_done_conversion_is_not_done_twice(row: Derivative) -> None:
    convert(row.pk)
    convert(row.pk)
    row.refresh_from_db()
    assert row.attempts == 1


def test_a_crash_is_tried_again_later_and_later(row: Derivative, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "run", crash)
    pauses = []
    for _attempt in range(3):
        Derivative.objects.update(not_before=timezone.now())
        again_at = convert(row.pk)
        assert again_at is not None
        pauses.append(round((again_at - timezone.now()).total_seconds()))
    assert pauses == [30, 60, 120]


def test_after_the_last_attempt_it_failed_and_says_why(row: Derivative, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "run", crash)
    for _attempt in range(4):
        Derivative.objects.update(not_before=timezone.now())
        convert(row.pk)
    row.refresh_from_db()
    assert row.state == State.FAILED
    assert row.state_text == "没转成：转换程序出错，已记入日志"


def test_a_lost_original_is_final(row: Derivative) -> None:
    store().dispose(row.asset.original.path)
    assert convert(row.pk) is None
    row.refresh_from_db()
    assert (row.state, row.error) == (State.FAILED, "原件不见了，请检查存储")


def test_staff_may_ask_again(row: Derivative) -> None:
    Derivative.objects.filter(pk=row.pk).update(state=State.FAILED, attempts=4)
    derive.retry(derivative=row)
    convert(row.pk)
    row.refresh_from_db()
    assert (row.state, row.served_generation) == (State.DONE, 2)


def test_a_rebuild_keeps_the_old_files_until_the_new_are_whole(row: Derivative) -> None:
    convert(row.pk)
    derive.rebuild(derivatives=[row])
    row.refresh_from_db()
    old = derivative_path(str(row.asset.uuid), row.folder + row.files[0]["name"])
    assert (row.state, row.served_generation, row.generation) == (State.PENDING, 1, 2)
    assert store().exists(old)
    convert(row.pk)
    assert not store().exists(old)


def test_work_that_was_overtaken_is_thrown_away(row: Derivative, monkeypatch: pytest.MonkeyPatch) -> None:
    real = sandbox.run

    def overtaken(*arguments: object, **options: object) -> sandbox.Ending:
        ending = real(*arguments, **options)  # type: ignore[arg-type]  # passed through unread
        derive.withdraw(asset=row.asset)
        return ending

    monkeypatch.setattr(sandbox, "run", overtaken)
    convert(row.pk)
    row.refresh_from_db()
    assert (row.state, row.served_generation, row.generation) == (State.PENDING, None, 2)
    assert list(store().walk(derivative_path(str(row.asset.uuid), "renditions"))) == []


def test_every_row_has_its_task_in_the_same_transaction(picture: Picture) -> None:
    pointed_at = {task.args_kwargs["args"][0] for task in DBTaskResult.objects.filter(queue_name="media")}
    assert pointed_at == set(picture.asset.derivatives.values_list("pk", flat=True))


# --- sweeping ------------------------------------------------------------------------------------
def running(row: Derivative, **columns: object) -> None:
    Derivative.objects.filter(pk=row.pk).update(state=State.RUNNING, **columns)


def test_a_row_of_a_dead_process_is_put_back(row: Derivative) -> None:
    running(row, worker=f"{new_claim().split(':')[0]}:999999:1:x", lease_until=timezone.now() + timedelta(60))
    assert derive.sweep().restarted == 1
    row.refresh_from_db()
    assert row.state == State.PENDING


def test_a_row_of_another_machine_is_put_back_when_its_lease_ran_out(row: Derivative) -> None:
    elsewhere = "elsewhere:1:1:x"
    running(row, worker=elsewhere, lease_until=timezone.now() + timedelta(minutes=1))
    assert derive.sweep().restarted == 0
    running(row, worker=elsewhere, lease_until=timezone.now() - timedelta(seconds=1))
    assert derive.sweep().restarted == 1


def test_a_row_of_a_living_process_is_left_alone(row: Derivative) -> None:
    running(row, worker=new_claim(), lease_until=timezone.now() + timedelta(minutes=1))
    assert derive.sweep().restarted == 0


def test_a_row_that_kills_every_worker_is_given_up(row: Derivative) -> None:
    running(row, worker="", lease_until=None, attempts=4)
    assert derive.sweep().given_up == 1
    row.refresh_from_db()
    assert row.state_text == "没转成：转换时多次中断"


def test_a_row_whose_task_was_lost_gets_another_one_only_once(picture: Picture) -> None:
    DBTaskResult.objects.all().delete()
    assert derive.sweep().nudged == picture.asset.derivatives.count()
    assert derive.sweep().nudged == 0


# --- muting --------------------------------------------------------------------------------------
def test_muting_withdraws_what_was_made_without_it_at_once(recording: Recording, converted: Convert) -> None:
    asset = converted(recording.asset, "low", "peaks")
    assert asset.served_files("low")
    mute(recording=recording, ranges=[[1000, 2000]])
    fresh = Asset.objects.for_display().get(pk=asset.pk)
    assert fresh.served_files("low") == fresh.served_files("peaks") == []
    assert set(fresh.derivatives.values_list("state", flat=True)) == {State.PENDING}


def test_muting_again_the_same_changes_nothing(recording: Recording, converted: Convert) -> None:
    mute(recording=recording, ranges=[[1000, 2000]])
    converted(recording.asset, "peaks")
    mute(recording=recording, ranges=[[1000, 2000]])
    assert recording.asset.derivatives.get(recipe="peaks").state == State.DONE


def test_ranges_are_ordered_joined_and_cut() -> None:
    assert checked_ranges([[5, 9], [1, 3], [2, 4], [8, 99]], duration_ms=50) == [[1, 4], [5, 50]]


@pytest.mark.parametrize("bad", [[5, 5], [9, 3], [-1, 4], [60, 70]])
def test_a_range_that_is_none_is_named(bad: list[int]) -> None:
    with pytest.raises(ValueError, match=str(bad[1])):
        checked_ranges([bad], duration_ms=50)


def test_a_picture_is_no_recording(db: None) -> None:
    with pytest.raises(Refused, match="录像"):
        add_recording(io.BytesIO(samples.picture()), filename="a.jpg", visibility=Visibility.PUBLIC)


# --- what templates ask --------------------------------------------------------------------------
def test_lists_need_no_query_per_row(picture: Picture, converted: Convert, django_assert_num_queries: object) -> None:
    converted(picture.asset)
    with django_assert_num_queries(2):  # type: ignore[operator]  # pytest-django's fixture is untyped here
        found = list(Picture.objects.for_display())
        assert all([one.sources(), one.thumbnail_url, one.tiles_url] and one.state_text == "" for one in found)


def test_a_picture_offers_three_srcsets_and_a_size(picture: Picture, converted: Convert) -> None:
    assert not picture.sources()
    converted(picture.asset, "renditions")
    sources = Picture.objects.for_display().get().sources()
    assert (sources.width, sources.height) == (64, 48)
    assert sources.avif.endswith("64.avif 64w")
    assert sources.src.endswith("64.jpg")


def test_low_puts_the_small_files_first(recording: Recording, converted: Convert) -> None:
    converted(recording.asset, "low", "normal", "peaks")
    fresh = Recording.objects.for_display().get()
    assert [str(source.label) for source in fresh.sources(low=True)] == ["省流量"] * 2 + ["标准音质"] * 2
    assert str(fresh.sources()[0].label) == "标准音质"
    assert fresh.peaks_url.endswith("peaks.json")
