"""An embedded index that is damaged or deleted: visitors are told, the worker notices and rebuilds, nobody is asked."""

import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django_tasks_db.models import DBTaskResult

from search import api, installed
from search.engines.base import EngineError
from search.engines.embedded import EmbeddedIndex
from search.engines.tantivy_files import Verifier, is_whole
from search.indexing import drain
from search.models import OutboxRow
from search.tasks import inspect, rebuild_index

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

Damage = Callable[[Path], object]
NAMES = ["四十二车间", "四十三车间", "四十四车间"]


def largest(folder: Path, ending: str) -> Path:
    return max(folder.glob(f"entries/*.{ending}"), key=lambda path: path.stat().st_size)


def truncate(ending: str) -> Damage:
    def damage(folder: Path) -> None:
        path = largest(folder, ending)
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    return damage


def scramble(ending: str) -> Damage:
    """Bits that have turned in the middle of a file; its length and its end are as they were."""

    def damage(folder: Path) -> None:
        path = largest(folder, ending)
        content = bytearray(path.read_bytes())
        turned = random.Random(ending)
        for _ in range(40):
            content[turned.randrange(len(content) * 2 // 3)] ^= 1 << turned.randrange(8)
        path.unlink()  # mapped by whoever reads: another file takes its place
        path.write_bytes(content)

    return damage


DAMAGES: dict[str, Damage] = {
    "everything deleted": lambda folder: shutil.rmtree(folder.parent),
    "generation deleted": shutil.rmtree,
    "one of two indexes deleted": lambda folder: shutil.rmtree(folder / "passages"),
    "table of contents is garbage": lambda folder: (folder / "entries" / "meta.json").write_text("{"),
    "table of contents is empty": lambda folder: (folder / "entries" / "meta.json").write_text(""),
    "stamp is garbage": lambda folder: (folder / "about.json").write_bytes(b"\xff\xfe"),
    "stamp deleted": lambda folder: (folder / "about.json").unlink(),
    "name of the live one is garbage": lambda folder: (folder.parent / "live").write_bytes(b"\xff../../x"),
    "name of the live one is empty": lambda folder: (folder.parent / "live").write_text(""),
    "mark of the commit deleted": lambda folder: (folder / "commit").unlink(),
    "segment deleted": lambda folder: largest(folder, "store").unlink(),
    **{f"{ending} cut in half": truncate(ending) for ending in ("store", "term", "idx", "fast", "pos", "fieldnorm")},
    **{f"{ending} scrambled": scramble(ending) for ending in ("store", "term", "idx", "fast")},
}


@pytest.fixture
def folder() -> Path:
    """The folder of a live index with three groups in it."""
    for name in NAMES:
        Group.objects.create(name=name)
    drain()
    live = installed.engine().live()
    assert isinstance(live, EmbeddedIndex)
    return live.folder


def ask() -> None:
    """What a visitor may meet: an answer, or the error for which the page has a notice. Nothing else."""
    with suppress(EngineError):
        api.search("车间", viewer=api.PUBLIC)
        api.search("车间", viewer=api.PUBLIC, sort="newest")
        api.suggest("四", viewer=api.PUBLIC)


def the_worker_comes_by() -> None:
    inspect()
    assert DBTaskResult.objects.filter(task_path=rebuild_index.module_path).exists()
    rebuild_index.call()


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_is_noticed_told_and_repaired(folder: Path, damage: Damage) -> None:
    installed.close_all()  # another process, started after the accident
    damage(folder)
    ask()
    the_worker_comes_by()
    assert sorted(hit.title for hit in api.search("车间", viewer=api.PUBLIC).hits) == sorted(NAMES)
    inspect()


UNDER_A_READER = ["everything deleted", "generation deleted", "segment deleted", "stamp deleted", "term scrambled"]


@pytest.mark.parametrize("what", UNDER_A_READER)
def test_files_that_vanish_under_a_reader(folder: Path, what: str) -> None:
    ask()
    DAMAGES[what](folder)
    ask()
    Group.objects.create(name="四十五车间")
    the_worker_comes_by()
    drain()
    assert not OutboxRow.objects.exists()
    assert api.search("车间", viewer=api.PUBLIC).total == 4


def test_a_whole_index_is_called_whole(folder: Path) -> None:
    assert Verifier().damage(folder / "entries") == ""
    inspect()
    assert not DBTaskResult.objects.filter(task_path=rebuild_index.module_path).exists()


@pytest.mark.parametrize(
    "content", [b"", b"abc", b"\0" * 8, b"{}\x02\0\0\0\x39\x05\0\0", b"\xff" * 8 + b"\x39\x05\0\0"]
)
def test_what_was_never_such_a_file_is_not_whole(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "segment.store"
    path.write_bytes(content)
    assert not is_whole(path)
