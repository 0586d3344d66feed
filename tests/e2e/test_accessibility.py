"""axe finds nothing on any kind of page, by day, by night and in large type, on a phone and on a desk."""

import pytest

from tests.e2e.axe import LOOKED_AT, violations
from tests.e2e.gallery import LARGE, LIGHT, WIDTHS, Gallery
from tests.e2e.page_kinds import PageKind

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_axe_finds_nothing(gallery: Gallery, kind: PageKind) -> None:
    gallery.open(kind, LIGHT)
    found = {
        f"{look.name}, {width}": violations(gallery.window(look, width), options)
        for look, width, options in LOOKED_AT
    }  # fmt: skip
    gallery.open(kind, LARGE)
    found |= {f"{LARGE.name}, {width}": violations(gallery.window(LARGE, width)) for width in WIDTHS}
    assert {where: what for where, what in found.items() if what} == {}
