"""A rebuild beside the live index: resumable, with changes flowing into both, and started when something is wrong."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import Group

from search import installed, rebuilding, registry
from search.documents import Stored
from search.engines.base import Index, IndexMissing, Kind, WriteRefused
from search.engines.embedded import EmbeddedIndex
from search.indexing import Reading, drain, put
from search.models import OutboxRow, Rebuild
from search.rebuilding import advance, begin, needed, rebuild

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_groups")]


def indexed() -> set[str]:
    return set(installed.engine().live().entry_ids())


def groups(count: int) -> list[str]:
    created = [Group.objects.create(name=f"{number}车间") for number in range(count)]
    return [f"group:{group.pk}" for group in created]


@pytest.fixture
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slices of two records, so that a few records make a long rebuild."""
    monkeypatch.setattr(rebuilding, "CHUNK_OBJECTS", 2)
    monkeypatch.setattr(rebuilding, "SLICE_DOCUMENTS", 1)
    monkeypatch.setattr(rebuilding, "TURN_SLICES", 1)


@pytest.fixture
def halfway(small_slices: None) -> Rebuild:
    """A rebuild of six records that has done two of them, and an outbox that is empty."""
    groups(6)
    rebuild()
    return advance(begin(resume=False).pk)


def test_everything_is_indexed_and_the_outbox_worked_off() -> None:
    ids = groups(3)
    row = rebuild()
    assert row.state == Rebuild.State.DONE
    assert indexed() == set(ids)
    assert not OutboxRow.objects.exists()


@pytest.mark.usefixtures("small_slices")
def test_many_slices_give_the_same() -> None:
    ids = groups(7)
    assert rebuild().entries_written == 7
    assert indexed() == set(ids)


@pytest.mark.usefixtures("small_slices")
def test_progress_is_told() -> None:
    groups(5)
    told: list[tuple[int, int]] = []
    rebuild(on_progress=lambda progress: told.append((progress.read, progress.total)))
    assert told[0] == (2, 5)
    assert told[-1] == (5, 5)


def test_visitors_search_the_former_index_until_the_swap(halfway: Rebuild) -> None:
    assert len(indexed()) == 6
    assert installed.engine().live().generation != halfway.generation


def test_change_during_a_rebuild_is_in_both(halfway: Rebuild) -> None:
    new = f"group:{Group.objects.create(name='新车间').pk}"
    drain()
    assert new in indexed()
    rebuild(resume=True)
    assert new in indexed()
    assert installed.engine().live().generation == halfway.generation


def test_record_deleted_during_a_rebuild_is_in_neither(halfway: Rebuild) -> None:
    first = Group.objects.filter(name="0车间").get()
    gone = f"group:{first.pk}"
    first.delete()
    drain()
    rebuild(resume=True)
    assert gone not in indexed()
    assert len(indexed()) == 5


def test_resume_goes_on_where_it_stopped(halfway: Rebuild) -> None:
    row = rebuild(resume=True)
    assert row.pk == halfway.pk
    assert row.objects_read == 6


def test_without_resume_it_starts_again(halfway: Rebuild) -> None:
    assert rebuild().pk != halfway.pk
    halfway.refresh_from_db()
    assert halfway.state == Rebuild.State.ABANDONED
    assert len(indexed()) == 6


def test_abandoned_rebuild_does_nothing_more(halfway: Rebuild) -> None:
    begin(resume=False)
    assert advance(halfway.pk).state == Rebuild.State.ABANDONED


def test_dying_between_swap_and_note_is_made_good(halfway: Rebuild) -> None:
    rebuild(resume=True)
    Rebuild.objects.filter(pk=halfway.pk).update(state=Rebuild.State.RUNNING)
    assert rebuild(resume=True).state == Rebuild.State.DONE


def test_lost_half_built_index_is_begun_again(halfway: Rebuild, settings: object) -> None:
    building = installed.engine().building()
    assert building is not None
    building.close()
    shutil.rmtree(Path(settings.SEARCH_INDEX_DIR) / building.generation)  # type: ignore[attr-defined]  # pytest-django
    with pytest.raises(IndexMissing, match="is gone"):
        advance(halfway.pk)
    assert rebuild(resume=True).pk != halfway.pk
    assert len(indexed()) == 6


def test_unreadable_record_is_left_to_the_outbox() -> None:
    Group.objects.create(name="坏记录")
    (good,) = groups(1)
    OutboxRow.objects.all().delete()
    row = rebuild()
    assert row.objects_refused == 1
    assert indexed() == {good}
    assert OutboxRow.objects.get().reason == "Unreadable: 坏记录"


def test_nothing_is_needed_after_a_rebuild() -> None:
    rebuild()
    assert needed() == ""


def test_missing_index_is_noticed() -> None:
    assert "manage.py reindex" in needed()


def delete_everything(folder: Path) -> None:
    shutil.rmtree(folder)


def delete_generation(folder: Path) -> None:
    shutil.rmtree(next(folder.glob("g*")))


def delete_segments(folder: Path) -> None:
    for file in folder.glob("g*/entries/*.store"):
        file.unlink()


def overwrite_segments(folder: Path) -> None:
    for file in folder.glob("g*/entries/*.idx"):
        file.write_bytes(b"\0" * 100)


def spoil_meta(folder: Path) -> None:
    for file in folder.glob("g*/entries/meta.json"):
        file.write_text("{")


@pytest.mark.parametrize(
    "damage", [delete_everything, delete_generation, delete_segments, overwrite_segments, spoil_meta]
)
@pytest.mark.parametrize("reopened", [True, False], ids=["after a restart", "while running"])
def test_damaged_index_is_noticed_and_rebuilt(damage: Callable[[Path], None], reopened: bool, settings: object) -> None:
    ids = groups(3)
    rebuild()
    if reopened:
        installed.close_all()
    damage(Path(settings.SEARCH_INDEX_DIR))  # type: ignore[attr-defined]  # pytest-django's settings proxy
    if not reopened and damage in {delete_segments, overwrite_segments, spoil_meta}:
        installed.close_all()  # an open reader keeps its files; only the next one to open them can notice
    assert needed()
    Group.objects.get(name="0车间").save()
    rebuild(resume=True)
    assert indexed() == set(ids)


def test_other_analyzer_is_noticed_and_rebuilt(monkeypatch: pytest.MonkeyPatch) -> None:
    groups(1)
    rebuild()
    installed.engine().live().stamp("0-another-lexicon")
    assert "0-another-lexicon" in needed()
    rebuild(resume=True)
    assert needed() == ""


def test_rebuild_with_an_outdated_analyzer_is_not_gone_on_with(halfway: Rebuild) -> None:
    building = installed.engine().building()
    assert building is not None
    building.stamp("0-another-lexicon")
    assert rebuild(resume=True).pk != halfway.pk


def test_objects_that_left_the_queryset_are_not_indexed() -> None:
    registry.register(
        Group, kind="group", to_entry=registry.by_label("auth.group").to_entry, queryset=Group.objects.none
    )
    groups(2)
    rebuild()
    assert indexed() == set()


# --- several slices between two commits ------------------------------------------------------------------------------


@pytest.fixture
def small_turns(small_slices: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Turns of three slices of two records."""
    monkeypatch.setattr(rebuilding, "TURN_SLICES", 3)


@pytest.mark.usefixtures("small_turns")
def test_a_turn_is_some_slices_and_one_commit() -> None:
    ids = groups(9)
    OutboxRow.objects.all().delete()
    row = advance(begin(resume=False).pk)
    assert row.objects_read == 6
    building = installed.engine().building()
    assert building is not None
    assert building.counts().entries == 6
    assert rebuild(resume=True).pk == row.pk
    assert indexed() == set(ids)


@pytest.mark.usefixtures("small_turns")
def test_what_is_refused_takes_nothing_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tantivy gives up what was not committed when it refuses a document."""
    ids = groups(5)
    OutboxRow.objects.all().delete()
    refused = Group.objects.create(name="拒绝车间")
    OutboxRow.objects.all().delete()
    add = EmbeddedIndex._add

    def refusing(index: EmbeddedIndex, kind: Kind, document: Stored) -> None:
        if document.entry_id == f"group:{refused.pk}":
            index._abandon()
            raise WriteRefused("the engine does not take it")
        add(index, kind, document)

    monkeypatch.setattr(EmbeddedIndex, "_add", refusing)
    row = rebuild()
    assert indexed() == set(ids)
    assert row.objects_refused == 1
    assert OutboxRow.objects.get().reason == "the engine does not take it"


@pytest.mark.usefixtures("small_turns")
def test_a_change_in_the_middle_of_a_turn_does_not_wait_for_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    groups(9)
    rebuild()
    written: list[int] = []

    def put_and_change(index: Index, reading: Reading) -> None:
        put(index, reading)
        if not written:
            written.append(Group.objects.create(name="半路车间").pk)

    monkeypatch.setattr(rebuilding, "put", put_and_change)
    row = advance(begin(resume=False).pk)
    assert row.objects_read == 2
    advance(row.pk)
    assert f"group:{written[0]}" in indexed()
