"""Fixity, disposal, sweeping and their commands."""

import io
import json
import os
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import ProtectedError

from media.models import Asset, Derivative, FixityCheck, Original, Outcome, Picture, State, Visibility
from media.services import fixity, sweeping
from media.services.adding import add_picture
from media.services.disposal import dispose
from media.services.ingest import admit, ingest
from media.services.visibility import set_visibility
from media.storage import derivative_path, local_folder, store
from tests.media import samples
from tests.media.conftest import Convert

pytestmark = pytest.mark.django_db


@pytest.fixture
def original() -> Original:
    return ingest(io.BytesIO(samples.picture()), filename="a.jpg").original


def on_disk(original: Original) -> Path:
    with store().local_copy(original.path) as path:
        return path


def damage(original: Original) -> None:
    path = on_disk(original)
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"?")


def run(command: str, *options: str) -> tuple[int, str]:
    output = io.StringIO()
    try:
        call_command(command, *options, stdout=output)
    except SystemExit as ended:
        return int(ended.code or 0), output.getvalue()
    return 0, output.getvalue()


def test_an_untouched_original_is_intact(original: Original) -> None:
    assert run("verify_fixity")[0] == 0
    assert FixityCheck.objects.get().outcome == Outcome.INTACT


def test_a_changed_byte_is_found_and_the_exit_code_says_so(original: Original) -> None:
    damage(original)
    code, said = run("verify_fixity", "--json")
    assert code == 1
    assert json.loads(said)["problems"][0]["outcome"] == "changed"


def test_a_missing_original_is_found(original: Original) -> None:
    store().dispose(original.path)
    assert [found.outcome for found in fixity.verify(originals=fixity.due())] == [Outcome.MISSING]


@pytest.mark.parametrize("option", ["--limit=0", "--not-since-days=-1"])
def test_wrong_use_is_two(option: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("verify_fixity", option)
    assert refused.value.returncode == 2


def test_the_longest_unchecked_comes_first(original: Original) -> None:
    list(fixity.verify(originals=[original]))
    newcomer = ingest(io.BytesIO(samples.picture("png")), filename="b.png").original
    assert list(fixity.due()) == [newcomer, original]


def test_wagtail_cannot_delete_an_original(original: Original) -> None:
    store().delete(original.path)  # type: ignore[attr-defined]  # Django's own part of the storage API
    assert store().exists(original.path)


def test_disposal_removes_the_last_use_with_the_bytes(
    converted: Convert, django_capture_on_commit_callbacks: object
) -> None:
    asset = converted(ingest(io.BytesIO(samples.picture()), filename="a.jpg"), "renditions")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # untyped fixture
        dispose(asset=asset)
    assert not Original.objects.exists()
    assert not list(store().walk("originals"))
    assert not list(store().walk("derivatives"))


def test_disposal_keeps_bytes_that_another_asset_uses(original: Original) -> None:
    twin = ingest(io.BytesIO(samples.picture()), filename="b.jpg")
    dispose(asset=twin)
    assert Original.objects.get() == original
    assert store().exists(original.path)


def test_what_is_still_described_cannot_be_disposed_of() -> None:
    picture = add_picture(io.BytesIO(samples.picture()), filename="a.jpg")
    with pytest.raises(ProtectedError):
        dispose(asset=picture.asset)
    assert Picture.objects.exists()


def age(path: Path, hours: float) -> None:
    stamp = time.time() - hours * 3600
    os.utime(path, (stamp, stamp))


def test_an_abandoned_upload_is_swept_after_a_day_and_not_before() -> None:
    upload = admit(io.BytesIO(samples.picture()), filename="a.jpg").path
    assert sweeping.sweep().count == 0
    age(upload, 25)
    assert sweeping.sweep(dry_run=True).quarantined == (upload.name,)
    assert upload.exists()
    sweeping.sweep()
    assert not upload.exists()


def test_an_original_that_no_row_names_is_swept_but_a_named_one_never(original: Original) -> None:
    age(on_disk(original), 48)
    admitted = admit(io.BytesIO(samples.picture("png")), filename="b.png")
    store().promote(admitted.path, "originals/ab/cd/abcd")
    with store().local_copy("originals/ab/cd/abcd") as stray:
        age(stray, 48)
    assert sweeping.sweep().unnamed_originals == ("originals/ab/cd/abcd",)
    assert store().exists(original.path)


def test_half_made_conversions_are_swept() -> None:
    folder = local_folder("work") / "left"
    folder.mkdir()
    age(folder, 25)
    assert "1 removed" in run("sweep_media")[1]
    assert not folder.exists()


def test_visibility_is_set_for_all_at_once() -> None:
    assets = [ingest(io.BytesIO(samples.picture()), filename=f"{name}.jpg") for name in "abc"]
    assert set_visibility(assets=assets, visibility=Visibility.PUBLIC) == 3
    assert set(Asset.objects.values_list("visibility", flat=True)) == {"public"}


def test_an_invented_visibility_is_refused(original: Original) -> None:
    with pytest.raises(ValueError, match="everyone"):
        set_visibility(assets=original.assets.all(), visibility="everyone")


def test_make_derivatives_rehearses_what_it_would_do(original: Original) -> None:
    Derivative.objects.filter(recipe="tiles").update(state=State.FAILED)
    code, said = run("make_derivatives", "--dry-run")
    assert (code, said) == (0, "tiles: a.jpg\n1 would be queued.\n")
    assert Derivative.objects.get(recipe="tiles").state == State.FAILED
    run("make_derivatives")
    assert Derivative.objects.get(recipe="tiles").state == State.PENDING


def test_make_derivatives_finds_assets_without_any(original: Original) -> None:
    Derivative.objects.all().delete()
    run("make_derivatives")
    assert Derivative.objects.count() == 2


def test_a_folder_of_derivatives_is_all_that_may_be_removed(original: Original) -> None:
    with pytest.raises(ValueError, match="not among the derivatives"):
        store().remove_tree("originals/ab")
    store().remove_tree(derivative_path("no-such-asset", "renditions"))
