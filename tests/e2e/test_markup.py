"""The Nu HTML checker finds no error in any kind of page, in standard and in large type."""

import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import missing
from tests.e2e.gallery import LARGE, LIGHT, Look
from tests.e2e.museums import Museum
from tests.e2e.page_kinds import KINDS, PageKind
from tests.services import checker

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def markup(museum: Museum, kind: PageKind, look: Look) -> bytes:
    address = museum.url + urllib.parse.quote(kind.address, safe="/?=&")
    request = urllib.request.Request(address, headers={"Cookie": f"reading={look.reading}"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return error.read()


def test_no_page_has_an_error_in_its_markup(demo_museum: Museum, tmp_path: Path) -> None:
    for kind in KINDS:
        if kind.address:
            for look in (LIGHT, LARGE):
                (tmp_path / f"{kind.name}-{look.name}.html").write_bytes(markup(demo_museum, kind, look))
    for path, body in demo_museum.shown().items():
        (tmp_path / f"{path.strip('/').replace('/', '-')}.html").write_text(body, encoding="utf-8")
    try:
        found = checker.complaints(tmp_path)
    except checker.Unavailable as reason:
        missing(str(reason))
    assert sorted({f"{each.message} … {each.extract} ({each.file})" for each in found}) == []
    assert len(list(tmp_path.iterdir())) > len(KINDS)


def test_the_checker_finds_an_error(tmp_path: Path) -> None:
    (tmp_path / "broken.html").write_text("<!doctype html><title>x</title><p><div></p>", encoding="utf-8")
    try:
        assert checker.complaints(tmp_path) != []
    except checker.Unavailable as reason:
        missing(str(reason))
