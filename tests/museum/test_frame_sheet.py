"""One sheet for what all pages share, made when static files are collected."""

from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import StaticFilesStorage

from museum.frame_sheet import PARTS, SHEET, StaticFiles

FOLDERS = ("museum/css/", "museum/fonts/")


@pytest.fixture
def collected(tmp_path: Path) -> StaticFiles:
    """The museum's sheets and its font, as `collectstatic` leaves them when it has run twice."""
    storage = StaticFiles(location=tmp_path)
    plain = StaticFilesStorage(location=tmp_path)
    found = {path: (source, path) for finder in get_finders() for path, source in finder.list(None)}
    wanted = {path: each for path, each in found.items() if path.startswith(FOLDERS)}
    for path, (source, name) in wanted.items():
        with source.open(name) as file:
            plain.save(path, file)
    for _time in range(2):
        for name, _hashed, processed in storage.post_process(dict(wanted)):
            assert not isinstance(processed, Exception), name
    return storage


def test_the_sheet_holds_its_parts_in_order(collected: StaticFiles) -> None:
    sheet = Path(collected.path(collected.stored_name(SHEET))).read_text(encoding="utf-8")
    places = [sheet.index(f"株化记忆 · {Path(part).stem}") for part in PARTS]
    assert places == sorted(places)


def test_the_sheet_names_the_font_by_its_hash_and_lies_compressed(collected: StaticFiles) -> None:
    path = Path(collected.path(collected.stored_name(SHEET)))
    assert "fonts/weihao.woff2" not in path.read_text(encoding="utf-8")
    assert path.with_name(f"{path.name}.gz").exists()


def test_a_page_asks_for_the_sheet_and_for_none_of_its_parts() -> None:
    base = Path(__file__).parents[2].joinpath("museum/templates/base.html").read_text(encoding="utf-8")
    assert SHEET in base
    assert not [part for part in PARTS if part in base]
