"""From a row of the outbox to the index: nothing is lost, nothing hidden is shown, nothing waits for others."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from search import indexing, installed, registry
from search.engines.base import Ask, Everything, IndexMissing, WriterBusy, WriteRefused
from search.engines.embedded import EmbeddedIndex
from search.entries import Entry
from search.indexing import drain, retry_all
from search.models import OutboxRow
from search.outbox import touch_many
from search.writing import only_writer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_groups")]


def indexed() -> set[str]:
    return set(installed.engine().live().entry_ids())


def stored_titles() -> list[str]:
    (answer,) = installed.engine().live().ask(Ask(kind="entries", query=Everything()))
    return [json.loads(found.stored)["title"] for found in answer.found]


def make_due() -> None:
    OutboxRow.objects.update(not_before=timezone.now() - timedelta(seconds=1))


def test_without_an_index_the_rows_stay() -> None:
    Group.objects.create(name="四十二车间")
    with pytest.raises(IndexMissing):
        drain()
    assert OutboxRow.objects.count() == 1


@pytest.mark.usefixtures("index")
def test_saved_record_is_in_the_index_and_its_rows_are_gone() -> None:
    group = Group.objects.create(name="四十二车间")
    group.save()
    assert drain().written == 1
    assert indexed() == {f"group:{group.pk}"}
    assert not OutboxRow.objects.exists()


@pytest.mark.usefixtures("index")
def test_hidden_record_is_taken_out() -> None:
    group = Group.objects.create(name="四十二车间")
    drain()
    group.name = "隐藏的车间"
    group.save()
    assert drain().removed == 1
    assert indexed() == set()


@pytest.mark.usefixtures("index")
def test_deleted_record_is_taken_out() -> None:
    group = Group.objects.create(name="四十二车间")
    drain()
    group.delete()
    drain()
    assert indexed() == set()


@pytest.mark.usefixtures("index")
def test_broken_record_keeps_its_row_with_the_reason_and_does_not_block_others() -> None:
    Group.objects.create(name="坏记录")
    good = Group.objects.create(name="四十二车间")
    done = drain()
    assert (done.written, done.failed) == (1, 1)
    assert indexed() == {f"group:{good.pk}"}
    row = OutboxRow.objects.get()
    assert (row.attempts, row.reason) == (1, "Unreadable: 坏记录")
    assert row.not_before > timezone.now()


@pytest.mark.usefixtures("index")
def test_each_failure_waits_longer() -> None:
    Group.objects.create(name="坏记录")
    waits = []
    for _ in range(3):
        make_due()
        drain()
        waits.append(OutboxRow.objects.get().not_before - timezone.now())
    assert waits == sorted(waits)
    assert waits[-1] > waits[0] * 2


@pytest.mark.usefixtures("index")
def test_repaired_record_is_indexed_at_once_and_its_failure_forgotten() -> None:
    group = Group.objects.create(name="坏记录")
    drain()
    group.name = "四十二车间"
    group.save()
    drain()
    assert indexed() == {f"group:{group.pk}"}
    assert not OutboxRow.objects.exists()


@pytest.mark.usefixtures("index")
def test_retry_all_makes_failures_due() -> None:
    Group.objects.create(name="坏记录")
    drain()
    assert retry_all() == 1
    assert OutboxRow.objects.due().count() == 1


@pytest.mark.usefixtures("index")
def test_withdrawn_record_that_cannot_be_read_is_taken_out() -> None:
    group = Group.objects.create(name="四十二车间")
    drain()
    Group.objects.filter(pk=group.pk).update(name="坏记录")
    OutboxRow.objects.create(model_label="auth.group", object_id=str(group.pk), urgent=True)
    drain()
    assert indexed() == set()
    assert OutboxRow.objects.get().urgent


@pytest.mark.usefixtures("index")
def test_record_touched_while_it_is_indexed_is_indexed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    group = Group.objects.create(name="旧名")
    read = indexing.read

    def read_then_rename(targets: object) -> indexing.Reading:
        reading = read(targets)  # type: ignore[arg-type]  # passed on as it came
        if group.name == "旧名":
            group.name = "新名"
            group.save()
        return reading

    monkeypatch.setattr(indexing, "read", read_then_rename)
    assert drain().written == 2
    assert stored_titles() == ["新名"]
    assert not OutboxRow.objects.exists()


@pytest.mark.usefixtures("index")
def test_crash_after_the_engine_took_it_repeats_the_work_and_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    group = Group.objects.create(name="四十二车间")

    class Killed(BaseException):
        """Stands for the end of the process."""

    def die(*args: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(indexing, "_settle", die)
        with pytest.raises(Killed):
            drain()
    assert OutboxRow.objects.count() == 1
    drain()
    assert indexed() == {f"group:{group.pk}"}
    assert not OutboxRow.objects.exists()


@pytest.mark.usefixtures("index")
def test_refused_entry_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    Group.objects.create(name="太长")
    good = Group.objects.create(name="四十二车间")
    monkeypatch.setattr(EmbeddedIndex, "write", refusing("太长", EmbeddedIndex.write))
    done = drain()
    assert (done.written, done.failed) == (1, 1)
    assert indexed() == {f"group:{good.pk}"}
    assert OutboxRow.objects.get().reason == "太长 is refused"


def refusing(
    title: str, write: Callable[[EmbeddedIndex, list[Entry]], int]
) -> Callable[[EmbeddedIndex, list[Entry]], int]:
    """An engine that gives up a whole batch for one entry, as an engine may."""

    def refuse(index: EmbeddedIndex, entries: list[Entry]) -> int:
        if any(entry.title == title for entry in entries):
            raise WriteRefused(f"{title} is refused")
        return write(index, entries)

    return refuse


@pytest.mark.usefixtures("index")
def test_fewer_confirmed_than_sent_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    Group.objects.create(name="四十二车间")
    monkeypatch.setattr(EmbeddedIndex, "write", lambda index, entries: 0)
    assert drain().failed == 1
    assert OutboxRow.objects.get().reason == "1 entries were sent and 0 confirmed."


@pytest.mark.usefixtures("index")
def test_more_than_one_batch_is_worked_off() -> None:
    Group.objects.bulk_create(Group(name=str(number)) for number in range(indexing.BATCH_OBJECTS * 2 + 1))
    touch_many(Group.objects.filter(name__regex=r"^\d+$"))
    assert drain().written == indexing.BATCH_OBJECTS * 2 + 1


@pytest.mark.usefixtures("index")
def test_row_of_an_unknown_model_waits_with_a_reason() -> None:
    OutboxRow.objects.create(model_label="archive.steamengine", object_id="1")
    drain()
    assert OutboxRow.objects.get().reason.startswith("'archive.steamengine' is not searched.")


@pytest.mark.usefixtures("index")
def test_entry_under_another_id_is_refused() -> None:
    registry.register(Group, kind="group", to_entry=lambda group: Entry(id="group:x", kind="group", url="", title=""),
                      queryset=Group.objects.all)  # fmt: skip
    group = Group.objects.create(name="四十二车间")
    drain()
    assert f"'group:{group.pk}' is needed" in OutboxRow.objects.get().reason


@pytest.mark.usefixtures("index")
def test_only_one_writer_at_a_time() -> None:
    Group.objects.create(name="四十二车间")
    with only_writer(), pytest.raises(WriterBusy):
        drain()
    assert drain().written == 1
